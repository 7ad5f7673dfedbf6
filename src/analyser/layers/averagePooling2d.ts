// tf.layers.averagePooling2d

import type { LayerDefinition } from './definition';
import { createPooling } from './pooling';

export const averagePooling2d: LayerDefinition = {
  factory: 'averagePooling2d',
  className: 'AveragePooling2D',
  create: (config) => createPooling(config, 2),
};
