import { describe, expect, it } from 'vitest';
import { adviceOf, fixOf, placesOf, sequential } from './advice';

const RULE = 'skipped-positions';
const FIRST = "conv2d({ inputShape: [32, 32, 3], filters: 16, kernelSize: 3, padding: 'same', activation: 'relu' })";

/** A residual block that halves its map. */
const block = (kernel: number, shortcut: string): string => `
  const input = tf.input({ shape: [32, 32, 3] });
  const x = tf.layers.${FIRST.replace('inputShape: [32, 32, 3], ', '')}.apply(input) as tf.SymbolicTensor;
  const main = tf.layers.conv2d({ filters: 32, kernelSize: ${kernel}, strides: 2, padding: 'same' }).apply(x);
  const around = tf.layers.${shortcut}.apply(x);
  const sum = tf.layers.add().apply([main, around] as tf.SymbolicTensor[]) as tf.SymbolicTensor;
  const model = tf.model({ inputs: input, outputs: sum });`;
const PROJECTION = "conv2d({ filters: 32, kernelSize: 1, strides: 2, padding: 'same' })";

describe('skipped-positions', () => {
  it.each([
    ['conv2d({ filters: 32, kernelSize: 1, strides: 2 })', '1×1 at a stride of 2×2 skip 768 of 1,024'],
    ['maxPooling2d({ poolSize: 2, strides: 4 })', '2×2 at a stride of 4×4 skip 768 of 1,024'],
    ['conv2d({ filters: 32, kernelSize: [3, 1], strides: [2, 2] })', '3×1 at a stride of 2×2 skip'],
  ])('finds %s', (layer, text) => {
    const [finding] = adviceOf(RULE, sequential(FIRST, layer));
    expect(finding?.severity).toBe('hint');
    expect(finding?.message).toContain(text);
  });

  it('looks at all that take the same map', () => {
    expect(adviceOf(RULE, block(1, PROJECTION))[0]?.message).toContain('75 % of what the previous layers computed');
    expect(adviceOf(RULE, block(3, PROJECTION))).toEqual([]);
    expect(adviceOf(RULE, block(1, 'averagePooling2d({ poolSize: 2 })').replace('filters: 32', 'filters: 16'))).toEqual(
      [],
    );
  });

  it.each([
    "conv2d({ filters: 32, kernelSize: 3, strides: 2, padding: 'same' })",
    'maxPooling2d({ poolSize: 3, strides: 2 })',
    'conv2d({ filters: 32, kernelSize: 4, strides: 4 })',
    'maxPooling2d({ poolSize: 3, strides: 4 })',
  ])('leaves %s alone', (layer) => {
    expect(adviceOf(RULE, sequential(FIRST, layer))).toEqual([]);
  });

  it('speaks of what was computed, not of the picture', () => {
    expect(placesOf(RULE, sequential(FIRST, 'conv2d({ filters: 32, kernelSize: 1, strides: 2 })'))).toEqual([
      'strides: 2',
    ]);
  });

  it('widens the window of a layer that stands alone; the size of the map stays', () => {
    const { text, effect } = fixOf(RULE, sequential(FIRST, 'conv2d({ filters: 32, kernelSize: 1, strides: 2 })'));
    expect(text).toContain("conv2d({ filters: 32, kernelSize: 3, strides: 2, padding: 'same' })");
    expect(effect).toEqual({ parameters: 8 * 16 * 32, macs: 256 * 8 * 16 * 32, receptiveField: 2 });
  });
});
