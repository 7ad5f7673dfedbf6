import { describe, expect, it } from 'vitest';
import { adviceOf, analyse, fixOf, sequential } from './advice';

const RULE = 'overlapping-pooling';
const CONVOLUTION =
  "conv2d({ inputShape: [32, 32, 3], filters: 16, kernelSize: 3, padding: 'same', activation: 'relu' })";
const CLASSES = ['flatten()', "dense({ units: 10, activation: 'softmax' })"];

describe('overlapping-pooling', () => {
  it('is silent until it is turned on', () => {
    const text = sequential(CONVOLUTION, 'maxPooling2d({ poolSize: 2 })');
    expect(analyse(text).findings).toEqual([]);
    expect(adviceOf(RULE, text)[0]?.message).toContain('lie side by side on the 32×32 map');
  });

  it.each([
    'maxPooling2d({ poolSize: 3, strides: 2 })',
    'maxPooling2d({ poolSize: 4 })',
    'averagePooling2d({ poolSize: 2 })',
    'maxPooling2d({ poolSize: 2, strides: 1 })',
  ])('leaves %s alone', (pooling) => {
    expect(adviceOf(RULE, sequential(CONVOLUTION, pooling))).toEqual([]);
  });

  it.each([
    ['maxPooling2d({})', "maxPooling2d({ poolSize: 3, strides: 2, padding: 'same' })"],
    [
      "maxPooling2d({ poolSize: [2, 2], name: 'p' })",
      "maxPooling2d({ name: 'p', poolSize: 3, strides: 2, padding: 'same' })",
    ],
  ])('makes the windows of %s overlap; the map keeps its size and the dense layer its weights', (pooling, fixed) => {
    const { text, effect } = fixOf(RULE, sequential(CONVOLUTION, pooling, ...CLASSES));
    expect(text).toContain(fixed);
    expect(effect).toEqual({ parameters: 0, macs: 0, receptiveField: 1 });
  });

  it('offers no fix where the size is not a number of its own', () => {
    const text = `const poolSize = 2;\nconst model = tf.sequential();
      model.add(tf.layers.${CONVOLUTION});
      model.add(tf.layers.maxPooling2d({ poolSize }));`;
    expect(adviceOf(RULE, text)).toMatchObject([{ fixes: [] }]);
  });
});
