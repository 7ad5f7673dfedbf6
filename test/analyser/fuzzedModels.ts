// Models in the corners of the language and of TensorFlow.js, for the mutations of fuzz.test.ts: each is right as it stands.

export const FUZZED_MODELS: Readonly<Record<string, string>> = {
  'functions as constructors, var, regular expressions': `var tf = require('@tensorflow/tfjs');
var spec = 'conv:8x3;pool:2;conv:16x3;dense:10';
function Builder(shape) {
  this.shape = shape;
  this.model = tf.sequential();
}
Builder.prototype.parse = function (text) {
  var parts = text.split(/[:;]/), found = [], match;
  var pattern = /(\\w+):(\\d+)(?:x(\\d+))?/g;
  while ((match = pattern.exec(text)) !== null) {
    found.push({ kind: match[1], size: Number(match[2]), kernel: Number(match[3] || 1), parts: parts.length });
  }
  return found;
};
Builder.prototype.build = function () {
  for (var i = 0, steps = this.parse(spec); i < steps.length; i++) {
    var step = steps[i];
    switch (step.kind) {
      case 'conv':
        this.model.add(tf.layers.conv2d({ filters: step.size, kernelSize: step.kernel, inputShape: i ? undefined : this.shape }));
        break;
      case 'pool':
        this.model.add(tf.layers.maxPooling2d({ poolSize: step.size }));
        break;
      default:
        this.model.add(tf.layers.flatten());
        this.model.add(tf.layers.dense({ units: step.size }));
    }
  }
  return this.model;
};
Object.defineProperty(Builder.prototype, 'name', { get: function () { return spec.replace(/\\W+/g, '_'); } });
module.exports = new Builder([28, 28, 1]).build();
`,

  'a network in core operations': `import * as tf from '@tensorflow/tfjs';
const weights = {
  stem: tf.variable(tf.randomNormal([3, 3, 3, 8])),
  depth: tf.variable(tf.randomNormal([3, 3, 8, 2])),
  up: tf.variable(tf.randomNormal([2, 2, 4, 16])),
};
export function forward(x: tf.Tensor4D, training = false) {
  return tf.tidy(() => {
    const [batch, height, width] = x.shape;
    let y = tf.conv2d(x, weights.stem, 2, 'same').relu();
    y = tf.depthwiseConv2d(y, weights.depth, 1, 'valid');
    const skip = tf.maxPool(y, 2, 2, 'same');
    const { mean, variance } = tf.moments(skip, [0, 1, 2], true);
    y = tf.batchNorm(skip, mean, variance);
    y = tf.conv2dTranspose(y, weights.up, [batch, height, width, 4], 2, 'same');
    const parts = tf.split(tf.image.resizeBilinear(y, [16, 16]), 2, -1);
    const joined = tf.concat([...parts, tf.zerosLike(parts[0])], 3).transpose([0, 3, 1, 2]);
    const best = tf.oneHot(tf.argMax(joined.reshape([batch, -1, 256]), -1), 256);
    return training ? best.mul(2).sum([1]) : tf.gather(best, [0], 1).squeeze();
  });
}
export const once = forward(tf.zeros([1, 32, 32, 3]));
`,

  'attention as a layer of its own': `import * as tf from '@tensorflow/tfjs';
class Attention extends tf.layers.Layer {
  static className = 'Attention';
  static #count = 0;
  static { Attention.#count = 1; }
  #heads: number;
  private kernel!: tf.LayerVariable;
  constructor({ heads = 2, ...config }: { heads?: number; name?: string } = {}) {
    super(config);
    this.#heads = heads;
  }
  override build([, , features]: tf.Shape) {
    this.kernel = this.addWeight('kernel', [features!, 3 * features!], 'float32', tf.initializers.glorotUniform({}));
    this.built = true;
  }
  override call(inputs: tf.Tensor | tf.Tensor[]) {
    const x = Array.isArray(inputs) ? inputs[0]! : inputs;
    const [batch, length, features] = x.shape as [number, number, number];
    const [q, k, v] = tf.split(tf.matMul(x.reshape([-1, features]), this.kernel.read()).reshape([batch, length, 3 * features]), 3, 2);
    const scores = tf.matMul(q!, k!, false, true).div(Math.sqrt(features / this.#heads)).softmax();
    return tf.matMul(scores, v!);
  }
}
const words = tf.input({ shape: [20] });
let x = tf.layers.embedding({ inputDim: 100, outputDim: 16 }).apply(words) as tf.SymbolicTensor;
for (const heads of [2, 4]) {
  const attended = new Attention({ heads }).apply(x) as tf.SymbolicTensor;
  x = tf.layers.layerNormalization().apply(tf.layers.add().apply([x, attended])) as tf.SymbolicTensor;
}
export const model = tf.model({ inputs: words, outputs: tf.layers.dense({ units: 100 }).apply(x) as tf.SymbolicTensor });
`,

  'sizes from generators and iterators, labelled loops': `import { input, layers, model as makeModel } from '@tensorflow/tfjs';
enum Kind { Plain = 1, Wide = Plain << 2 }
function* widths(from: number, to: number) {
  for (let width = from; width <= to; width *= Kind.Wide >> 1) yield width;
  return to;
}
const depths = { [Symbol.iterator]() { let i = 0; return { next: () => ({ value: ++i, done: i > 2 }) }; } };
const image = input({ shape: [32, 32, 3] });
let x: any = image;
stages: for (const width of widths(8, 64)) {
  for (const depth of depths) {
    if (width > 32 && depth > 1) break stages;
    x = layers.conv2d({ filters: width, kernelSize: depth * 2 - 1, padding: 'same' }).apply(x);
  }
  x = layers.averagePooling2d({ poolSize: [2, 2] }).apply(x);
}
const counts = new Map([...widths(1, 4)].map((width, index) => [width, index] as const));
const memo: Record<string, unknown> = Object.create({ units: counts.get(4) });
export const net = makeModel({ inputs: image, outputs: layers.dense({ units: memo.units as number }).apply(layers.flatten().apply(x)) as any });
`,

  'U-Net by recursion, with options': `import * as tf from '@tensorflow/tfjs';
interface Options { inputShape: [number, number, number]; filters?: number; depth?: number; residual?: boolean }
const block = (x: tf.SymbolicTensor, filters: number, { residual = false }: Partial<Options>) => {
  const steps = Array.from({ length: 2 }, (_, i) => tf.layers.conv2d({ filters, kernelSize: 3, padding: 'same', name: \`c\${filters}_\${i}_\${x.name.length}\` }));
  const y = steps.reduce((tensor, layer) => layer.apply(tensor) as tf.SymbolicTensor, x);
  return residual && x.shape.at(-1) === filters ? (tf.layers.add().apply([x, y]) as tf.SymbolicTensor) : y;
};
function descend(x: tf.SymbolicTensor, level: number, options: Required<Options>): tf.SymbolicTensor {
  const filters = options.filters * 2 ** level;
  const skip = block(x, filters, options);
  if (level >= options.depth) return skip;
  const down = tf.layers.maxPooling2d({ poolSize: 2 }).apply(skip) as tf.SymbolicTensor;
  const up = tf.layers.upSampling2d({ size: [2, 2] }).apply(descend(down, level + 1, options));
  return block(tf.layers.concatenate({ axis: -1 }).apply([skip, up as tf.SymbolicTensor]) as tf.SymbolicTensor, filters, options);
}
export function createUNet({ filters = 4, depth = 2, residual = true, ...rest }: Options) {
  const image = tf.input({ shape: rest.inputShape });
  const y = descend(image, 0, { filters, depth, residual, ...rest });
  return tf.model({ inputs: image, outputs: tf.layers.conv2d({ filters: 1, kernelSize: 1, activation: 'sigmoid' }).apply(y) as tf.SymbolicTensor });
}
export const unet = createUNet({ inputShape: [32, 32, 1] });
`,
};
