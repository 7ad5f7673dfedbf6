import { describe, expect, it } from 'vitest';
import { adviceOf } from './advice';
import { SLICE } from './sliceLayer';

const RULE = 'unused-channels';

/** A convolution of 64 channels, of which layers take some each. */
const sliced = (...parts: readonly (readonly [start: number, size: number])[]): string => `${SLICE}
  const x = tf.input({ shape: [8, 8, 3] });
  const y = tf.layers.conv2d({ name: 'wide', filters: 64, kernelSize: 3 }).apply(x) as tf.SymbolicTensor;
  const part = (start: number, size: number) => new Slice({ start, size }).apply(y) as tf.SymbolicTensor;
  const z = tf.layers.concatenate().apply([${parts.map(([start, size]) => `part(${start}, ${size})`).join()}]);
  const model = tf.model({ inputs: x, outputs: z as tf.SymbolicTensor });`;

describe('unused-channels', () => {
  it('adds up what all users look at', () => {
    const [finding, ...others] = adviceOf(RULE, sliced([0, 21], [21, 21], [42, 21]));
    expect(others).toEqual([]);
    expect(finding?.message).toContain(
      '1 channel of the 64 of wide is never looked at; those used are 0 to 20, 21 to 41, 42 to 62.',
    );
  });

  it.each([
    ['channels that are all used', sliced([0, 32], [32, 32])],
    ['parts that overlap', sliced([0, 40], [30, 34])],
    [
      'a part of the picture',
      `${SLICE}
       const x = tf.input({ shape: [8, 8, 4] });
       const y = new Slice({ start: 0, size: 3 }).apply(x) as tf.SymbolicTensor;
       const model = tf.model({ inputs: x, outputs: y });`,
    ],
    [
      'a tensor that another layer uses whole',
      `${SLICE}
       const x = tf.input({ shape: [8, 8, 3] });
       const y = tf.layers.conv2d({ filters: 64, kernelSize: 3 }).apply(x) as tf.SymbolicTensor;
       const part = new Slice({ start: 0, size: 32 }).apply(y) as tf.SymbolicTensor;
       const z = tf.layers.concatenate().apply([y, part]) as tf.SymbolicTensor;
       const model = tf.model({ inputs: x, outputs: z });`,
    ],
    [
      'a layer that is not known',
      `import { Mystery } from './mystery';
       const x = tf.input({ shape: [8, 8, 3] });
       const y = tf.layers.conv2d({ filters: 64, kernelSize: 3 }).apply(x) as tf.SymbolicTensor;
       const model = tf.model({ inputs: x, outputs: new Mystery({}).apply(y) });`,
    ],
  ])('leaves %s alone', (_, text) => {
    expect(adviceOf(RULE, text)).toEqual([]);
  });
});
