// tf.layers.gruCell

import { LayerError } from '../graph/graph';
import type { LayerDefinition } from './definition';
import { createCell } from './recurrentCell';

export const gruCell: LayerDefinition = {
  factory: 'gruCell',
  className: 'GRUCell',
  create: (config) => {
    config.requireArguments('resetAfter');
    if (config.flag('resetAfter', false) === true) {
      throw new LayerError('GRUCell does not support reset_after parameter set to true.', 'resetAfter');
    }
    return createCell(config, 3, 1);
  },
};
