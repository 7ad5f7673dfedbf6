import { describe, expect, it } from 'vitest';
import { adviceOf, fixOf, placesOf, sequential } from './advice';

const RULE = 'last-activation';
const network = (units: number, activation: string, loss?: string): string =>
  sequential(
    "dense({ inputShape: [8], units: 16, activation: 'relu' })",
    `dense({ units: ${units}, activation: '${activation}' })`,
  ) + (loss === undefined ? '' : `model.compile({ optimizer: 'adam', loss: '${loss}', metrics: ['accuracy'] });\n`);

describe('last-activation', () => {
  it.each([
    [1, 'softmax', undefined, 'softmax over 1 unit: the output is 1 for every input'],
    [1, 'softmax', 'binaryCrossentropy', 'softmax over 1 unit'],
    [1, 'sigmoid', 'categoricalCrossentropy', 'the loss is the same for every input'],
    [10, 'sigmoid', 'categoricalCrossentropy', '10 sigmoid outputs do not add up to 1'],
    [10, 'linear', 'sparseCategoricalCrossentropy', "10 outputs with activation 'linear' are not probabilities"],
    [10, 'softmax', 'meanSquaredError', 'meanSquaredError over 10 softmax classes'],
    [10, 'softmax', 'binaryCrossentropy', 'never naming any class already scores 90 %'],
  ])('finds %i units of %s with %s', (units, activation, loss, message) => {
    const [finding, ...others] = adviceOf(RULE, network(units, activation, loss));
    expect(others).toEqual([]);
    expect(finding?.message).toContain(message);
  });

  it.each([
    [10, 'softmax', 'categoricalCrossentropy'],
    [10, 'softmax', undefined],
    [2, 'softmax', 'binaryCrossentropy'],
    [1, 'sigmoid', 'binaryCrossentropy'],
    [10, 'sigmoid', 'binaryCrossentropy'],
    [1, 'linear', 'meanSquaredError'],
    [10, 'sigmoid', 'meanSquaredError'],
  ])('leaves %i units of %s with %s alone', (units, activation, loss) => {
    expect(adviceOf(RULE, network(units, activation, loss))).toEqual([]);
  });

  it('says nothing of a loss that is a function', () => {
    const text = `${network(10, 'linear')}model.compile({ optimizer: 'adam', loss: tf.losses.softmaxCrossEntropy });`;
    expect(adviceOf(RULE, text)).toEqual([]);
  });

  it('underlines the loss where that is to change', () => {
    const text = network(10, 'softmax', 'binaryCrossentropy');
    expect(placesOf(RULE, text)).toEqual(["loss: 'binaryCrossentropy'"]);
    expect(fixOf(RULE, text).text).toContain("loss: 'categoricalCrossentropy', metrics");
  });

  it('names the cross-entropy of softmax in place of another loss', () => {
    const text = network(10, 'softmax', 'meanSquaredError').replaceAll("'meanSquaredError'", '"meanSquaredError"');
    expect(placesOf(RULE, text)).toEqual(['loss: "meanSquaredError"']);
    expect(fixOf(RULE, text).text).toContain('loss: "categoricalCrossentropy", metrics');
  });

  it('changes the activation', () => {
    expect(fixOf(RULE, network(1, 'softmax')).text).toContain("units: 1, activation: 'sigmoid'");
    expect(fixOf(RULE, network(10, 'sigmoid', 'categoricalCrossentropy')).text).toContain(
      "units: 10, activation: 'softmax'",
    );
  });

  it('takes the loss of each output', () => {
    const text = `
      const x = tf.input({ shape: [8] });
      const a = tf.layers.dense({ units: 1, activation: 'sigmoid' }).apply(x) as tf.SymbolicTensor;
      const b = tf.layers.dense({ units: 5, activation: 'softmax' }).apply(x) as tf.SymbolicTensor;
      const model = tf.model({ inputs: x, outputs: [a, b] });
      model.compile({ optimizer: 'sgd', loss: ['binaryCrossentropy', 'categoricalCrossentropy'] });`;
    expect(adviceOf(RULE, text)).toEqual([]);
    const swapped = text.replace(
      "['binaryCrossentropy', 'categoricalCrossentropy']",
      "['categoricalCrossentropy', 'binaryCrossentropy']",
    );
    expect(adviceOf(RULE, swapped)).toHaveLength(2);
  });
});
