// tf.layers.globalMaxPooling1d

import type { LayerDefinition } from './definition';
import { createGlobalPooling1d } from './globalPooling';

export const globalMaxPooling1d: LayerDefinition = {
  factory: 'globalMaxPooling1d',
  className: 'GlobalMaxPooling1D',
  create: () => createGlobalPooling1d(),
};
