import { describe, expect, it } from 'vitest';
import { adviceOf, fixOf, placesOf, sequential } from './advice';

const RULE = 'bias-before-batch-normalization';
const INPUT = 'inputShape: [32, 32, 3]';

describe('bias-before-batch-normalization', () => {
  it.each([
    `conv2d({ ${INPUT}, filters: 64, kernelSize: 3 })`,
    `conv2d({ ${INPUT}, filters: 64, kernelSize: 3, useBias: true, activation: 'linear' })`,
    `separableConv2d({ ${INPUT}, filters: 64, kernelSize: 3 })`,
    'dense({ inputShape: [10], units: 64 })',
  ])('finds %s', (layer) => {
    const [finding, ...others] = adviceOf(RULE, sequential(layer, 'batchNormalization()'));
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ severity: 'info' });
    expect(finding?.message).toContain('64 bias parameters have no effect in this layer');
  });

  it.each([
    ['no bias', [`conv2d({ ${INPUT}, filters: 64, kernelSize: 3, useBias: false })`, 'batchNormalization()']],
    ['an activation', [`conv2d({ ${INPUT}, filters: 64, kernelSize: 3, activation: 'relu' })`, 'batchNormalization()']],
    ['a ReLU between', [`conv2d({ ${INPUT}, filters: 64, kernelSize: 3 })`, 'reLU()', 'batchNormalization()']],
    ['another axis', [`conv2d({ ${INPUT}, filters: 64, kernelSize: 3 })`, 'batchNormalization({ axis: 1 })']],
    ['a frozen one', [`conv2d({ ${INPUT}, filters: 64, kernelSize: 3, trainable: false })`, 'batchNormalization()']],
    ['a frozen mean', [`conv2d({ ${INPUT}, filters: 64, kernelSize: 3 })`, 'batchNormalization({ trainable: false })']],
    [
      'open options',
      [`conv2d({ ${INPUT}, filters: 64, kernelSize: 3, useBias: Math.random() > 0.5 })`, 'batchNormalization()'],
    ],
  ])('leaves %s alone', (_, layers) => {
    expect(adviceOf(RULE, sequential(...layers))).toEqual([]);
  });

  it('leaves a layer alone whose output has another use', () => {
    const text = `
      const x = tf.input({ shape: [8, 8, 3] });
      const y = tf.layers.conv2d({ filters: 3, kernelSize: 1 }).apply(x) as tf.SymbolicTensor;
      const z = tf.layers.batchNormalization().apply(y) as tf.SymbolicTensor;
      const model = tf.model({ inputs: x, outputs: tf.layers.add().apply([y, z]) as tf.SymbolicTensor });`;
    expect(adviceOf(RULE, text)).toEqual([]);
  });

  it('turns the bias off and takes its parameters away', () => {
    const { text, effect } = fixOf(
      RULE,
      sequential(`conv2d({ ${INPUT}, filters: 64, kernelSize: 3 })`, 'batchNormalization()'),
    );
    expect(text).toContain('kernelSize: 3, useBias: false }');
    expect(effect).toEqual({ parameters: -64, macs: 0, receptiveField: 0 });
  });

  it('changes an entry that is there, and keeps lines as they are', () => {
    const multiline = `conv2d({\n  ${INPUT},\n  filters: 64,\n  kernelSize: 3,\n})`;
    expect(fixOf(RULE, sequential(multiline, 'batchNormalization()')).text).toContain(
      '  kernelSize: 3,\n  useBias: false,\n})',
    );
    const present = `conv2d({ ${INPUT}, useBias: true, filters: 64, kernelSize: 3 })`;
    const text = sequential(present, 'batchNormalization()');
    expect(placesOf(RULE, text)).toEqual(['useBias: true']);
    expect(fixOf(RULE, text).text).toContain('useBias: false, filters');
  });

  const helper = (last: string): string => `
    function convolve(x: tf.SymbolicTensor) {
      return tf.layers.conv2d({ filters: 16, kernelSize: 3, padding: 'same' }).apply(x) as tf.SymbolicTensor;
    }
    const input = tf.input({ shape: [8, 8, 3] });
    let x = input;
    for (let i = 0; i < 3; i++) x = tf.layers.batchNormalization().apply(convolve(x)) as tf.SymbolicTensor;
    const model = tf.model({ inputs: input, outputs: ${last} });`;

  it('speaks once for all layers that one call makes', () => {
    const [finding, ...others] = adviceOf(RULE, helper('x'));
    expect(others).toEqual([]);
    expect(finding?.message).toContain('48 bias parameters have no effect in the 3 layers made here');
    expect(fixOf(RULE, helper('x')).effect.parameters).toBe(-48);
  });

  it('offers no fix where the same call makes a layer that needs its bias', () => {
    const [finding] = adviceOf(RULE, helper('convolve(x)'));
    expect(finding?.message).toContain('in the 3 layers');
    expect(finding?.fixes).toEqual([]);
  });
});
