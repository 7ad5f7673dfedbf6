// What rules ask of a layer's configuration. Answers undefined where the configuration is not known.

import { Unknown } from '../formulas/quantity';
import type { Compilation, ConfigValue, Layer, Model, Tensor } from '../graph/graph';

/** Layers of tf.layers that multiply by weights and add a bias, one per output channel. */
const CONVOLUTIONS = new Set([
  'conv1d',
  'conv2d',
  'conv3d',
  'conv2dTranspose',
  'conv3dTranspose',
  'separableConv2d',
  'depthwiseConv2d',
]);

export function isConvolution({ factory }: Layer): boolean {
  return factory !== undefined && CONVOLUTIONS.has(factory);
}

export function isDense({ factory }: Layer): boolean {
  return factory === 'dense';
}

/** Outputs of more units than this may be a picture, as those of an autoencoder are. */
const MOST_LOGISTIC_UNITS = 100;

/** All outputs are probabilities of classes: by softmax, or because the loss that the model is compiled with takes them so. */
export function isClassifier({ outputs, compilation }: Model): boolean {
  return (
    outputs.length > 0 &&
    outputs.every((output, index) => {
      const layer = output.producer?.layer;
      if (!layer) return false;
      if (layer.factory === 'softmax' || activationOf(layer) === 'softmax') return true;
      const [units, ...more] = sizesOf(output) ?? [];
      if (units === undefined || units > MOST_LOGISTIC_UNITS || more.length > 0) return false;
      return lossOf(compilation, index)?.endsWith('Crossentropy') ?? false;
    })
  );
}

/** One loss for all outputs, or a list with one for each. */
export function lossOf(compilation: Compilation | undefined, index: number): string | undefined {
  const loss = compilation?.loss;
  if (typeof loss === 'string') return loss;
  const own: unknown = Array.isArray(loss) ? loss[index] : undefined;
  return typeof own === 'string' ? own : undefined;
}

/** An entry of the configuration; Unknown where it, or all of the configuration, is not known. */
export function entryOf({ config, behaviour }: Layer, name: string): ConfigValue {
  return behaviour.unknownOutput ?? config.get(name);
}

/** The name of the activation; `linear` where there is none. */
export function activationOf(layer: Layer): string | undefined {
  const value = entryOf(layer, 'activation') ?? undefined;
  return value === undefined ? 'linear' : typeof value === 'string' ? value : undefined;
}

/** True or false only where it is certain. */
export function flagOf(layer: Layer, name: string, fallback: boolean): boolean | undefined {
  const value = entryOf(layer, name) ?? undefined;
  return value === undefined ? fallback : typeof value === 'boolean' ? value : undefined;
}

/** One number per spatial axis; undefined unless all are numbers. */
export function numbersAt(layer: Layer, name: string, rank: number, fallback?: number): readonly number[] | undefined {
  const value = entryOf(layer, name) ?? fallback;
  if (typeof value === 'number') return Array<number>(rank).fill(value);
  return Array.isArray(value) && value.length === rank && value.every((size) => typeof size === 'number')
    ? value
    : undefined;
}

/** The stride of a pooling layer: that of its window where none is given. */
export function poolingStride(layer: Layer, window: readonly number[]): readonly number[] | undefined {
  return (entryOf(layer, 'strides') ?? undefined) === undefined ? window : numbersAt(layer, 'strides', window.length);
}

/** The spatial rank that a factory's name tells: `conv2d` → 2. */
export function rankOf({ factory }: Layer): number | undefined {
  const digit = /([123])d/i.exec(factory ?? '')?.[1];
  return digit === undefined ? undefined : Number(digit);
}

export function isChannelsLast(layer: Layer): boolean {
  const format = entryOf(layer, 'dataFormat') ?? 'channelsLast';
  return format === 'channelsLast';
}

/** The sizes behind the batch; undefined unless all are numbers. */
export function sizesOf(tensor: Tensor | undefined): readonly number[] | undefined {
  const shape = tensor?.shape;
  if (!shape || shape instanceof Unknown) return undefined;
  const sizes = shape.slice(1);
  return sizes.every((size) => typeof size === 'number') ? sizes : undefined;
}

/** The number of axes, batch included. */
export function rankOfTensor(tensor: Tensor | undefined): number | undefined {
  const shape = tensor?.shape;
  return shape && !(shape instanceof Unknown) ? shape.length : undefined;
}

/** The size of a weight, when it is there, has a known size and is trained. */
export function trainedWeightSize({ weights }: Layer, name: string): number | undefined {
  if (!weights || weights instanceof Unknown) return undefined;
  const weight = weights.find((one) => one.name === name);
  if (weight?.trainable !== true) return undefined;
  let size = 1;
  for (const length of weight.shape) {
    if (typeof length !== 'number') return undefined;
    size *= length;
  }
  return size;
}
