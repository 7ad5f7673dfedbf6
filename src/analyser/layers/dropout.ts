// tf.layers.dropout

import type { LayerDefinition } from './definition';
import { KEEPS_SHAPE } from './pointwise';

export const dropout: LayerDefinition = {
  factory: 'dropout',
  className: 'Dropout',
  create: (config) => {
    config.requireArguments('rate');
    return KEEPS_SHAPE;
  },
};
