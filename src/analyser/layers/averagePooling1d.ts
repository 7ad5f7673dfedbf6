// tf.layers.averagePooling1d

import type { LayerDefinition } from './definition';
import { createPooling1d } from './pooling';

export const averagePooling1d: LayerDefinition = {
  factory: 'averagePooling1d',
  className: 'AveragePooling1D',
  create: (config) => createPooling1d(config),
};
