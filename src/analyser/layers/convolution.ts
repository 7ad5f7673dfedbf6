// What all convolution layers share: tfjs's BaseConv and Conv.

import { Unknown, type Quantity } from '../formulas/quantity';
import type { SumOfProducts } from '../formulas/sumOfProducts';
import { LayerError, type ConfigValue, type InputSpec, type Shape, type Weight } from '../graph/graph';
import { countable } from '../graph/shape';
import { axesOf } from './axes';
import type { ConfigReader } from './configReader';
import { isConfigList, jsonText, sizeText } from './configText';
import type { BuiltInBehaviour } from './definition';
import { isOpen, onlyShape, unknownSizes } from './sizes';
import { slidingLengthAt, slidingWindow, type Sliding } from './slidingWindow';
import { addWeight } from './weights';

export interface Convolution extends Sliding {
  /** Number of spatial axes. */
  readonly rank: number;
  readonly useBias: boolean | Unknown;
}

/** The checks and defaults of BaseConv's constructor. */
export function readConvolution(config: ConfigReader, rank: number): Convolution {
  config.requireArguments('kernelSize', "Cannot use 'in' operator to search for 'kernelSize' in undefined");
  if (!config.has('kernelSize')) throw new LayerError("required key 'kernelSize' not in config", 'kernelSize');
  const kernelSize = config.value('kernelSize');
  if (!isNumberLike(kernelSize) && !(isConfigList(kernelSize) && isNumberList(kernelSize))) {
    throw new LayerError(
      'BaseConv expects config.kernelSize to be number or number[] with length 1, 2, or 3, ' +
        `but received ${jsonText(kernelSize)}.`,
      'kernelSize',
    );
  }
  const size = config.numbers('kernelSize', rank);
  const stride = config.numbers('strides', rank, 1);
  const padding = config.padding();
  const dataFormat = config.dataFormat();
  config.activation();
  const useBias = config.flag('useBias', true);
  config.initializer('biasInitializer');
  config.constraint('biasConstraint');
  config.regularizer('biasRegularizer');
  config.regularizer('activityRegularizer');
  const dilation = config.numbers('dilationRate', rank, 1);
  return { rank, size, stride, dilation, padding, dataFormat, useBias };
}

/** The checks that Conv's constructor adds. */
export function readFilters(config: ConfigReader): Quantity {
  const filters = config.value('filters');
  if (!isNumberLike(filters) || (typeof filters === 'number' && filters < 1)) {
    throw new LayerError(
      `Convolution layer expected config.filters to be a 'number' > 0 but got ${jsonText(filters)}`,
      'filters',
    );
  }
  const count = config.positiveInteger('filters');
  config.initializer('kernelInitializer');
  config.constraint('kernelConstraint');
  config.regularizer('kernelRegularizer');
  return count;
}

/** Plain convolutions: conv1d, conv2d, conv3d. */
export function createConvolution(config: ConfigReader, rank: number): BuiltInBehaviour {
  const convolution = readConvolution(config, rank);
  const filters = readFilters(config);
  return {
    inputSpecs: (built) => (built ? builtSpecs(convolution, built) : rank === 1 ? [{ ndim: 3 }] : []),
    build: (inputs) => {
      const channels = builtChannels(convolution, onlyShape(inputs), (size) => {
        return `The channel dimension of the input should be defined. Found ${sizeText(size)}`;
      });
      return [
        addWeight(config, 'kernel', [...convolution.size, channels, filters]),
        ...biasWeights(config, convolution.useBias, filters),
      ];
    },
    outputShapes: (inputs) => {
      const shape = convolvedShape(convolution, onlyShape(inputs), filters);
      refuseActivityPenalty(config);
      return [shape];
    },
    macs: (inputs, outputs) => convolutionMacs(convolution, inputs, outputs, [filters]),
    window: (inputs) => slidingWindow(convolution, onlyShape(inputs)),
  };
}

/** As tfjs's Conv: every axis between batch and channels is taken for a spatial one, whatever the rank. */
export function convolvedShape(convolution: Sliding, input: Shape, filters: Quantity): Shape {
  if (convolution.dataFormat instanceof Unknown) return unknownSizes(input, convolution.dataFormat);
  const [batch = null] = input;
  const isLast = convolution.dataFormat === 'channelsLast';
  const spatial = isLast ? input.slice(1, -1) : input.slice(2);
  const lengths = spatial.map((length, i) => slidingLengthAt(convolution, length, i));
  return isLast ? [batch, ...lengths, filters] : [batch, filters, ...lengths];
}

/** MACs of one kernel of cin·factors weights per tap, at every output position. */
export function convolutionMacs(
  convolution: Convolution,
  inputs: readonly Shape[],
  outputs: readonly Shape[],
  factors: readonly Quantity[],
): SumOfProducts {
  return [
    [
      ...convolution.size,
      countable(channelsOf(convolution, onlyShape(inputs))),
      ...factors,
      ...positions(convolution, outputs),
    ],
  ];
}

/** The spatial sizes of a tensor, as factors of a count. */
export function positions(convolution: Sliding, shapes: readonly Shape[]): readonly Quantity[] {
  const axes = axesOf(convolution.dataFormat, convolution.size.length);
  const [shape] = shapes;
  if (axes instanceof Unknown) return [axes];
  return axes.spatial.map((axis) => countable(shape?.[axis]));
}

/** The size of the channel axis, which is the last axis whatever the rank, or axis 1. */
export function channelsOf(convolution: Sliding, input: Shape): Quantity | null | undefined {
  if (convolution.dataFormat instanceof Unknown) return convolution.dataFormat;
  return input[convolution.dataFormat === 'channelsFirst' ? 1 : input.length - 1];
}

/** The number of input channels a kernel is built for. */
export function builtChannels(
  convolution: Sliding,
  input: Shape,
  message: (size: Quantity | null | undefined) => string,
): Quantity {
  const channels = channelsOf(convolution, input);
  if (isOpen(channels)) throw new LayerError(message(channels));
  return channels;
}

/** The demands of a built convolution: the rank, and the channels it was built for. */
export function builtSpecs(convolution: Convolution, built: readonly Shape[]): readonly InputSpec[] {
  const ndim = convolution.rank + 2;
  const [input] = built;
  const channels = input && channelsOf(convolution, input);
  if (!input || isOpen(channels) || convolution.dataFormat instanceof Unknown) return [{ ndim }];
  const axis = convolution.dataFormat === 'channelsFirst' ? 1 : input.length - 1;
  return [{ ndim, axes: new Map([[axis, channels]]) }];
}

/** The bias, if there is one; of unknown size when that cannot be known. */
export function biasWeights(config: ConfigReader, useBias: boolean | Unknown, size: Quantity): readonly Weight[] {
  if (useBias === false) return [];
  return [addWeight(config, 'bias', [useBias === true ? size : useBias])];
}

/** tfjs refuses layers with an activity regularizer after it has computed their shapes. */
export function refuseActivityPenalty(config: ConfigReader): void {
  if (!config.isPresent('activityRegularizer')) return;
  throw new LayerError(
    'Layer invocation in the presence of activity regularizer(s) is not supported yet.',
    'activityRegularizer',
  );
}

function isNumberLike(value: ConfigValue): boolean {
  if (typeof value === 'number') return true;
  return (
    typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    (value.kind === 'formula' || value.kind === 'unknown')
  );
}

function isNumberList(list: readonly ConfigValue[]): boolean {
  return list.length >= 1 && list.length <= 3 && list.every(isNumberLike);
}
