// What the recurrent cells share: a kernel on the input, a kernel on the state, and a bias, for each of their gates.

import { multiply, type Quantity } from '../formulas/quantity';
import { countable } from '../graph/shape';
import { type ConfigReader } from './configReader';
import { biasWeights } from './convolution';
import type { BuiltInBehaviour } from './definition';
import { onlyShape } from './sizes';
import { addWeight } from './weights';

/** Reads what all cells take besides their units. */
export function readCellOptions(config: ConfigReader, hasRecurrentActivation: boolean): void {
  config.activation();
  if (hasRecurrentActivation) config.activation('recurrentActivation');
  for (const part of ['kernel', 'recurrent', 'bias']) config.initializer(`${part}Initializer`);
  for (const part of ['kernel', 'recurrent', 'bias']) config.regularizer(`${part}Regularizer`);
  for (const part of ['kernel', 'recurrent', 'bias']) config.constraint(`${part}Constraint`);
}

/**
 * @param gates number of kernels side by side: 1 for a simple RNN, 3 for GRU, 4 for LSTM
 * @param states number of state vectors, each of `units` elements
 */
export function createCell(config: ConfigReader, gates: number, states: number): BuiltInBehaviour {
  const units: Quantity = config.positiveInteger('units');
  readCellOptions(config, gates > 1);
  const useBias = config.flag('useBias', true);
  const width = multiply(units, gates);
  return {
    build: (inputs) => [
      addWeight(config, 'kernel', [onlyShape(inputs).at(-1) ?? null, width]),
      addWeight(config, 'recurrent_kernel', [units, width]),
      ...biasWeights(config, useBias, width),
    ],
    outputShapes: (inputs) => inputs,
    cell: {
      stateSizes: Array<Quantity>(states).fill(units),
      stepMacs: (input) => [
        [countable(input.at(-1)), width],
        [units, width],
      ],
    },
  };
}
