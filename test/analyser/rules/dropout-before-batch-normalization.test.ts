import { describe, expect, it } from 'vitest';
import { adviceOf, fixOf, sequential } from './advice';

const RULE = 'dropout-before-batch-normalization';
const FIRST = "conv2d({ inputShape: [32, 32, 3], filters: 16, kernelSize: 3, activation: 'relu' })";
const CLASSES = ['flatten()', "dense({ units: 10, activation: 'softmax' })"];

describe('dropout-before-batch-normalization', () => {
  it('says how much larger the variance is in training', () => {
    const [finding] = adviceOf(RULE, sequential(FIRST, 'dropout({ rate: 0.2 })', 'batchNormalization()', ...CLASSES));
    expect(finding).toMatchObject({ severity: 'hint' });
    expect(finding?.message).toContain('at a rate of 0.2 the variance after it is about 1.3 times as large');
  });

  it('speaks once for a model, at the dropout that is nearest to a normalisation', () => {
    const convolution = 'conv2d({ filters: 16, kernelSize: 3 })';
    const blocks = ['dropout({ rate: 0.25 })', convolution, 'batchNormalization()', 'dropout({ rate: 0.5 })'];
    const text = sequential(FIRST, ...blocks, 'maxPooling2d({})', 'batchNormalization()', ...CLASSES);
    const [finding, ...others] = adviceOf(RULE, text);
    expect(others).toEqual([]);
    expect(finding?.message).toContain('; 2 dropouts of this model lead to one: at a rate of 0.5');
    expect(finding?.fixes).toEqual([]);
  });

  it.each([
    ['a dropout behind all normalisations', ['batchNormalization()', 'dropout({ rate: 0.5 })']],
    [
      'two layers with weights between',
      [
        'dropout({ rate: 0.5 })',
        ...Array<string>(2).fill('conv2d({ filters: 8, kernelSize: 3 })'),
        'batchNormalization()',
      ],
    ],
    ['a rate of 0', ['dropout({ rate: 0 })', 'batchNormalization()']],
    ['layer normalisation, which is the same in use', ['dropout({ rate: 0.5 })', 'layerNormalization()']],
  ])('leaves %s alone', (_, layers) => {
    expect(adviceOf(RULE, sequential(FIRST, ...layers, ...CLASSES))).toEqual([]);
  });

  it('exchanges the two, as they are written', () => {
    const layers = [FIRST, "dropout({ rate: 0.5, name: 'd' })", 'batchNormalization({ momentum: 0.9 })', ...CLASSES];
    const { text, effect } = fixOf(RULE, sequential(...layers));
    expect(text).toContain(
      "model.add(tf.layers.batchNormalization({ momentum: 0.9 }));\nmodel.add(tf.layers.dropout({ rate: 0.5, name: 'd' }));",
    );
    expect(effect).toEqual({ parameters: 0, macs: 0, receptiveField: 0 });
  });

  it('exchanges them in a functional model', () => {
    const text = `
      const input = tf.input({ shape: [16] });
      const dropped = tf.layers.dropout({ rate: 0.5 }).apply(input) as tf.SymbolicTensor;
      const x = tf.layers.batchNormalization().apply(dropped) as tf.SymbolicTensor;
      const model = tf.model({ inputs: input, outputs: tf.layers.dense({ units: 2 }).apply(x) as tf.SymbolicTensor });`;
    expect(fixOf(RULE, text).text).toContain('const dropped = tf.layers.batchNormalization().apply(input)');
  });

  it('offers no exchange where another normalisation comes behind', () => {
    const layers = ['dropout({ rate: 0.5 })', 'batchNormalization()', 'conv2d({ filters: 8, kernelSize: 3 })'];
    const text = sequential(FIRST, ...layers, 'batchNormalization()', ...CLASSES);
    expect(adviceOf(RULE, text)).toMatchObject([{ fixes: [] }]);
  });
});
