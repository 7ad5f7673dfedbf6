// tf.layers.masking

import type { LayerDefinition } from './definition';
import { KEEPS_SHAPE } from './pointwise';

export const masking: LayerDefinition = {
  factory: 'masking',
  className: 'Masking',
  create: () => KEEPS_SHAPE,
};
