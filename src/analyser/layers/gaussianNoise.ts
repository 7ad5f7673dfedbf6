// tf.layers.gaussianNoise

import type { LayerDefinition } from './definition';
import { KEEPS_SHAPE } from './pointwise';

export const gaussianNoise: LayerDefinition = {
  factory: 'gaussianNoise',
  className: 'GaussianNoise',
  create: (config) => {
    config.requireArguments('stddev');
    return KEEPS_SHAPE;
  },
};
