// tf.layers.convLstm2dCell

import { multiply, type Quantity } from '../formulas/quantity';
import type { Shape } from '../graph/graph';
import { countable } from '../graph/shape';
import { checkPositiveInteger, type ConfigReader } from './configReader';
import { sizeText } from './configText';
import { biasWeights, builtChannels, channelsOf, positions } from './convolution';
import type { LayerDefinition } from './definition';
import { readCellOptions } from './recurrentCell';
import { onlyShape } from './sizes';
import { slidingShape, type Sliding } from './slidingWindow';
import { addWeight } from './weights';

const GATES = 4;

export const convLstm2dCell: LayerDefinition = {
  factory: 'convLstm2dCell',
  className: 'ConvLSTM2DCell',
  create: (config) => {
    const { filters, sliding } = readConvLstm(config);
    const useBias = config.flag('useBias', true);
    const width = multiply(filters, GATES);
    return {
      build: (inputs) => {
        const message = (size: Quantity | null | undefined): string =>
          `The channel dimension of the input should be defined. Found ${sizeText(size)}`;
        const channels = builtChannels(sliding, onlyShape(inputs), message);
        return [
          addWeight(config, 'kernel', [...sliding.size, channels, width]),
          addWeight(config, 'recurrent_kernel', [...sliding.size, filters, width]),
          ...biasWeights(config, useBias, width),
        ];
      },
      outputShapes: (inputs) => inputs,
      cell: {
        stateSizes: [filters, filters],
        stepMacs: (input, output) =>
          [countable(channelsOf(sliding, input)), filters].map((channels) => [
            ...sliding.size,
            channels,
            width,
            ...positions(sliding, [output]),
          ]),
      },
    };
  },
};

/** The convolution inside a cell. */
export interface ConvLstm {
  readonly filters: Quantity;
  readonly sliding: Sliding;
}

export function readConvLstm(config: ConfigReader): ConvLstm {
  config.requireArguments('filters');
  checkPositiveInteger(config.value('filters'), 'units', 'filters');
  readCellOptions(config, true);
  const size = readPositivePair(config, 'kernelSize');
  const stride = readPositivePair(config, 'strides', 1);
  const padding = config.padding();
  const dataFormat = config.dataFormat();
  const dilation = readPositivePair(config, 'dilationRate', 1);
  return { filters: config.quantity('filters'), sliding: { size, stride, padding, dataFormat, dilation } };
}

/** The output of one step: the input of the step has no time axis. */
export function stepShape({ filters, sliding }: ConvLstm, input: Shape): Shape {
  return slidingShape(sliding, input, filters);
}

function readPositivePair(config: ConfigReader, name: string, fallback?: number): Quantity[] {
  // Zero and other falsy values stand for the fallback.
  const value = config.value(name);
  if (fallback !== undefined && !value) return [fallback, fallback];
  const pair = config.numbers(name, 2);
  pair.forEach((size) => checkPositiveInteger(size, name, name));
  return pair;
}
