// tf.layers.spatialDropout1d

import type { LayerDefinition } from './definition';
import { KEEPS_SHAPE } from './pointwise';

export const spatialDropout1d: LayerDefinition = {
  factory: 'spatialDropout1d',
  className: 'SpatialDropout1D',
  create: (config) => {
    config.requireArguments('rate');
    return { ...KEEPS_SHAPE, inputSpecs: () => [{ ndim: 3 }] };
  },
};
