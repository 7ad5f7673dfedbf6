// tf.layers.conv3dTranspose

import type { LayerDefinition } from './definition';
import { createTransposedConvolution } from './transposedConvolution';

export const conv3dTranspose: LayerDefinition = {
  factory: 'conv3dTranspose',
  className: 'Conv3DTranspose',
  create: (config) => createTransposedConvolution(config, 3),
};
