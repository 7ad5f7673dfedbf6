// tf.layers.alphaDropout

import type { LayerDefinition } from './definition';
import { KEEPS_SHAPE } from './pointwise';

export const alphaDropout: LayerDefinition = {
  factory: 'alphaDropout',
  className: 'AlphaDropout',
  create: (config) => {
    config.requireArguments('rate');
    return KEEPS_SHAPE;
  },
};
