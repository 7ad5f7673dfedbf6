import { describe, expect, it } from 'vitest';
import { adviceOf, fixOf, placesOf, sequential } from './advice';

const RULE = 'missing-flatten';
const MAP = [
  "conv2d({ inputShape: [32, 32, 3], filters: 16, kernelSize: 3, activation: 'relu' })",
  'maxPooling2d({ poolSize: 6 })',
];
const CLASSES = "dense({ units: 10, activation: 'softmax' })";

describe('missing-flatten', () => {
  it('finds the first dense layer behind a map', () => {
    const hidden = "dense({ units: 32, activation: 'relu' })";
    const text = sequential(...MAP, hidden, 'dropout({ rate: 0.5 })', CLASSES);
    expect(placesOf(RULE, text)).toEqual([`tf.layers.${hidden}`]);
    const [finding] = adviceOf(RULE, text);
    expect(finding).toMatchObject({ severity: 'warning' });
    expect(finding?.message).toContain('a map of 5×5×16, so the model gives its 10 classes 25 times');
  });

  it('finds it in the smallest network for digits: one convolution and one pooling', () => {
    const first = "conv2d({ inputShape: [28, 28, 1], filters: 8, kernelSize: 3, activation: 'relu' })";
    const [finding] = adviceOf(RULE, sequential(first, 'maxPooling2d({ poolSize: 2 })', CLASSES));
    expect(finding?.message).toContain('a map of 13×13×8, so the model gives its 10 classes 169 times');
  });

  it.each([
    ['a flattened map', [...MAP, 'flatten()', CLASSES]],
    ['an average', [...MAP, 'globalAveragePooling2d({})', CLASSES]],
    ['an answer per pixel', [MAP[0] ?? '', CLASSES]],
    ['a sequence', ['lstm({ inputShape: [20, 8], units: 16, returnSequences: true })', CLASSES]],
    ['a dense layer that is no classifier', [...MAP, 'dense({ units: 10 })']],
  ])('leaves %s alone', (_, layers) => {
    expect(adviceOf(RULE, sequential(...layers))).toEqual([]);
  });

  it('inserts flatten as a line of its own', () => {
    const { text, effect } = fixOf(RULE, sequential(...MAP, CLASSES), 'Insert flatten');
    expect(text).toContain('model.add(tf.layers.flatten());\nmodel.add(tf.layers.dense(');
    expect(effect).toMatchObject({ parameters: 24 * 16 * 10 });
  });

  it('inserts an average into a list', () => {
    const text = `
      const model = tf.sequential({
        layers: [
          ${MAP.map((layer) => `tf.layers.${layer},`).join('\n          ')}
          tf.layers.${CLASSES},
        ],
      });`;
    const fixed = fixOf(RULE, text, 'Insert global average pooling');
    expect(fixed.text).toContain('tf.layers.globalAveragePooling2d({}),\n          tf.layers.dense(');
    expect(fixed.effect.parameters).toBe(0);
  });

  it('finds a model of dense layers alone, and takes the shape of the input along', () => {
    const text = sequential(
      'dense({ inputShape: [28, 28, 1], units: 32 })',
      "dense({ units: 10, activation: 'softmax' })",
    );
    expect(fixOf(RULE, text, 'Insert flatten').text).toContain(
      'model.add(tf.layers.flatten({ inputShape: [28, 28, 1] }));\nmodel.add(tf.layers.dense({ units: 32 }));\n',
    );
  });
});
