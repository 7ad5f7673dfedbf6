// tf.layers.gru

import type { LayerDefinition } from './definition';
import { createCellLayer } from './recurrentLayer';
import { gruCell } from './gruCell';

export const gru: LayerDefinition = {
  factory: 'gru',
  className: 'GRU',
  create: (config) => {
    config.requireArguments('implementation');
    return createCellLayer(config, gruCell);
  },
};
