// The names that tfjs can look up: activations, initializers, constraints, regularizers, and every other class it registers.

import { LayerError, type ConfigValue } from '../graph/graph';
import { Formula, Unknown } from '../formulas/quantity';
import { isConfigList, jsonText } from './configText';

export type NamedKind = 'activation' | 'initializer' | 'constraint' | 'regularizer';

/** camelCase names that tfjs translates to a class name; all other names are class names already. */
const SHORT_NAMES: Readonly<Record<NamedKind, readonly string[]>> = {
  activation: [],
  initializer:
    'constant glorotNormal glorotUniform heNormal heUniform identity leCunNormal leCunUniform ones orthogonal randomNormal randomUniform truncatedNormal varianceScaling zeros'.split(
      ' ',
    ),
  constraint: 'maxNorm minMaxNorm nonNeg unitNorm'.split(' '),
  regularizer: ['l1l2'],
};

/** All kinds share one register in tfjs, so that a layer's name passes as an activation. */
export const REGISTERED_CLASSES: ReadonlySet<string> = new Set(
  (
    'Adadelta Adagrad Adam Adamax Momentum RMSProp SGD ' +
    'Zeros Ones Constant RandomUniform RandomNormal TruncatedNormal Identity VarianceScaling GlorotUniform GlorotNormal ' +
    'HeNormal HeUniform LeCunNormal LeCunUniform Orthogonal ' +
    'InputLayer MaxNorm UnitNorm NonNeg MinMaxNorm Model Functional Sequential ' +
    'elu selu relu relu6 linear sigmoid hardSigmoid softplus softsign tanh softmax logSoftmax gelu gelu_new mish swish ' +
    'L1L2 ReLU LeakyReLU PReLU ELU ThresholdedReLU Softmax Conv2D Conv3D Conv2DTranspose Conv3DTranspose ' +
    'SeparableConv2D Conv1D Cropping2D UpSampling2D DepthwiseConv2D RNN SimpleRNNCell SimpleRNN GRUCell GRU LSTMCell ' +
    'LSTM StackedRNNCells ConvLSTM2DCell ConvLSTM2D Dropout SpatialDropout1D Dense Flatten Activation RepeatVector ' +
    'Reshape Permute Masking Embedding Add Multiply Average Maximum Minimum Concatenate Dot GaussianNoise ' +
    'GaussianDropout AlphaDropout BatchNormalization LayerNormalization ZeroPadding2D MaxPooling1D AveragePooling1D ' +
    'MaxPooling2D AveragePooling2D MaxPooling3D AveragePooling3D GlobalAveragePooling1D GlobalMaxPooling1D ' +
    'GlobalAveragePooling2D GlobalMaxPooling2D TimeDistributed Bidirectional Rescaling CenterCrop CategoryEncoding ' +
    'Resizing RandomWidth'
  ).split(' '),
);

/**
 * tfjs's look-up of an activation, initializer, constraint or regularizer given by name or as {className, config}.
 * @param userClasses class names that the program registers itself
 * @throws LayerError for a name that nobody registered
 */
export function checkNamed(
  kind: NamedKind,
  value: ConfigValue,
  argument: string,
  userClasses: ReadonlySet<string>,
): void {
  if (value instanceof Unknown || value instanceof Formula) return;
  let name: ConfigValue = value;
  if (typeof value === 'object' && value !== null && !isConfigList(value)) {
    if (value.kind === 'opaque') return;
    name = value.entries.get('className');
    const nested = value.entries.get('config');
    if (name === undefined || name === null || nested === undefined || nested === null) name = 0;
  }
  if (typeof name === 'string') {
    if (SHORT_NAMES[kind].includes(name) || REGISTERED_CLASSES.has(name) || userClasses.has(name)) return;
    throw new LayerError(
      `Unknown ${kind}: ${name}. This may be due to one of the following reasons:\n` +
        `1. The ${kind} is defined in Python, in which case it needs to be ported to TensorFlow.js or your JavaScript code.\n` +
        `2. The custom ${kind} is defined in JavaScript, but is not registered properly with tf.serialization.registerClass().`,
      argument,
    );
  }
  if (name instanceof Unknown || name instanceof Formula) return;
  throw new LayerError(
    `${kind}: Improper config format: ${jsonText(value)}.\n'className' and 'config' must set.`,
    argument,
  );
}
