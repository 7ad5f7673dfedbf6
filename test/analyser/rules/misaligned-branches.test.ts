import { describe, expect, it } from 'vitest';
import { adviceOf, analyse, placesOf } from './advice';

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
