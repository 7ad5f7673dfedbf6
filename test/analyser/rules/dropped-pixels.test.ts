import { describe, expect, it } from 'vitest';
import { adviceOf, fixOf, placesOf, sequential } from './advice';

const RULE = 'dropped-pixels';
const stem = (size: number, options: string): string =>
  sequential(`conv2d({ inputShape: [${size}, ${size}, 3], filters: 8, ${options}, activation: 'relu' })`);

describe('dropped-pixels', () => {
  it('says what no window sees, and which sizes fit', () => {
    const text = stem(224, 'kernelSize: 11, strides: 4');
    expect(placesOf(RULE, text)).toEqual(['strides: 4']);
    const [finding] = adviceOf(RULE, text);
    expect(finding).toMatchObject({ severity: 'hint' });
    expect(finding?.message).toContain('No window sees the last 1 row and 1 column of the 224×224 input');
    expect(finding?.message).toContain('Sizes of 223 or 227 fit');
  });

  it('finds poolings, whose stride is the window by default', () => {
    const [finding] = adviceOf(RULE, sequential('maxPooling2d({ inputShape: [11, 12, 4], poolSize: [2, 2] })'));
    expect(finding?.message).toContain('the last 1 row of the 11×12 input: 11 - 2 is not a multiple of the stride 2');
  });

  it.each([
    [227, 'kernelSize: 11, strides: 4'],
    [224, "kernelSize: 11, strides: 4, padding: 'same'"],
    [224, 'kernelSize: 3'],
    [224, 'kernelSize: 1, strides: 2'],
  ])('leaves a picture of %i with %s alone', (size, options) => {
    expect(adviceOf(RULE, stem(size, options))).toEqual([]);
  });

  it('does not count zeros of a padding', () => {
    const layers = [
      'zeroPadding2d({ inputShape: [224, 224, 3], padding: [3, 3] })',
      'conv2d({ filters: 8, kernelSize: 7, strides: 2 })',
    ];
    expect(adviceOf(RULE, sequential(...layers))).toEqual([]);
  });

  it("covers all with 'same'", () => {
    const { text, effect } = fixOf(RULE, stem(224, 'kernelSize: 11, strides: 4'));
    expect(text).toContain("padding: 'same'");
    // 56×56 positions instead of 54×54
    expect(effect).toEqual({ parameters: 0, macs: (56 * 56 - 54 * 54) * 121 * 3 * 8, receptiveField: 0 });
  });
});
