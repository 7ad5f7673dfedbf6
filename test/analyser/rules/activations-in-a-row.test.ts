import { describe, expect, it } from 'vitest';
import { adviceOf, fixOf, sequential } from './advice';

const RULE = 'activations-in-a-row';
const dense = (units: number, activation: string, input = ''): string =>
  `dense({ ${input}units: ${units}, activation: '${activation}' })`;
const hidden = dense(32, 'relu', 'inputShape: [64], ');

describe('activations-in-a-row', () => {
  it.each([
    [[hidden, 'leakyReLU({ alpha: 0.1 })', dense(2, 'softmax')], 'This leakyReLU changes nothing'],
    [[hidden, 'reLU()', dense(2, 'softmax')], 'This relu changes nothing'],
    [[hidden, "activation({ activation: 'elu' })", dense(2, 'softmax')], 'This elu changes nothing'],
    [[hidden, dense(1, 'relu'), "activation({ activation: 'sigmoid' })"], 'between 0.5 and 1'],
    [[hidden, dense(1, 'sigmoid'), "activation({ activation: 'sigmoid' })"], 'between 0.5 and 0.73'],
    // e / (e + 9) and e² / (e² + 1)
    [[hidden, dense(10, 'softmax'), 'softmax()'], 'no class of the 10 can have more than 23 %'],
    [[hidden, dense(2, 'tanh'), 'softmax()'], 'no class of the 2 can have more than 88 %'],
  ])('finds %j', (layers, text) => {
    const [finding, ...others] = adviceOf(RULE, sequential(...layers));
    expect(others).toEqual([]);
    expect(finding?.severity).toBe('warning');
    expect(finding?.message).toContain(text);
  });

  it.each([
    ['tanh', [hidden.replace('relu', 'tanh'), 'leakyReLU({ alpha: 0.1 })', dense(2, 'softmax')]],
    ['a ReLU that cuts off above', [hidden, 'reLU({ maxValue: 6 })', dense(2, 'softmax')]],
    ['a normalisation between', [hidden, 'batchNormalization()', 'reLU()', dense(2, 'softmax')]],
    ['a linear layer', ['dense({ inputShape: [64], units: 10 })', 'softmax()']],
    ['a softmax inside (attention)', [dense(10, 'tanh', 'inputShape: [64], '), 'softmax()', 'dense({ units: 2 })']],
  ])('leaves %s alone', (_, layers) => {
    expect(adviceOf(RULE, sequential(...layers))).toEqual([]);
  });

  it('leaves an activation alone whose input is used without it too', () => {
    const text = `
      const x = tf.input({ shape: [8] });
      const y = tf.layers.dense({ units: 8, activation: 'relu' }).apply(x) as tf.SymbolicTensor;
      const z = tf.layers.reLU().apply(y) as tf.SymbolicTensor;
      const model = tf.model({ inputs: x, outputs: tf.layers.add().apply([y, z]) as tf.SymbolicTensor });`;
    expect(adviceOf(RULE, text)).toEqual([]);
  });

  it('removes the first of the two', () => {
    const { text, effect } = fixOf(RULE, sequential(hidden, dense(10, 'sigmoid'), 'softmax()'));
    expect(text).toContain('tf.layers.dense({ units: 10 })');
    expect(effect).toMatchObject({ parameters: 0, macs: 0 });
    const first = "dense({ activation: 'relu', units: 10 })";
    expect(fixOf(RULE, sequential(hidden, first, 'leakyReLU()', dense(2, 'softmax'))).text).toContain(
      'tf.layers.dense({ units: 10 })',
    );
  });
});
