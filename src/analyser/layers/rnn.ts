// tf.layers.rnn

import { Unknown } from '../formulas/quantity';
import { LayerError } from '../graph/graph';
import { asLayer, type ConfigReader } from './configReader';
import { isConfigList } from './configText';
import type { LayerDefinition } from './definition';
import { followCell, unknownCell, type FollowedCell } from './nestedLayer';
import { createRecurrentLayer, NO_STATES } from './recurrentLayer';
import { stackCells } from './stackedRNNCells';

export const rnn: LayerDefinition = {
  factory: 'rnn',
  className: 'RNN',
  create: (config) => {
    config.requireArguments('cell');
    const { behaviour, cell } = readCell(config);
    return createRecurrentLayer(config, behaviour, cell);
  },
};

function readCell(config: ConfigReader): FollowedCell {
  const value = config.value('cell');
  if (value === undefined || value === null) {
    throw new LayerError('cell property is missing for the constructor of RNN.', 'cell');
  }
  if (isConfigList(value)) return stackCells(value);
  const cell = followCell(asLayer(value, 'cell'));
  if (!cell) throw new LayerError(NO_STATES, 'cell');
  return cell instanceof Unknown ? unknownCell(cell) : cell;
}
