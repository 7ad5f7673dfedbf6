// tf.layers.reLU

import type { LayerDefinition } from './definition';
import { KEEPS_SHAPE } from './pointwise';

export const reLU: LayerDefinition = {
  factory: 'reLU',
  className: 'ReLU',
  create: () => KEEPS_SHAPE,
};
