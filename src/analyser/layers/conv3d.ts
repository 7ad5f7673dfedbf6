// tf.layers.conv3d

import { createConvolution } from './convolution';
import type { LayerDefinition } from './definition';

export const conv3d: LayerDefinition = {
  factory: 'conv3d',
  className: 'Conv3D',
  create: (config) => createConvolution(config, 3),
};
