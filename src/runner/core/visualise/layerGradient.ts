// What one layer's output says about its inputs: the gradient, by one of three rules for how a ReLU passes a signal back.
//
// `gradient`: where its input was positive. `deconvnet`: where the signal is positive (Zeiler and Fergus 2013, "Visualizing and
// Understanding Convolutional Networks"). `guided`: where both are (Springenberg et al. 2014, "Striving for Simplicity: The All
// Convolutional Net").

import type { ReluRule } from '../../../protocol/inquiries';
import { RunError, describeThrown } from '../failure';
import type { Step } from '../listSteps';
import type { Layer, LayerVariable, Tensor, Tensor4D, TensorFlow } from '../tensorFlow';
import { applyLayer } from '../walkModel';
import { withoutFilterGradients } from './withoutFilterGradients';

export interface PassedStep {
  readonly inputs: readonly Tensor[];
  readonly output: Tensor;
  /** At the step's outputs; undefined where none arrived. */
  readonly signals: readonly (Tensor | undefined)[];
  /** Which inputs get a signal. */
  readonly wanted: readonly boolean[];
  readonly rule: ReluRule;
  /** The signal begins in front of the function that the layer ends in. */
  readonly isBeforeFunction: boolean;
}

interface Activation {
  getClassName(): string;
  apply(input: Tensor): Tensor;
}

/** The parts of TensorFlow.js's layers that are read here; which of them there are depends on the class. */
type AnyLayer = Layer & {
  activation?: Activation | null;
  readonly maxValue?: number | null;
  readonly kernel?: LayerVariable | null;
  readonly dataFormat?: string;
  readonly strides?: readonly number[];
  readonly dilationRate?: number | readonly number[];
  readonly padding?: string;
};

/** Those whose `call` ends in `this.activation`. */
const ENDING_IN_ACTIVATION = new Set([
  'Activation',
  'Conv1D',
  'Conv2D',
  'Conv2DTranspose',
  'Conv3D',
  'Conv3DTranspose',
  'Dense',
  'DepthwiseConv2D',
  'SeparableConv2D',
]);

/** The name of the function that the layer ends in; undefined where it does not end in one. */
export function nameActivation(layer: Layer): string | undefined {
  const { activation } = layer as AnyLayer;
  const className = layer.getClassName();
  if (className === 'ReLU') return 'relu';
  if (className === 'Softmax') return 'softmax';
  return ENDING_IN_ACTIVATION.has(className) ? activation?.getClassName() : undefined;
}

/** The signal before the function at the layer's end; `output` is what comes out of it. */
function passReluBack(tf: TensorFlow, layer: Layer, output: Tensor, signal: Tensor, rule: ReluRule): Tensor {
  const positive = rule === 'gradient' ? signal : tf.relu(signal);
  if (rule === 'deconvnet') return positive;
  const top = nameActivation(layer) === 'relu6' ? 6 : ((layer as AnyLayer).maxValue ?? undefined);
  const wasPassed = tf.cast(tf.greater(output, 0), 'float32');
  const mask = top === undefined ? wasPassed : tf.mul(wasPassed, tf.cast(tf.less(output, top), 'float32'));
  return tf.mul(positive, mask);
}

function withLinearActivation<T>(tf: TensorFlow, layer: AnyLayer, use: () => T): T {
  const { activation } = layer;
  layer.activation = (tf.layers.activation({ activation: 'linear' }) as AnyLayer).activation;
  try {
    return use();
  } finally {
    layer.activation = activation;
  }
}

/** A convolution of stride 1 with the mirrored kernel is several times as fast as the transposed one. */
function passConvolutionBack(tf: TensorFlow, layer: AnyLayer, input: Tensor, signal: Tensor): Tensor | undefined {
  const { kernel, dataFormat, strides, padding } = layer;
  if (layer.getClassName() !== 'Conv2D' || dataFormat !== 'channelsLast' || !kernel || !strides) return undefined;
  const [stepDown = 1, stepRight = stepDown] = strides;
  const [dilationDown = 1, dilationRight = dilationDown] = [layer.dilationRate ?? 1].flat();
  const weights = kernel.read() as Tensor4D;
  const [height, width] = weights.shape;
  const given = signal as Tensor4D;
  if (stepDown !== 1 || stepRight !== 1) {
    if (dilationDown !== 1 || dilationRight !== 1) return undefined;
    const way = padding === 'same' ? 'same' : 'valid';
    const shape = input.shape as [number, number, number, number];
    return tf.conv2dTranspose(given, weights, shape, [stepDown, stepRight], way);
  }
  const mirrored = tf.transpose(tf.reverse(weights, [0, 1]), [0, 1, 3, 2]);
  const around = (size: number, dilation: number): [number, number] => {
    const reach = (size - 1) * dilation;
    const before = padding === 'same' ? Math.floor(reach / 2) : 0;
    const behind = padding === 'same' ? reach - before : 0;
    return [reach - before, reach - behind];
  };
  const pads = [[0, 0] as [number, number], around(height, dilationDown), around(width, dilationRight), [0, 0]];
  return tf.conv2d(given, mirrored, 1, pads as never, 'NHWC', [dilationDown, dilationRight]);
}

/** Without the gradient to the weights, which has as many values as they have. */
function passDenseBack(tf: TensorFlow, layer: AnyLayer, signal: Tensor): Tensor | undefined {
  if (layer.getClassName() !== 'Dense' || !layer.kernel || signal.rank !== 2) return undefined;
  return tf.matMul(signal, layer.kernel.read(), false, true);
}

/** Layers that are nothing but a function. */
const FUNCTIONS = new Set(['Activation', 'ReLU', 'Softmax']);

/**
 * The signals at the wanted inputs; the caller disposes of them.
 * @throws RunError where no gradient gets through the layer
 */
export function passBack(tf: TensorFlow, step: Step, passed: PassedStep): (Tensor | undefined)[] {
  try {
    return tf.tidy(() => {
      const [signal] = passed.signals;
      const [input] = passed.inputs;
      const isSimple = passed.signals.length === 1 && passed.inputs.length === 1 && nameActivation(step.layer);
      if (!isSimple || !signal || !input) return differentiate(tf, step, passed);
      const before = passFunctionBack(tf, step, input, signal, passed);
      return [FUNCTIONS.has(step.layer.getClassName()) ? before : passSumsBack(tf, step, input, before, passed)];
    });
  } catch (thrown) {
    const { layer } = step;
    throw new RunError(
      `No gradient gets through layer "${layer.name}" (${layer.getClassName()}): ${describeThrown(thrown)}`,
      thrown instanceof Error ? (thrown.stack ?? '') : '',
    );
  }
}

/** The signal in front of the function that the layer ends in. */
function passFunctionBack(
  tf: TensorFlow,
  step: Step,
  input: Tensor,
  signal: Tensor,
  { output, rule, isBeforeFunction }: PassedStep,
): Tensor {
  const layer = step.layer as AnyLayer;
  const name = nameActivation(layer);
  if (isBeforeFunction || name === 'linear') return signal;
  if (name === 'relu' || name === 'relu6') return passReluBack(tf, layer, output, signal, rule);
  if (FUNCTIONS.has(layer.getClassName())) {
    return tf.grad((values: Tensor) => applyLayer(tf, step, [values])[0] as Tensor)(input, signal);
  }
  const sums = withLinearActivation(tf, layer, () => applyLayer(tf, step, [input])[0] as Tensor);
  return tf.grad((values: Tensor) => (layer.activation as Activation).apply(values))(sums, signal);
}

/** The signal in front of the weighted sums. */
function passSumsBack(tf: TensorFlow, step: Step, input: Tensor, signal: Tensor, passed: PassedStep): Tensor {
  const layer = step.layer as AnyLayer;
  const quick = passConvolutionBack(tf, layer, input, signal) ?? passDenseBack(tf, layer, signal);
  if (quick) return quick;
  const sums = { ...passed, signals: [signal] };
  return withLinearActivation(tf, layer, () => differentiate(tf, step, sums)[0] as Tensor);
}

/** By TensorFlow.js's own gradients. */
function differentiate(tf: TensorFlow, step: Step, { inputs, signals, wanted }: PassedStep): (Tensor | undefined)[] {
  // an input that is there twice gets the whole of its signal once
  const isChosen = (input: Tensor, i: number): boolean => wanted[i] === true && inputs.indexOf(input) === i;
  const chosen = inputs.filter(isChosen);
  const weigh = (...values: Tensor[]): Tensor => {
    const given = inputs.map((input, i) => (wanted[i] ? (values[chosen.indexOf(input)] as Tensor) : input));
    const outputs = applyLayer(tf, step, given);
    return tf.addN(
      outputs.flatMap((output, i) => {
        const signal = signals[i];
        return signal ? [tf.sum(tf.mul(output, signal))] : [];
      }),
    );
  };
  const gradients = withoutFilterGradients(tf, () => tf.grads(weigh)(chosen));
  return inputs.map((input, i) => (isChosen(input, i) ? gradients[chosen.indexOf(input)] : undefined));
}
