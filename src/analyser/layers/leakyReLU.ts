// tf.layers.leakyReLU

import type { LayerDefinition } from './definition';
import { KEEPS_SHAPE } from './pointwise';

export const leakyReLU: LayerDefinition = {
  factory: 'leakyReLU',
  className: 'LeakyReLU',
  create: () => KEEPS_SHAPE,
};
