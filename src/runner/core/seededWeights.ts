// Weights without training: seeded, the same in every run, and made only when a layer first needs them.
//
// TensorFlow.js's random initialisers take 40 to 230 ms for a million values, VGG-16 would wait for half a minute. Every
// weight that would be drawn at random is drawn here instead, after He et al. 2015 ("Delving Deep into Rectifiers"): mean 0,
// standard deviation sqrt(2 / fan-in), uniformly distributed. Zeros, ones, constants and the user's own initialisers stay
// (so batch normalisation keeps gamma 1, beta 0, mean 0, variance 1), and so do weights the user's code sets afterwards.

import type { Layer, LayerVariable, Tensor, TensorFlow, Variable } from './tensorFlow';

type Shape = readonly (number | null)[];
type AddWeight = (this: Layer, name: string, shape: number[], dtype?: string, ...rest: unknown[]) => LayerVariable;
interface Initializer {
  getClassName(): string;
}

const randomInitializers = new Set([
  'RandomNormal',
  'RandomUniform',
  'TruncatedNormal',
  'VarianceScaling',
  'Orthogonal',
  'GlorotNormal',
  'GlorotUniform',
  'HeNormal',
  'HeUniform',
  'LeCunNormal',
  'LeCunUniform',
]);

/** 32-bit FNV-1a of the text: where a weight's random sequence starts. Never 0, which xorshift cannot leave. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return hash >>> 0 || 1;
}

/** Values uniform in ±limit, by a sequence that starts in a state which must not be 0. */
export interface UniformDraw {
  readonly state: number;
  readonly limit: number;
}

/** Fills with random values by Marsaglia's xorshift32. */
export function fillUniform<Values extends Float32Array>(values: Values, { state, limit }: UniformDraw): Values {
  const scale = limit / 0x80000000;
  let x = state | 0;
  for (let i = 0; i < values.length; i++) {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    values[i] = x * scale;
  }
  return values;
}

/**
 * How many inputs one output value of the weight sums over. A kernel is `[...window, in, out]`; a depthwise kernel
 * `[...window, in, multiplier]` sums over its window only; a vector is taken as a kernel of one input per output.
 */
export function computeFanIn(weightName: string, shape: readonly number[]): number {
  const summed = /depthwise/i.test(weightName) ? shape.slice(0, -2) : shape.slice(0, -1);
  return Math.max(
    1,
    summed.reduce((product, size) => product * size, 1),
  );
}

function planDraw(seed: number, layerName: string, weightName: string, shape: readonly number[]): UniformDraw {
  const standardDeviation = Math.sqrt(2 / computeFanIn(weightName, shape));
  return { state: hashText(`${seed}/${layerName}/${weightName}`), limit: standardDeviation * Math.sqrt(3) };
}

/** Makes a tensor of random values. */
export type DrawTensor = (shape: readonly number[], draw: UniformDraw) => Tensor;

function drawHere(tf: TensorFlow): DrawTensor {
  return (shape, draw) => {
    const values = new Float32Array(shape.reduce((product, size) => product * size, 1));
    return tf.tensor(fillUniform(values, draw), [...shape]);
  };
}

/** Weights that nobody has read yet, and what makes their values. */
const later = new WeakMap<LayerVariable, { make: () => Tensor }>();

/** Gives a weight these values; one that was never read is not drawn at random for it. */
export function assignValues(tf: TensorFlow, weight: LayerVariable, values: Float32Array): void {
  if (later.has(weight)) {
    later.set(weight, { make: () => tf.tensor(values, weight.shape as number[]) });
    weight.read();
    return;
  }
  const tensor = tf.tensor(values, weight.shape as number[]);
  weight.write(tensor);
  tensor.dispose();
}

/**
 * Gives `holder` its shape now and its value when it is first read. TensorFlow.js makes a LayerVariable from a tensor; this
 * one was made from a scalar, which the true value replaces.
 */
function fillLater(tf: TensorFlow, holder: LayerVariable, shape: readonly number[], make: () => Tensor): void {
  later.set(holder, { make });
  const placeholder = (holder as unknown as { readonly val: Variable }).val;
  const { name } = placeholder;
  let { trainable } = holder;
  let value: Variable | undefined;
  const readValue = (): Variable => {
    if (value === undefined) {
      placeholder.dispose();
      const made = (later.get(holder)?.make ?? make)();
      later.delete(holder);
      value = tf.variable(made, trainable, name);
      made.dispose();
    }
    return value;
  };
  Object.defineProperty(holder, 'shape', { value: [...shape], enumerable: true });
  Object.defineProperty(holder, 'val', { get: readValue, enumerable: true });
  // a model that is built sets it on all its weights, which is no reason to make them
  Object.defineProperty(holder, 'trainable', {
    get: () => trainable,
    set: (wanted: boolean) => {
      trainable = wanted;
      if (value !== undefined) value.trainable = wanted;
    },
    enumerable: true,
  });
}

function isRandom(initializer: unknown): boolean {
  return (
    typeof initializer === 'object' &&
    initializer !== null &&
    typeof (initializer as Partial<Initializer>).getClassName === 'function' &&
    randomInitializers.has((initializer as Initializer).getClassName())
  );
}

/**
 * From now on every layer of `tf`, the user's own classes too, gets seeded weights where it asks for random ones.
 * @param drawTensor where it is not done here
 */
export function installSeededWeights(tf: TensorFlow, seed: number, drawTensor: DrawTensor = drawHere(tf)): void {
  const prototype = tf.layers.Layer.prototype as unknown as { addWeight: AddWeight };
  const addWeight = prototype.addWeight;
  const placeholder = { apply: () => tf.scalar(0) };
  prototype.addWeight = function (name, shape, dtype, ...rest) {
    const [initializer, ...others] = rest;
    const isKnown = (shape as Shape).every((size) => typeof size === 'number');
    if (!isRandom(initializer) || !isKnown || (dtype ?? 'float32') !== 'float32') {
      return addWeight.call(this, name, shape, dtype, ...rest);
    }
    const weight = addWeight.call(this, name, shape, dtype, placeholder, ...others);
    const layerName = this.name;
    fillLater(tf, weight, shape, () => drawTensor(shape, planDraw(seed, layerName, name, shape)));
    return weight;
  };
}
