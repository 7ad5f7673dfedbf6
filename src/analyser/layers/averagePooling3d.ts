// tf.layers.averagePooling3d

import type { LayerDefinition } from './definition';
import { createPooling } from './pooling';

export const averagePooling3d: LayerDefinition = {
  factory: 'averagePooling3d',
  className: 'AveragePooling3D',
  create: (config) => createPooling(config, 3),
};
