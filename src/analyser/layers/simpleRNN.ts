// tf.layers.simpleRNN

import type { LayerDefinition } from './definition';
import { createCellLayer } from './recurrentLayer';
import { simpleRNNCell } from './simpleRNNCell';

export const simpleRNN: LayerDefinition = {
  factory: 'simpleRNN',
  className: 'SimpleRNN',
  create: (config) => {
    config.requireArguments('units');
    return createCellLayer(config, simpleRNNCell);
  },
};
