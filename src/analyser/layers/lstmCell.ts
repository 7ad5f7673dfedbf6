// tf.layers.lstmCell

import type { LayerDefinition } from './definition';
import { createCell } from './recurrentCell';

export const lstmCell: LayerDefinition = {
  factory: 'lstmCell',
  className: 'LSTMCell',
  create: (config) => {
    config.requireArguments('units');
    return createCell(config, 4, 2);
  },
};
