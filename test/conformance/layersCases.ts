// What to try for every factory of tf.layers.

import fc from 'fast-check';
import {
  BASE_CONVOLUTION,
  KERNEL,
  convolution,
  pooling,
  CELL,
  CELL_OPTIONS,
  GATED_OPTIONS,
  RNN_OPTIONS,
  CONV_CELL,
  CONV_CELL_OPTIONS,
  cell,
  cells,
  recurrent,
  distributed,
  SEQUENCES,
  frame,
  MERGE,
  POINTWISE,
} from './layersConfigs';
import { Nested, type LayerCase, type Sizes } from './layersRun';
import {
  count,
  flag,
  mostly,
  tuple,
  window,
  positive,
  dataFormat,
  activation,
  zeros,
  constraint,
  regularizer,
  activityRegularizer,
  shapes,
  ONE_INPUT,
  MERGEABLE,
  insisted,
  entries,
} from './layersValues';

/** What to try for each factory: configurations, and the inputs of an application. */
export const GENERATORS: Readonly<
  Record<string, readonly [fc.Arbitrary<Record<string, unknown>>, fc.Arbitrary<readonly Sizes[]>]>
> = {
  inputLayer: [
    fc.record(
      { inputShape: shapes(3), batchInputShape: shapes(4), batchSize: fc.constantFrom(null, 2) },
      { requiredKeys: [] },
    ),
    fc.constant([]),
  ],
  conv1d: [convolution(1), ONE_INPUT(3)],
  conv2d: [convolution(2), ONE_INPUT(4)],
  conv3d: [convolution(3), ONE_INPUT(5)],
  conv2dTranspose: [convolution(2), ONE_INPUT(4)],
  conv3dTranspose: [convolution(3), ONE_INPUT(5)],
  separableConv2d: [
    entries(
      { kernelSize: window(2), filters: positive, depthwiseInitializer: zeros },
      {
        ...BASE_CONVOLUTION(2),
        depthMultiplier: count,
        pointwiseConstraint: constraint,
        depthwiseRegularizer: regularizer,
        kernelInitializer: mostly(fc.constant(undefined), 'zeros'),
      },
    ),
    ONE_INPUT(4),
  ],
  depthwiseConv2d: [
    entries(
      { kernelSize: window(2), depthwiseInitializer: zeros },
      { ...BASE_CONVOLUTION(2), depthMultiplier: mostly(count, 0, 1.5), depthwiseConstraint: constraint },
    ),
    ONE_INPUT(4),
  ],
  maxPooling1d: [pooling(1), ONE_INPUT(3)],
  maxPooling2d: [pooling(2), ONE_INPUT(4)],
  maxPooling3d: [pooling(3), ONE_INPUT(5)],
  averagePooling1d: [pooling(1), ONE_INPUT(3)],
  averagePooling2d: [pooling(2), ONE_INPUT(4)],
  averagePooling3d: [pooling(3), ONE_INPUT(5)],
  globalMaxPooling1d: [entries({}), ONE_INPUT(3)],
  globalMaxPooling2d: [entries({}, { dataFormat }), ONE_INPUT(4)],
  globalAveragePooling1d: [entries({}), ONE_INPUT(3)],
  globalAveragePooling2d: [entries({}, { dataFormat }), ONE_INPUT(4)],
  flatten: [entries({}, { dataFormat }), fc.integer({ min: 2, max: 5 }).chain(ONE_INPUT)],
  dense: [
    entries(
      { units: positive, kernelInitializer: zeros },
      { ...KERNEL, activation, useBias: flag, activityRegularizer },
    ),
    fc.integer({ min: 1, max: 4 }).chain(ONE_INPUT),
  ],
  dropout: POINTWISE({ rate: fc.constantFrom(0, 0.5, 1) }),
  spatialDropout1d: [entries({ rate: fc.constantFrom(0, 0.5) }), ONE_INPUT(3)],
  activation: POINTWISE({ activation }),
  reLU: POINTWISE({}, { maxValue: fc.constant(6) }),
  leakyReLU: POINTWISE({}, { alpha: fc.constant(0.1) }),
  elu: POINTWISE({}, { alpha: mostly(fc.constant(1), 0.5, null) }),
  thresholdedReLU: POINTWISE({}, { theta: fc.constant(1) }),
  softmax: POINTWISE({}, { axis: fc.constantFrom(-1, 1) }),
  prelu: [
    entries(
      {},
      {
        alphaInitializer: zeros,
        alphaConstraint: constraint,
        sharedAxes: mostly(fc.oneof(fc.constantFrom(1, [1, 2], [1], [])), 'x', true),
      },
    ),
    fc.integer({ min: 3, max: 4 }).chain((rank) =>
      shapes(rank)
        .filter((shape) => shape.length >= 3)
        .map((shape) => [shape]),
    ),
  ],
  batchNormalization: [
    entries(
      {},
      {
        axis: mostly(fc.constantFrom(-1, 1, 2, 3, [1], [2]), 7, -2, [-1], [1, 2], [9]),
        center: flag,
        scale: flag,
        gammaInitializer: zeros,
        betaConstraint: constraint,
        movingMeanInitializer: zeros,
      },
    ),
    fc.integer({ min: 2, max: 4 }).chain(ONE_INPUT),
  ],
  layerNormalization: [
    entries(
      {},
      {
        axis: mostly(fc.oneof(fc.constantFrom(-1, 1, [1, 2], [-1])), 1.5, 'x', [1.5], 9, [1, 1], [0, -9]),
        center: flag,
        scale: flag,
        gammaInitializer: zeros,
      },
    ),
    fc.integer({ min: 2, max: 4 }).chain(ONE_INPUT),
  ],
  zeroPadding2d: [entries({}, { padding: frame, dataFormat }), ONE_INPUT(4)],
  cropping2D: [entries({ cropping: frame }, { dataFormat }), ONE_INPUT(4)],
  upSampling2d: [
    entries(
      {},
      {
        size: mostly(tuple(count, 2), 2, [3], null),
        dataFormat,
        interpolation: mostly(fc.constantFrom('nearest', 'bilinear'), 'cubic', null),
      },
    ),
    ONE_INPUT(4),
  ],
  reshape: [
    entries({
      targetShape: mostly(fc.array(fc.constantFrom(1, 2, 3, 4, 6, -1, null), { maxLength: 3 }), [], undefined),
    }),
    fc.integer({ min: 2, max: 4 }).chain((rank) => shapes(rank, 4).map((shape) => [shape])),
  ],
  permute: [
    entries({
      dims: mostly(
        fc.shuffledSubarray([1, 2, 3], { minLength: 3 }),
        [1, 2],
        [0, 1, 2],
        [1, 1, 2],
        [2, 1],
        3,
        undefined,
        [],
      ),
    }),
    ONE_INPUT(4),
  ],
  repeatVector: [insisted({ n: count }), ONE_INPUT(2)],
  embedding: [
    entries(
      { inputDim: positive, outputDim: positive, embeddingsInitializer: zeros },
      { inputLength: fc.constantFrom(3, [3], [null], [3, 4], null), activityRegularizer },
    ),
    fc.integer({ min: 1, max: 3 }).chain((rank) => shapes(rank, 4).map((shape) => [shape])),
  ],
  add: MERGE,
  average: MERGE,
  maximum: MERGE,
  minimum: MERGE,
  multiply: MERGE,
  concatenate: [entries({}, { axis: fc.constantFrom(-1, -1, 1, 2, -2) }), MERGEABLE],
  dot: [
    entries({
      axes: mostly(
        fc.oneof(fc.constantFrom(-1, 1, 2), tuple(fc.integer({ min: 1, max: 2 }), 2)),
        undefined,
        [-1, -1],
        [1],
      ),
    }),
    fc.oneof(
      { weight: 8, arbitrary: fc.tuple(shapes(3, 3), shapes(3, 3)) },
      { weight: 4, arbitrary: fc.tuple(shapes(2, 2), shapes(2, 2)) },
      { weight: 1, arbitrary: MERGEABLE },
    ),
  ],
  simpleRNN: [entries(CELL, { ...CELL_OPTIONS, ...RNN_OPTIONS }), SEQUENCES],
  gru: [entries(CELL, { ...GATED_OPTIONS, ...RNN_OPTIONS, resetAfter: mostly(fc.constant(false), true) }), SEQUENCES],
  lstm: [entries(CELL, { ...GATED_OPTIONS, ...RNN_OPTIONS, unitForgetBias: flag }), SEQUENCES],
  simpleRNNCell: [entries(CELL, CELL_OPTIONS), ONE_INPUT(2)],
  gruCell: [entries(CELL, { ...GATED_OPTIONS, resetAfter: mostly(fc.constant(false), true) }), ONE_INPUT(2)],
  lstmCell: [entries(CELL, GATED_OPTIONS), ONE_INPUT(2)],
  rnn: [
    entries(
      {
        cell: fc.oneof(
          cell,
          cells,
          cells.map((list) => new Nested('stackedRNNCells', { cells: list })),
        ),
      },
      RNN_OPTIONS,
    ),
    SEQUENCES,
  ],
  stackedRNNCells: [insisted({ cells }), ONE_INPUT(2)],
  convLstm2dCell: [entries(CONV_CELL, CONV_CELL_OPTIONS), ONE_INPUT(4)],
  convLstm2d: [
    entries(CONV_CELL, {
      ...CONV_CELL_OPTIONS,
      returnSequences: flag,
      returnState: flag,
      unroll: mostly(fc.constant(false), true),
    }),
    ONE_INPUT(5),
  ],
  bidirectional: [
    entries({ layer: recurrent }, { mergeMode: mostly(fc.constantFrom('concat', 'sum', 'mul', 'ave', null), 'avg') }),
    SEQUENCES,
  ],
  timeDistributed: [entries({ layer: distributed }), ONE_INPUT(5)],
  masking: POINTWISE({}, { maskValue: fc.constant(0) }),
  rescaling: POINTWISE({ scale: fc.constant(0.5) }),
  gaussianNoise: POINTWISE({ stddev: fc.constant(1) }),
  gaussianDropout: POINTWISE({ rate: fc.constant(0.5) }),
  alphaDropout: POINTWISE({ rate: fc.constant(0.5) }),
  centerCrop: [
    insisted({ height: count, width: count }),
    shapes(4)
      .filter((shape) => shape.length >= 3)
      .map((shape) => [shape]),
  ],
  resizing: [
    insisted(
      { height: count, width: count },
      { interpolation: mostly(fc.constantFrom('bilinear', 'nearest'), 'cubic', null) },
    ),
    shapes(4)
      .filter((shape) => shape.length >= 3)
      .map((shape) => [shape]),
  ],
  categoryEncoding: [
    insisted({ numTokens: count }, { outputMode: fc.constantFrom('oneHot', 'multiHot', 'count', '') }),
    shapes(2).map((shape) => [shape]),
  ],
  randomWidth: [
    entries(
      { factor: mostly(fc.constantFrom(0.3, [-0.2, 0.3]), 0, -1, [0.3, -0.3], [-2, 1], [1], undefined) },
      { interpolation: mostly(fc.constant('nearest'), 'cubic') },
    ),
    shapes(4)
      .filter((shape) => shape.length >= 3)
      .map((shape) => [shape]),
  ],
};

/** Layers that cannot be applied twice, or that change their own configuration or input when applied. */
const APPLIED_ONCE = ['inputLayer', 'centerCrop', 'embedding'];

const MERGES = ['add', 'average', 'maximum', 'minimum', 'multiply', 'concatenate', 'dot'];

/** Cases of one factory; one in five applies the layer a second time, to other inputs. */
export function casesOf(factory: string): fc.Arbitrary<LayerCase> {
  const generator = GENERATORS[factory];
  if (!generator) throw new Error(`no cases for ${factory}`);
  const [config, inputs] = generator;
  // A merge of one input, once it is built, makes tfjs stumble over its own types.
  const others = MERGES.includes(factory) ? inputs.filter((shapes) => shapes.length > 1) : inputs;
  const again = fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: others });
  return fc.record({ factory: fc.constant(factory), config, inputs, again }).map((given) => {
    return APPLIED_ONCE.includes(factory) ? { ...given, again: undefined } : given;
  });
}
