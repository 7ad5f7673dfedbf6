import { describe, expect, it } from 'vitest';
import { adviceOf, fixOf, sequential } from './advice';

const RULE = 'wide-dense-without-dropout';
const FLATTEN = 'flatten({ inputShape: [32, 32, 3] })';
const WIDE = "dense({ units: 512, activation: 'relu' })";
const CLASSES = "dense({ units: 10, activation: 'softmax' })";

describe('wide-dense-without-dropout', () => {
  it('says how much of the model lies there', () => {
    const [finding, ...others] = adviceOf(RULE, sequential(FLATTEN, WIDE, CLASSES));
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ severity: 'hint' });
    expect(finding?.message).toContain("1,573,376 parameters in this layer of 512 units, 99 % of the model's");
  });

  it.each([
    ['a dropout behind', [FLATTEN, WIDE, 'dropout({ rate: 0.3 })', CLASSES]],
    ['a dropout before', [FLATTEN, 'dropout({ rate: 0.3 })', WIDE, CLASSES]],
    ['a normalisation behind', [FLATTEN, WIDE, 'batchNormalization()', CLASSES]],
    ['a penalty on the weights', [FLATTEN, WIDE.replace('units', "kernelRegularizer: 'l1l2', units"), CLASSES]],
    ['a small layer', [FLATTEN, WIDE.replace('512', '256'), CLASSES]],
    ['frozen weights', [FLATTEN, WIDE.replace('units', 'trainable: false, units'), CLASSES]],
    ['the classifier itself', [FLATTEN, CLASSES.replace('10', '1000')]],
    ['what is no classifier', [FLATTEN, WIDE, 'dense({ units: 10 })']],
  ])('leaves %s alone', (_, layers) => {
    expect(adviceOf(RULE, sequential(...layers))).toEqual([]);
  });

  const nothing = { parameters: 0, macs: 0 };

  it('inserts a dropout behind a layer that is added', () => {
    const { text, effect } = fixOf(RULE, sequential(FLATTEN, WIDE, CLASSES));
    expect(text).toContain(`model.add(tf.layers.${WIDE});\nmodel.add(tf.layers.dropout({ rate: 0.5 }));\nmodel.add(`);
    expect(effect).toMatchObject(nothing);
  });

  it('leaves a layer to the rule that makes it small', () => {
    const text = sequential(
      "conv2d({ inputShape: [16, 16, 3], filters: 64, kernelSize: 3, padding: 'same', activation: 'relu' })",
      'flatten()',
      "dense({ units: 256, activation: 'relu' })",
      CLASSES,
    );
    expect(adviceOf(RULE, text)).toEqual([]);
    expect(adviceOf('dense-after-flatten', text)).toHaveLength(1);
  });

  it('inserts it into a list, with its indent', () => {
    const list = `const model = tf.sequential({\n  layers: [\n    tf.layers.${FLATTEN},\n    tf.layers.${WIDE},\n    tf.layers.${CLASSES},\n  ],\n});`;
    expect(fixOf(RULE, list).text).toContain(
      `    tf.layers.${WIDE},\n    tf.layers.dropout({ rate: 0.5 }),\n    tf.layers.${CLASSES},\n`,
    );
  });

  it('inserts it as a statement where a variable goes from layer to layer', () => {
    const functional = `
      const input = tf.input({ shape: [32, 32, 3] });
      let x = tf.layers.flatten().apply(input) as tf.SymbolicTensor;
      x = tf.layers.${WIDE}.apply(x) as tf.SymbolicTensor;
      x = tf.layers.${CLASSES}.apply(x) as tf.SymbolicTensor;
      const model = tf.model({ inputs: input, outputs: x });`;
    const { text, effect } = fixOf(RULE, functional);
    expect(text).toContain(`
      x = tf.layers.${WIDE}.apply(x) as tf.SymbolicTensor;
      x = tf.layers.dropout({ rate: 0.5 }).apply(x) as tf.SymbolicTensor;
`);
    expect(effect).toMatchObject(nothing);
  });

  it('inserts it once into a loop that makes several', () => {
    const loop = `
      const model = tf.sequential();
      model.add(tf.layers.${FLATTEN});
      for (const units of [1024, 512]) {
        model.add(tf.layers.dense({ units, activation: 'relu' }));
      }
      model.add(tf.layers.${CLASSES});`;
    expect(adviceOf(RULE, loop)[0]?.message).toContain(
      '3,671,552 parameters in 2 layers made here of 1,024 units or fewer',
    );
    expect(fixOf(RULE, loop).text).toContain(
      "        model.add(tf.layers.dense({ units, activation: 'relu' }));\n        model.add(tf.layers.dropout({ rate: 0.5 }));\n      }",
    );
  });
});
