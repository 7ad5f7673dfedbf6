// tf.layers.activation

import type { LayerDefinition } from './definition';
import { KEEPS_SHAPE } from './pointwise';

export const activation: LayerDefinition = {
  factory: 'activation',
  className: 'Activation',
  create: (config) => {
    config.requireArguments('activation');
    config.activation();
    return KEEPS_SHAPE;
  },
};
