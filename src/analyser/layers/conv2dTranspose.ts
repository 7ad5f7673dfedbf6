// tf.layers.conv2dTranspose

import type { LayerDefinition } from './definition';
import { createTransposedConvolution } from './transposedConvolution';

export const conv2dTranspose: LayerDefinition = {
  factory: 'conv2dTranspose',
  className: 'Conv2DTranspose',
  create: (config) => createTransposedConvolution(config, 2),
};
