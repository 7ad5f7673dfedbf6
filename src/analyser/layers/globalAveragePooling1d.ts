// tf.layers.globalAveragePooling1d

import type { LayerDefinition } from './definition';
import { createGlobalPooling1d } from './globalPooling';

export const globalAveragePooling1d: LayerDefinition = {
  factory: 'globalAveragePooling1d',
  className: 'GlobalAveragePooling1D',
  create: () => createGlobalPooling1d(),
};
