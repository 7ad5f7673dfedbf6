// tf.layers.maxPooling1d

import type { LayerDefinition } from './definition';
import { createPooling1d } from './pooling';

export const maxPooling1d: LayerDefinition = {
  factory: 'maxPooling1d',
  className: 'MaxPooling1D',
  create: (config) => createPooling1d(config),
};
