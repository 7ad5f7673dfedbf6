import { describe, expect, it } from 'vitest';
import { adviceOf, fixOf, placesOf, sequential } from './advice';

const RULE = 'constant-weights';
const CLASSES = "dense({ units: 10, activation: 'softmax' })";
const compiled = (...layers: string[]): string =>
  `${sequential(...layers)}model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy' });\n`;
const hidden = (rest: string): string => `dense({ inputShape: [64], units: 32, activation: 'relu'${rest} })`;

describe('constant-weights', () => {
  it('finds units that start alike', () => {
    const text = compiled(hidden(", kernelInitializer: 'ones'"), CLASSES);
    const [finding, ...others] = adviceOf(RULE, text);
    expect(others).toEqual([]);
    expect(finding?.severity).toBe('warning');
    expect(finding?.message).toContain('All 32 units of this layer start with ones');
    expect(placesOf(RULE, text)).toEqual(["kernelInitializer: 'ones'"]);
  });

  it('finds filters that start alike', () => {
    const convolution = "conv2d({ inputShape: [8, 8, 3], filters: 16, kernelSize: 3, kernelInitializer: 'zeros' })";
    const [finding] = adviceOf(RULE, compiled(convolution, 'reLU()', 'flatten()', CLASSES));
    expect(finding?.message).toContain('All 16 filters of this layer start with zeros');
  });

  it.each([
    ['random weights', compiled(hidden(", kernelInitializer: 'heNormal'"), CLASSES)],
    ['the last layer', compiled(hidden(''), CLASSES.replace('units', "kernelInitializer: 'zeros', units"))],
    ['frozen weights', compiled(hidden(", kernelInitializer: 'ones', trainable: false"), CLASSES)],
    ['one unit', compiled(hidden(", kernelInitializer: 'ones'").replace('32', '1'), CLASSES)],
    ['biases that differ', compiled(hidden(", kernelInitializer: 'ones', biasInitializer: 'randomNormal'"), CLASSES)],
    ['a model that is not trained', sequential(hidden(", kernelInitializer: 'ones'"), CLASSES)],
  ])('leaves %s alone', (_, text) => {
    expect(adviceOf(RULE, text)).toEqual([]);
  });

  it('leaves a branch alone that begins as nothing and is added', () => {
    const text = `
      const x = tf.input({ shape: [8] });
      const branch = tf.layers.dense({ units: 8, kernelInitializer: 'zeros' }).apply(x) as tf.SymbolicTensor;
      const sum = tf.layers.add().apply([x, branch]) as tf.SymbolicTensor;
      const model = tf.model({ inputs: x, outputs: tf.layers.dense({ units: 2 }).apply(sum) as tf.SymbolicTensor });
      model.compile({ optimizer: 'adam', loss: 'meanSquaredError' });`;
    expect(adviceOf(RULE, text)).toEqual([]);
  });

  it('removes the entry', () => {
    const { text, effect } = fixOf(RULE, compiled(hidden(", kernelInitializer: 'ones'"), CLASSES));
    expect(text).toContain("tf.layers.dense({ inputShape: [64], units: 32, activation: 'relu' })");
    expect(effect).toMatchObject({ parameters: 0, macs: 0 });
  });
});
