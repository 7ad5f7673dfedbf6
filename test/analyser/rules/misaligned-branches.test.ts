import { describe, expect, it } from 'vitest';
import { adviceOf, analyse, fixOf, placesOf } from './advice';

const RULE = 'misaligned-branches';

/** A block of two branches at a stride, joined by a merge. */
const block = (large: string, small: string, size = 32, merge = 'add()'): string => `
  const input = tf.input({ shape: [${size}, ${size}, 16] });
  const a = tf.layers.conv2d({ filters: 16, ${large} }).apply(input) as tf.SymbolicTensor;
  const b = tf.layers.conv2d({ filters: 16, ${small} }).apply(input) as tf.SymbolicTensor;
  const model = tf.model({ inputs: input, outputs: tf.layers.${merge}.apply([a, b]) as tf.SymbolicTensor });`;
const same = (kernelSize: number, strides = 1): string =>
  `kernelSize: ${kernelSize}, strides: ${strides}, padding: 'same'`;

describe('misaligned-branches', () => {
  it.each([
    ['a projection beside a 3×3 at a stride of 2', block(same(3, 2), same(1, 2)), 1],
    ['a 5×5 beside it', block(same(5, 2), same(1, 2)), 1],
    ['an even kernel beside an odd one', block(same(4), same(3), 32, 'concatenate()'), 0.5],
  ])('finds %s', (_, text, pixels) => {
    const [finding, ...others] = adviceOf(RULE, text);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ severity: 'hint' });
    expect(finding?.message).toContain(
      `look at places ${pixels} pixel${pixels === 1 ? '' : 's'} of the picture apart.`,
    );
    expect(placesOf(RULE, text)[0]).toMatch(/^tf\.layers\.(add|concatenate)\(\)$/);
  });

  it.each([
    ['odd kernels at a stride of 1', block(same(5), same(1))],
    ['a picture of odd size', block(same(3, 2), same(1, 2), 33)],
    ['a picture of open size', block(same(3, 2), same(1, 2)).replace('[32, 32, 16]', '[null, null, 16]')],
  ])('leaves %s alone', (_, text) => {
    expect(adviceOf(RULE, text)).toEqual([]);
  });

  it.each([3, 5])('pads both sides of a kernel of %i alike, for the same shape', (size) => {
    const { text, effect } = fixOf(RULE, block(same(size, 2), same(1, 2)));
    const padding = (size - 1) / 2;
    expect(text).toContain(`
  const a1 = tf.layers.zeroPadding2d({ padding: [${padding}, ${padding}] }).apply(input);
  const a = tf.layers.conv2d({ filters: 16, kernelSize: ${size}, strides: 2 }).apply(a1) as tf.SymbolicTensor;
`);
    expect(effect).toEqual({ parameters: 0, macs: 0, receptiveField: 0 });
  });

  it('overrules what is spread into the layer', () => {
    const text = block('kernelSize: 3, strides: 2, ...same', same(1, 2)).replace(
      'const input',
      "const same = { padding: 'same' } as const;\n  const input",
    );
    expect(fixOf(RULE, text).text).toContain("strides: 2, ...same, padding: 'valid' }).apply(a1)");
  });

  it('offers no fix where another layer is the cause, or one of several may be', () => {
    expect(adviceOf(RULE, block(same(4), same(3), 32, 'concatenate()'))).toMatchObject([{ fixes: [] }]);
    const two = block(same(3, 2), same(1, 2)).replace(
      '.apply(input) as tf.SymbolicTensor;\n  const b',
      `.apply(tf.layers.conv2d({ filters: 16, ${same(3, 2)} }).apply(input)) as tf.SymbolicTensor;\n  const b`,
    );
    const both = two.replace(
      'const b = tf.layers.conv2d({ filters: 16, kernelSize: 1, strides: 2',
      'const b = tf.layers.conv2d({ filters: 16, kernelSize: 1, strides: 4',
    );
    expect(adviceOf(RULE, both)).toMatchObject([{ fixes: [] }]);
  });

  it('leaves a merge alone that is an error', () => {
    const text = block('kernelSize: 3', 'kernelSize: 1', 32, 'concatenate()');
    const { findings } = analyse(`import * as tf from '@tensorflow/tfjs';${text}`);
    expect(findings.map(({ rule }) => rule)).toEqual(['tfjs-error']);
  });

  it('leaves branches alone that were enlarged', () => {
    const text = `
      const input = tf.input({ shape: [32, 32, 16] });
      const down = tf.layers.conv2d({ filters: 16, ${same(3, 2)} }).apply(input);
      const up = tf.layers.upSampling2d({ size: [2, 2] }).apply(down) as tf.SymbolicTensor;
      const model = tf.model({ inputs: input, outputs: tf.layers.add().apply([up, input]) as tf.SymbolicTensor });`;
    expect(adviceOf(RULE, text)).toEqual([]);
  });
});
