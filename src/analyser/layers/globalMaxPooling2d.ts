// tf.layers.globalMaxPooling2d

import type { LayerDefinition } from './definition';
import { createGlobalPooling2d } from './globalPooling';

export const globalMaxPooling2d: LayerDefinition = {
  factory: 'globalMaxPooling2d',
  className: 'GlobalMaxPooling2D',
  create: (config) => createGlobalPooling2d(config),
};
