// tf.layers.maxPooling2d

import type { LayerDefinition } from './definition';
import { createPooling } from './pooling';

export const maxPooling2d: LayerDefinition = {
  factory: 'maxPooling2d',
  className: 'MaxPooling2D',
  create: (config) => createPooling(config, 2),
};
