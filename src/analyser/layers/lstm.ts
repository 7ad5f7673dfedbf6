// tf.layers.lstm

import type { LayerDefinition } from './definition';
import { createCellLayer } from './recurrentLayer';
import { lstmCell } from './lstmCell';

export const lstm: LayerDefinition = {
  factory: 'lstm',
  className: 'LSTM',
  create: (config) => {
    config.requireArguments('implementation');
    return createCellLayer(config, lstmCell);
  },
};
