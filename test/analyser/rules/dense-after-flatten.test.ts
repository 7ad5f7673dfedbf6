import { describe, expect, it } from 'vitest';
import { adviceOf, fixOf, sequential } from './advice';

const RULE = 'dense-after-flatten';
const CONVOLUTION = "conv2d({ inputShape: [64, 64, 3], filters: 128, kernelSize: 3, activation: 'relu' })";
const CLASSES = "dense({ units: 10, activation: 'softmax' })";

describe('dense-after-flatten', () => {
  it('says how many parameters, what share, and what average pooling leaves', () => {
    const [finding, ...others] = adviceOf(RULE, sequential(CONVOLUTION, 'flatten()', CLASSES));
    expect(others).toEqual([]);
    // 62·62·128·10 + 10 of 3,584 more; then 128·10 + 10
    expect(finding?.message).toContain("4,920,330 parameters here, 99 % of the model's 4,923,914");
    expect(finding?.message).toContain('62×62 positions of 128 channels');
    expect(finding?.message).toContain('leaves 1,290 of them');
  });

  it.each([
    ['sigmoid', 'binaryCrossentropy', 1],
    ['sigmoid', 'meanSquaredError', 0],
    [undefined, 'sparseCategoricalCrossentropy', 1],
  ])('tells a classifier by its loss, too: %s under %s', (activation, loss, count) => {
    const last = `dense({ units: 10, activation: ${activation === undefined ? 'undefined' : `'${activation}'`} })`;
    const text = `${sequential(CONVOLUTION, 'flatten()', last)}\nmodel.compile({ optimizer: 'adam', loss: '${loss}' });`;
    expect(adviceOf(RULE, text)).toHaveLength(count);
  });

  it('looks through dropout', () => {
    expect(adviceOf(RULE, sequential(CONVOLUTION, 'flatten()', 'dropout({ rate: 0.5 })', CLASSES))).toHaveLength(1);
  });

  it.each([
    ['a small layer', [CONVOLUTION, 'maxPooling2d({ poolSize: 16, strides: 16 })', 'flatten()', CLASSES]],
    ['an output that is no class', [CONVOLUTION, 'flatten()', 'dense({ units: 10 })']],
    ['a picture without convolutions', ['flatten({ inputShape: [64, 64, 32] })', CLASSES]],
    [
      'few channels',
      ["conv2d({ inputShape: [256, 256, 3], filters: 8, kernelSize: 3, activation: 'relu' })", 'flatten()', CLASSES],
    ],
    [
      'a picture of open size',
      [
        "conv2d({ inputShape: [null, 64, 3], filters: 64, kernelSize: 3, activation: 'relu' })",
        'globalAveragePooling2d({})',
        CLASSES,
      ],
    ],
  ])('leaves %s alone', (_, layers) => {
    expect(adviceOf(RULE, sequential(...layers))).toEqual([]);
  });

  it('puts global average pooling there, with the promised parameters', () => {
    const { text, effect } = fixOf(RULE, sequential(CONVOLUTION, "flatten({ name: 'flat' })", CLASSES));
    expect(text).toContain("model.add(tf.layers.globalAveragePooling2d({ name: 'flat' }));");
    expect(effect).toMatchObject({ parameters: 1_290 - 4_920_330 });
  });

  it('is at home in the functional form', () => {
    const text = `
      const input = tf.input({ shape: [64, 64, 3] });
      const x = tf.layers.conv2d({ filters: 64, kernelSize: 3, activation: 'relu' }).apply(input);
      const flat = tf.layers.flatten().apply(x);
      const y = tf.layers.dense({ units: 10, activation: 'softmax' }).apply(flat) as tf.SymbolicTensor;
      const model = tf.model({ inputs: input, outputs: y });`;
    expect(fixOf(RULE, text).text).toContain('tf.layers.globalAveragePooling2d({}).apply(x)');
  });
});
