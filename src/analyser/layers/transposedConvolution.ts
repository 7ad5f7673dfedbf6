// What the transposed convolutions share: tfjs's Conv2DTranspose and Conv3DTranspose.

import { transposedLength } from '../formulas/convolution';
import { add, divide, floorDivide, maximum, subtract, Unknown, type Quantity } from '../formulas/quantity';
import { LayerError } from '../graph/graph';
import { countable } from '../graph/shape';
import type { AxisWindow } from '../graph/window';
import { axesOf, withAxes } from './axes';
import type { Choice, ConfigReader } from './configReader';
import { jsonShape } from './configText';
import {
  biasWeights,
  builtChannels,
  builtSpecs,
  channelsOf,
  positions,
  readConvolution,
  readFilters,
} from './convolution';
import { refuseActivityPenalty } from './convolution';
import type { BuiltInBehaviour } from './definition';
import { mapSize, onlyShape } from './sizes';
import { CHANNELS_FIRST } from './slidingWindow';
import { addWeight } from './weights';

export function createTransposedConvolution(config: ConfigReader, rank: 2 | 3): BuiltInBehaviour {
  const convolution = readConvolution(config, rank);
  const filters = readFilters(config);
  const { size, stride, padding, dataFormat } = convolution;
  if (padding === 'causal') {
    throw new LayerError(
      `Conv${rank}DTranspose currently supports only padding modes 'same' and 'valid', ` +
        `but received padding mode ${padding}`,
      'padding',
    );
  }
  return {
    inputSpecs: (built) => (built ? builtSpecs(convolution, built) : [{ ndim: rank + 2 }]),
    build: (inputs) => {
      const input = onlyShape(inputs);
      if (input.length !== rank + 2) {
        throw new LayerError(`Input should have rank ${rank + 2}; Received input shape: ${jsonShape(input)}`);
      }
      const message = 'The channel dimension of the inputs should be defined. Found `None`.';
      const channels = builtChannels(convolution, input, () => message);
      return [
        addWeight(config, 'kernel', [...size, filters, channels]),
        ...biasWeights(config, convolution.useBias, filters),
      ];
    },
    outputShapes: (inputs) => {
      const axes = axesOf(dataFormat, rank);
      const shape = withAxes(
        onlyShape(inputs),
        axes,
        (length, i) => mapSize(length, (n) => transposedLength(n, size[i]!, padding, stride[i]!)),
        filters,
      );
      refuseActivityPenalty(config);
      return [shape];
    },
    // Each input position meets every weight once.
    macs: (inputs) => {
      const channels = countable(channelsOf(convolution, onlyShape(inputs)));
      return [[...size, filters, channels, ...positions(convolution, inputs)]];
    },
    window: () => {
      if (dataFormat instanceof Unknown) return { kind: 'unknown', because: dataFormat };
      if (dataFormat === 'channelsFirst') return CHANNELS_FIRST;
      return { kind: 'sliding', axes: size.map((k, i) => transposedAxis(k, stride[i]!, padding)) };
    },
  };
}

/** Output u sees the inputs ⌈(u + p - k + 1)/s⌉ … ⌊(u + p)/s⌋ when p positions are cut off at the left. */
export function transposedAxis(kernel: Quantity, stride: Quantity, padding: Choice): AxisWindow {
  const reach = subtract(kernel, 1);
  const size = add(1, divide(reach, stride));
  const step = divide(1, stride);
  if (padding instanceof Unknown) return { size, step, padding };
  const crop = padding === 'same' ? floorDivide(maximum(subtract(kernel, stride), 0), 2) : 0;
  return { size, step, padding: divide(subtract(reach, crop), stride) };
}
