// The options that each factory of tf.layers knows: those of its types, and those that its constructor reads besides.

const ALL = [
  'inputShape',
  'batchInputShape',
  'batchSize',
  'dtype',
  'name',
  'trainable',
  'weights',
  'inputDType',
] as const;

const BIAS = ['useBias', 'biasInitializer', 'biasRegularizer', 'biasConstraint'] as const;
const KERNEL = ['kernelInitializer', 'kernelRegularizer', 'kernelConstraint'] as const;
const WINDOW = ['kernelSize', 'strides', 'padding', 'dataFormat', 'dilationRate'] as const;
const DEPTHWISE = ['depthMultiplier', 'depthwiseInitializer', 'depthwiseRegularizer', 'depthwiseConstraint'] as const;
const ANY_CONVOLUTION = [...ALL, ...WINDOW, 'activation', ...BIAS, ...KERNEL, 'activityRegularizer'] as const;
const CONVOLUTION = [...ANY_CONVOLUTION, 'filters'] as const;
const POOLING_1D = [...ALL, 'poolSize', 'strides', 'padding'] as const;
const POOLING = [...POOLING_1D, 'dataFormat'] as const;
const GLOBAL_POOLING = [...ALL, 'dataFormat'] as const;

const RECURRENT = ['recurrentInitializer', 'recurrentRegularizer', 'recurrentConstraint'] as const;
const CELL = [
  ...ALL,
  ...KERNEL,
  ...RECURRENT,
  ...BIAS,
  'activation',
  'dropout',
  'recurrentDropout',
  'dropoutFunc',
] as const;
const GATED_CELL = [...CELL, 'recurrentActivation', 'implementation'] as const;
const SEQUENCE = [
  'cell',
  'returnSequences',
  'returnState',
  'goBackwards',
  'stateful',
  'unroll',
  'inputDim',
  'inputLength',
] as const;
const CONVOLUTIONAL_LSTM = [...GATED_CELL, ...WINDOW, 'filters', 'unitForgetBias'] as const;

/** By the name of the factory, aliases left out. */
export const OPTIONS = {
  activation: [...ALL, 'activation'],
  add: ALL,
  alphaDropout: [...ALL, 'rate', 'noiseShape'],
  average: ALL,
  averagePooling1d: POOLING_1D,
  averagePooling2d: POOLING,
  averagePooling3d: POOLING,
  batchNormalization: [
    ...[...ALL, 'axis', 'momentum', 'epsilon', 'center', 'scale'],
    ...['betaInitializer', 'gammaInitializer', 'movingMeanInitializer', 'movingVarianceInitializer'],
    ...['betaConstraint', 'gammaConstraint', 'betaRegularizer', 'gammaRegularizer'],
  ],
  bidirectional: [...ALL, 'layer', 'mergeMode'],
  categoryEncoding: [...ALL, 'numTokens', 'outputMode'],
  centerCrop: [...ALL, 'height', 'width'],
  concatenate: [...ALL, 'axis'],
  conv1d: CONVOLUTION,
  conv2d: CONVOLUTION,
  conv2dTranspose: CONVOLUTION,
  conv3d: CONVOLUTION,
  conv3dTranspose: CONVOLUTION,
  convLstm2d: [...CONVOLUTIONAL_LSTM, ...SEQUENCE],
  convLstm2dCell: CONVOLUTIONAL_LSTM,
  cropping2D: [...ALL, 'cropping', 'dataFormat'],
  dense: [...ALL, 'units', 'activation', ...BIAS, ...KERNEL, 'activityRegularizer', 'inputDim'],
  depthwiseConv2d: [...ANY_CONVOLUTION, ...DEPTHWISE],
  dot: [...ALL, 'axes', 'normalize'],
  dropout: [...ALL, 'rate', 'noiseShape', 'seed'],
  elu: [...ALL, 'alpha'],
  embedding: [
    ...[...ALL, 'inputDim', 'outputDim', 'inputLength', 'maskZero'],
    ...['embeddingsInitializer', 'embeddingsRegularizer', 'embeddingsConstraint', 'activityRegularizer'],
  ],
  flatten: [...ALL, 'dataFormat'],
  gaussianDropout: [...ALL, 'rate'],
  gaussianNoise: [...ALL, 'stddev'],
  globalAveragePooling1d: ALL,
  globalAveragePooling2d: GLOBAL_POOLING,
  globalMaxPooling1d: ALL,
  globalMaxPooling2d: GLOBAL_POOLING,
  gru: [...GATED_CELL, ...SEQUENCE, 'units', 'resetAfter'],
  gruCell: [...GATED_CELL, 'units', 'resetAfter'],
  inputLayer: [...ALL, 'sparse'],
  layerNormalization: [
    ...[...ALL, 'axis', 'epsilon', 'center', 'scale'],
    ...['betaInitializer', 'gammaInitializer', 'betaRegularizer', 'gammaRegularizer'],
  ],
  leakyReLU: [...ALL, 'alpha'],
  lstm: [...GATED_CELL, ...SEQUENCE, 'units', 'unitForgetBias'],
  lstmCell: [...GATED_CELL, 'units', 'unitForgetBias'],
  masking: [...ALL, 'maskValue'],
  maximum: ALL,
  maxPooling1d: POOLING_1D,
  maxPooling2d: POOLING,
  maxPooling3d: POOLING,
  minimum: ALL,
  multiply: ALL,
  permute: [...ALL, 'dims'],
  prelu: [...ALL, 'alphaInitializer', 'alphaRegularizer', 'alphaConstraint', 'sharedAxes'],
  randomWidth: [...ALL, 'factor', 'interpolation', 'seed', 'autoVectorize'],
  reLU: [...ALL, 'maxValue'],
  repeatVector: [...ALL, 'n'],
  rescaling: [...ALL, 'scale', 'offset'],
  reshape: [...ALL, 'targetShape'],
  resizing: [...ALL, 'height', 'width', 'interpolation', 'cropToAspectRatio'],
  rnn: [...ALL, ...SEQUENCE],
  separableConv2d: [
    ...[...CONVOLUTION, ...DEPTHWISE],
    ...['pointwiseInitializer', 'pointwiseRegularizer', 'pointwiseConstraint'],
  ],
  simpleRNN: [...CELL, ...SEQUENCE, 'units'],
  simpleRNNCell: [...CELL, 'units'],
  softmax: [...ALL, 'axis'],
  spatialDropout1d: [...ALL, 'rate', 'seed', 'noiseShape'],
  stackedRNNCells: [...ALL, 'cells'],
  thresholdedReLU: [...ALL, 'theta'],
  timeDistributed: [...ALL, 'layer'],
  upSampling2d: [...ALL, 'size', 'dataFormat', 'interpolation'],
  zeroPadding2d: [...ALL, 'padding', 'dataFormat'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** The options that take a number or a list of numbers, by the name that they have wherever they do. */
const NUMBERS: ReadonlySet<string> = new Set([
  ...[
    'inputShape',
    'batchInputShape',
    'batchSize',
    'filters',
    'kernelSize',
    'strides',
    'dilationRate',
    'depthMultiplier',
  ],
  ...[
    'poolSize',
    'size',
    'cropping',
    'height',
    'width',
    'units',
    'inputDim',
    'outputDim',
    'inputLength',
    'implementation',
  ],
  ...['rate', 'dropout', 'recurrentDropout', 'noiseShape', 'seed', 'stddev', 'momentum', 'epsilon', 'alpha', 'theta'],
  ...[
    'maxValue',
    'maskValue',
    'axis',
    'axes',
    'sharedAxes',
    'dims',
    'targetShape',
    'n',
    'numTokens',
    'factor',
    'offset',
  ],
]);

/** Whether the option takes a word, a flag or an object: what a caller gives for it is no number then, and holds none. */
export function takesNoNumber(factory: string, option: string): boolean {
  if (option === 'padding') return factory !== 'zeroPadding2d';
  if (option === 'scale') return factory !== 'rescaling';
  return factory in OPTIONS && !NUMBERS.has(option);
}

/** The options that take a list of numbers only. */
export const SHAPES: ReadonlySet<string> = new Set(['inputShape', 'batchInputShape', 'targetShape']);
