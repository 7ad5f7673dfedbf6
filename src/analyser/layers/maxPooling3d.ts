// tf.layers.maxPooling3d

import type { LayerDefinition } from './definition';
import { createPooling } from './pooling';

export const maxPooling3d: LayerDefinition = {
  factory: 'maxPooling3d',
  className: 'MaxPooling3D',
  create: (config) => createPooling(config, 3),
};
