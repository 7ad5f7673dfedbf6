// tf.layers.gaussianDropout

import type { LayerDefinition } from './definition';
import { KEEPS_SHAPE } from './pointwise';

export const gaussianDropout: LayerDefinition = {
  factory: 'gaussianDropout',
  className: 'GaussianDropout',
  create: (config) => {
    config.requireArguments('rate');
    return KEEPS_SHAPE;
  },
};
