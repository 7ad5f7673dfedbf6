// tf.layers.thresholdedReLU

import type { LayerDefinition } from './definition';
import { KEEPS_SHAPE } from './pointwise';

export const thresholdedReLU: LayerDefinition = {
  factory: 'thresholdedReLU',
  className: 'ThresholdedReLU',
  create: () => KEEPS_SHAPE,
};
