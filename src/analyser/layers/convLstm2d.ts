// tf.layers.convLstm2d

import { LayerError, type Shape } from '../graph/graph';
import { convLstm2dCell, readConvLstm, stepShape } from './convLstm2dCell';
import type { LayerDefinition } from './definition';
import { createRecurrentLayer, NO_STATES } from './recurrentLayer';

export const convLstm2d: LayerDefinition = {
  factory: 'convLstm2d',
  className: 'ConvLSTM2D',
  create: (config) => {
    const cell = convLstm2dCell.create(config);
    if (config.flag('unroll', false) === true) {
      throw new LayerError('Unrolling is not possible with convolutional RNNs.', 'unroll');
    }
    if (!cell.cell) throw new LayerError(NO_STATES, 'cell');
    const convolution = readConvLstm(config);
    const stepOf = (input: Shape): Shape => stepShape(convolution, [...input.slice(0, 1), ...input.slice(2)]);
    return createRecurrentLayer(config, cell, cell.cell, {
      rank: 5,
      sequenceShape: (input) => stepOf(input).toSpliced(1, 0, input[1] ?? null),
      stateShape: (input) => stepOf(input),
    });
  },
};
