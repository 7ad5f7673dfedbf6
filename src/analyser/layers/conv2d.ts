// tf.layers.conv2d

import { createConvolution } from './convolution';
import type { LayerDefinition } from './definition';

export const conv2d: LayerDefinition = {
  factory: 'conv2d',
  className: 'Conv2D',
  create: (config) => createConvolution(config, 2),
};
