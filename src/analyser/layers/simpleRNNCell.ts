// tf.layers.simpleRNNCell

import type { LayerDefinition } from './definition';
import { createCell } from './recurrentCell';

export const simpleRNNCell: LayerDefinition = {
  factory: 'simpleRNNCell',
  className: 'SimpleRNNCell',
  create: (config) => {
    config.requireArguments('units');
    return createCell(config, 1, 1);
  },
};
