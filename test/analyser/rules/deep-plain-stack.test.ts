import { describe, expect, it } from 'vitest';
import { adviceOf, fixOf } from './advice';

const RULE = 'deep-plain-stack';

/** `layers` convolutions in a row; `around` adds the input of each pair to its output. */
const stack = (
  layers: number,
  around = false,
  layer = "conv2d({ filters: 8, kernelSize: 3, padding: 'same' })",
): string => `
  const input = tf.input({ shape: [16, 16, 8] });
  let x = input;
  for (let i = 0; i < ${layers}; i++) {
    const y = tf.layers.reLU().apply(tf.layers.${layer}.apply(x)) as tf.SymbolicTensor;
    x = ${around ? 'i % 2 === 1 ? (tf.layers.add().apply([x, y]) as tf.SymbolicTensor) : y' : 'y'};
  }
  const model = tf.model({ inputs: input, outputs: x });`;

describe('deep-plain-stack', () => {
  it('counts the layers and names the last', () => {
    const [finding, ...others] = adviceOf(RULE, stack(21));
    expect(others).toEqual([]);
    expect(finding?.message).toContain('21 convolutions in a row without a shortcut, from here to conv2d_Conv2D21.');
  });

  it('leaves the depth of VGG-19 alone', () => {
    expect(adviceOf(RULE, stack(20))).toEqual([]);
  });

  it('leaves a residual network alone, however deep', () => {
    expect(adviceOf(RULE, stack(60, true))).toEqual([]);
  });

  it('counts a separable convolution once', () => {
    expect(adviceOf(RULE, stack(20, false, "separableConv2d({ filters: 8, kernelSize: 3, padding: 'same' })"))).toEqual(
      [],
    );
    const pair = `depthwiseConv2d({ kernelSize: 3, padding: 'same' }).apply(x)`;
    const mobile = stack(20)
      .replace('tf.layers.conv2d', `tf.layers.${pair};\n const z = tf.layers.conv2d`)
      .replace('tf.layers.reLU().apply(tf', 'tf');
    const twoSteps = mobile
      .replace('const y =', 'const d =')
      .replace('const z =', 'const y =')
      .replace('.apply(x)) as', '.apply(d) as');
    expect(twoSteps).toContain('.apply(d) as');
    expect(adviceOf(RULE, twoSteps)).toEqual([]);
  });

  it('begins anew where a tensor has a second use', () => {
    const text = stack(24).replace(
      'const model',
      'const middle = tf.layers.add().apply([x, input]) as tf.SymbolicTensor;\nconst model',
    );
    expect(adviceOf(RULE, text)).toHaveLength(1);
    const joined =
      stack(12).replace('const model = tf.model({ inputs: input, outputs: x });', '') +
      `
      x = tf.layers.add().apply([x, input]) as tf.SymbolicTensor;
      for (let i = 0; i < 12; i++) x = tf.layers.conv2d({ filters: 8, kernelSize: 1, activation: 'relu' }).apply(x) as tf.SymbolicTensor;
      const model = tf.model({ inputs: input, outputs: x });`;
    expect(adviceOf(RULE, joined)).toEqual([]);
  });

  it('adds shortcuts around two layers at a time, before the activation of the second', () => {
    const text = `
      const input = tf.input({ shape: [16, 16, 8] });
      let x = input;
      for (let i = 0; i < 12; i++) {
        x = tf.layers.conv2d({ filters: 8, kernelSize: 3, padding: 'same' }).apply(x) as tf.SymbolicTensor;
        x = tf.layers.batchNormalization().apply(x) as tf.SymbolicTensor;
        x = tf.layers.reLU().apply(x) as tf.SymbolicTensor;
        x = tf.layers.conv2d({ filters: 8, kernelSize: 3, padding: 'same' }).apply(x) as tf.SymbolicTensor;
        x = tf.layers.batchNormalization().apply(x) as tf.SymbolicTensor;
        x = tf.layers.reLU().apply(x) as tf.SymbolicTensor;
      }
      const model = tf.model({ inputs: input, outputs: x });`;
    const { text: fixed, effect } = fixOf(RULE, text);
    expect(effect).toEqual({ parameters: 0, macs: 0, receptiveField: 0 });
    expect(fixed).toContain(`
        const shortcut = x;
        x = tf.layers.conv2d(`);
    expect(fixed).toContain(`
        x = tf.layers.batchNormalization().apply(x) as tf.SymbolicTensor;
        x = tf.layers.add().apply([shortcut, x]) as tf.SymbolicTensor;
        x = tf.layers.reLU().apply(x) as tf.SymbolicTensor;
      }`);
  });

  it('moves an activation of the second layer after the sum, and leaves the layers that change the shape', () => {
    const layer = (options = ''): string =>
      `x = tf.layers.conv2d({ filters: 8, kernelSize: 3, padding: 'same', activation: 'relu'${options} }).apply(x);\n`;
    const text = `let x = tf.input({ shape: [16, 16, 8] });
const input = x;
${layer(', strides: 2')}${layer().repeat(22)}const model = tf.model({ inputs: input, outputs: x as tf.SymbolicTensor });`;
    const { text: fixed } = fixOf(RULE, text);
    expect(fixed.match(/layers\.add\(\)/g)).toHaveLength(11);
    expect(fixed).toContain(`
const shortcut2 = x;
${layer()}x = tf.layers.conv2d({ filters: 8, kernelSize: 3, padding: 'same' }).apply(x);
x = tf.layers.add().apply([shortcut2, x] as tf.SymbolicTensor[]);
x = tf.layers.activation({ activation: 'relu' }).apply(x);
`);
  });

  it('offers no fix where the layers stand in no such statements', () => {
    expect(adviceOf(RULE, stack(24))).toMatchObject([{ fixes: [] }]);
  });
});
