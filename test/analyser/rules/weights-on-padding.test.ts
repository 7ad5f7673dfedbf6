import { describe, expect, it } from 'vitest';
import { adviceOf, fixOf, placesOf, sequential } from './advice';

const RULE = 'weights-on-padding';
const on = (size: number, kernel: string): string =>
  sequential(
    `conv2d({ inputShape: [${size}, ${size}, 8], filters: 16, ${kernel}, padding: 'same', activation: 'relu' })`,
  );

describe('weights-on-padding', () => {
  it.each([
    [1, 'kernelSize: 3', '1×1 of the 3×3', 8 * 8 * 16, 9 * 8 * 16],
    [2, 'kernelSize: 5', '3×3 of the 5×5', 16 * 8 * 16, 25 * 8 * 16],
    [14, 'kernelSize: 3, dilationRate: 14', '1×1 of the 3×3', 8 * 8 * 16, 9 * 8 * 16],
    [1, 'kernelSize: 3, strides: 2', '1×1 of the 3×3', 8 * 8 * 16, 9 * 8 * 16],
  ])('counts on a map of %i with %s', (size, kernel, places, idle, all) => {
    const [finding] = adviceOf(RULE, on(size, kernel));
    const count = (weights: number): string => weights.toLocaleString('en-US');
    expect(finding?.severity).toBe('info');
    expect(finding?.message).toContain(`${places} positions of the kernel meet the map`);
    expect(finding?.message).toContain(`${count(idle)} of ${count(all)} weights`);
  });

  it('looks at no more places of a kernel than can reach the map', () => {
    const [finding] = adviceOf(RULE, on(4, 'kernelSize: 1000000001'));
    expect(finding?.message).toContain('7×7 of the 1000000001×1000000001 positions');
  });

  it.each([
    [2, 'kernelSize: 3'],
    [3, 'kernelSize: 5'],
    [1, 'kernelSize: 1'],
    [14, 'kernelSize: 3, dilationRate: 13'],
  ])('leaves a map of %i with %s alone', (size, kernel) => {
    expect(adviceOf(RULE, on(size, kernel))).toEqual([]);
  });

  it('knows that a window of another layer may find a place where this one does not', () => {
    const text = `
      const shared = tf.layers.conv2d({ filters: 8, kernelSize: 3, padding: 'same' });
      const x = tf.input({ shape: [8, 8, 8] });
      const small = tf.layers.averagePooling2d({ poolSize: 8 }).apply(x) as tf.SymbolicTensor;
      const outputs = [shared.apply(x), shared.apply(small)] as tf.SymbolicTensor[];
      const model = tf.model({ inputs: x, outputs });`;
    expect(adviceOf(RULE, text)).toEqual([]);
  });

  it('takes the places away that do nothing, and as many weights as it said', () => {
    expect(placesOf(RULE, on(1, 'kernelSize: [3, 3]'))).toEqual(['kernelSize: [3, 3]']);
    const { text, effect } = fixOf(RULE, on(1, 'kernelSize: [3, 3]'));
    expect(text).toContain('kernelSize: 1, padding');
    expect(effect).toMatchObject({ parameters: -8 * 8 * 16, macs: -8 * 8 * 16 });
  });

  it('offers no fix at a stride, where the padding is not the same on both sides', () => {
    expect(adviceOf(RULE, on(2, 'kernelSize: 7, strides: 2'))).toMatchObject([{ fixes: [] }]);
  });
});
