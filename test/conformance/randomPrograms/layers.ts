// Layer calls that take [batch, height, width, channels] and give as many axes.

import { positive, type Names } from './expressions';
import type { Random } from './random';

const padding = (random: Random): string => random.pick(["'same'", "'same'", "'same'", "'valid'"]);
const activation = (random: Random): string =>
  random.pick(["'relu'", "'relu'", "'sigmoid'", "'tanh'", "'linear'", "'elu'"]);

/** The configuration of a convolution; `filters` is an expression. */
export function convolutionConfig(random: Random, names: Names, filters = positive(random, names)): string {
  const kernel = random.pick(['1', '3', '3', '5', '[3, 3]', positive(random, names, 1)]);
  const entries = [`filters: ${filters}`, `kernelSize: ${kernel}`, `padding: ${padding(random)}`];
  if (random.chance(0.25)) entries.push(`strides: ${random.pick(['2', '[2, 2]', '1'])}`);
  if (random.chance(0.3)) entries.push(`activation: ${activation(random)}`);
  if (random.chance(0.3))
    entries.push(`useBias: ${random.pick(['false', 'true', `${positive(random, names, 1)} > 2`])}`);
  if (random.chance(0.1)) entries.push('trainable: false');
  return `{ ${entries.join(', ')} }`;
}

export function spatialLayer(random: Random, names: Names): string {
  const convolution = (factory: string) => (): string => `tf.layers.${factory}(${convolutionConfig(random, names)})`;
  return random.make([
    convolution('conv2d'),
    convolution('conv2d'),
    convolution('conv2d'),
    convolution('separableConv2d'),
    convolution('conv2dTranspose'),
    () =>
      `tf.layers.batchNormalization(${random.pick(['', '{}', '{ scale: false }', '{ center: false }', '{ trainable: false }'])})`,
    () => {
      const strides = random.pick(['', ', strides: 1', ', strides: [2, 1]']);
      return `tf.layers.${random.pick(['maxPooling2d', 'averagePooling2d'])}({ poolSize: ${random.pick(['2', '3'])}${strides}, padding: ${padding(random)} })`;
    },
    () =>
      `tf.layers.depthwiseConv2d({ kernelSize: 3, padding: ${padding(random)}, depthMultiplier: ${random.pick(['1', '2'])} })`,
    () => `tf.layers.activation({ activation: ${activation(random)} })`,
    () => `tf.layers.reLU(${random.pick(['', '{ maxValue: 6 }'])})`,
    () => 'tf.layers.leakyReLU({ alpha: 0.1 })',
    () => `tf.layers.zeroPadding2d({ padding: ${random.pick(['[1, 1]', '[[0, 1], [1, 0]]'])} })`,
    () => 'tf.layers.cropping2D({ cropping: [[0, 1], [1, 0]] })',
    () => `tf.layers.upSampling2d({ size: ${random.pick(['[2, 2]', '[1, 2]'])} })`,
    () => 'tf.layers.dropout({ rate: 0.3 })',
    () => 'tf.layers.prelu({ sharedAxes: [1, 2] })',
    () => 'tf.layers.layerNormalization({ axis: -1 })',
  ]);
}
