// tf.layers.multiply

import type { LayerDefinition } from './definition';
import { ELEMENTWISE_MERGE } from './merge';

export const multiply: LayerDefinition = {
  factory: 'multiply',
  className: 'Multiply',
  create: () => ELEMENTWISE_MERGE,
};
