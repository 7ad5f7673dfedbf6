// tf.layers.globalAveragePooling2d

import type { LayerDefinition } from './definition';
import { createGlobalPooling2d } from './globalPooling';

export const globalAveragePooling2d: LayerDefinition = {
  factory: 'globalAveragePooling2d',
  className: 'GlobalAveragePooling2D',
  create: (config) => createGlobalPooling2d(config),
};
