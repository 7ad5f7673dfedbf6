// tf.layers.rescaling

import type { LayerDefinition } from './definition';
import { KEEPS_SHAPE } from './pointwise';

export const rescaling: LayerDefinition = {
  factory: 'rescaling',
  className: 'Rescaling',
  create: (config) => {
    config.requireArguments('scale');
    return KEEPS_SHAPE;
  },
};
