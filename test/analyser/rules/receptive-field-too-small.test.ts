import { describe, expect, it } from 'vitest';
import { adviceOf, placesOf, sequential } from './advice';

const RULE = 'receptive-field-too-small';
const CLASSES = "dense({ units: 10, activation: 'softmax' })";
const first = (size: number | null): string =>
  `conv2d({ inputShape: [${size}, ${size}, 3], filters: 16, kernelSize: 3, activation: 'relu' })`;
const next = "conv2d({ filters: 16, kernelSize: 3, activation: 'relu' })";

describe('receptive-field-too-small', () => {
  it('says what a position sees of the picture', () => {
    const text = sequential(first(64), next, next, 'globalAveragePooling2d({})', CLASSES);
    const [finding, ...others] = adviceOf(RULE, text);
    expect(others).toEqual([]);
    expect(finding?.message).toContain('a position sees 7×7 of the 64×64 pixels, 11 % of the width');
    expect(placesOf(RULE, text)).toEqual(['tf.layers.globalAveragePooling2d({})']);
  });

  it('says up to which size of pictures it sees enough', () => {
    const text = (size: number): string => sequential(first(size), next, next, 'globalAveragePooling2d({})', CLASSES);
    expect(adviceOf(RULE, text(15))[0]?.message).toContain('up to 14 pixels it sees enough');
    expect(adviceOf(RULE, text(14))).toEqual([]);
  });

  it.each([
    ['a field of half the picture', [first(14), next, next, 'globalAveragePooling2d({})', CLASSES]],
    ['a flattened map', [first(64), next, 'flatten()', CLASSES]],
    ['a model that is no classifier', [first(64), next, 'globalAveragePooling2d({})', 'dense({ units: 10 })']],
    ['a picture of open size', [first(null), next, 'globalAveragePooling2d({})', CLASSES]],
  ])('leaves %s alone', (_, layers) => {
    expect(adviceOf(RULE, sequential(...layers))).toEqual([]);
  });

  it('leaves a squeeze-and-excitation block alone', () => {
    const text = `
      const input = tf.input({ shape: [64, 64, 3] });
      const x = tf.layers.conv2d({ filters: 16, kernelSize: 3, activation: 'relu' }).apply(input) as tf.SymbolicTensor;
      const pooled = tf.layers.globalAveragePooling2d({}).apply(x);
      const gate = tf.layers.dense({ units: 16, activation: 'sigmoid' }).apply(pooled);
      const wide = tf.layers.reshape({ targetShape: [1, 1, 16] }).apply(gate) as tf.SymbolicTensor;
      const gated = tf.layers.multiply().apply([x, wide]);
      const flat = tf.layers.flatten().apply(gated);
      const y = tf.layers.dense({ units: 10, activation: 'softmax' }).apply(flat) as tf.SymbolicTensor;
      const model = tf.model({ inputs: input, outputs: y });`;
    expect(adviceOf(RULE, text)).toEqual([]);
  });
});
