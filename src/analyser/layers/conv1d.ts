// tf.layers.conv1d

import { createConvolution } from './convolution';
import type { LayerDefinition } from './definition';

export const conv1d: LayerDefinition = {
  factory: 'conv1d',
  className: 'Conv1D',
  create: (config) => createConvolution(config, 1),
};
