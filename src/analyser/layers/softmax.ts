// tf.layers.softmax

import type { LayerDefinition } from './definition';
import { KEEPS_SHAPE } from './pointwise';

export const softmax: LayerDefinition = {
  factory: 'softmax',
  className: 'Softmax',
  create: () => KEEPS_SHAPE,
};
