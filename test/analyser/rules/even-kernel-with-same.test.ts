import { describe, expect, it } from 'vitest';
import { adviceOf, fixOf, placesOf, sequential } from './advice';

const RULE = 'even-kernel-with-same';
const convolution = (options: string): string =>
  sequential(`conv2d({ inputShape: [28, 28, 1], filters: 16, ${options}, activation: 'relu' })`);

describe('even-kernel-with-same', () => {
  it('underlines the size and says how it is padded', () => {
    const text = convolution("kernelSize: 4, padding: 'same'");
    expect(placesOf(RULE, text)).toEqual(['kernelSize: 4']);
    expect(adviceOf(RULE, text)[0]?.message).toContain(
      "The 4×4 kernel has no centre: 'same' pads 1 before and 2 after",
    );
  });

  it.each([
    "kernelSize: 3, padding: 'same'",
    'kernelSize: 4',
    "kernelSize: 4, padding: 'same', strides: 2",
    "kernelSize: 2, padding: 'same', dilationRate: 2",
  ])('leaves %s alone', (options) => {
    expect(adviceOf(RULE, convolution(options))).toEqual([]);
  });

  it('leaves transposed convolutions alone', () => {
    const layer = "conv2dTranspose({ inputShape: [8, 8, 4], filters: 4, kernelSize: 4, padding: 'same' })";
    expect(adviceOf(RULE, sequential(layer))).toEqual([]);
  });

  it('offers the odd sizes on both sides', () => {
    const text = convolution("kernelSize: 4, padding: 'same'");
    // 9 and 25 instead of 16 weights for each of 16 filters
    expect(fixOf(RULE, text, 'Use a 3×3 kernel').effect).toEqual({
      parameters: -112,
      macs: -87_808,
      receptiveField: -1,
    });
    expect(fixOf(RULE, text, 'Use a 5×5 kernel').effect).toEqual({ parameters: 144, macs: 112_896, receptiveField: 1 });
  });

  it('changes only the even size of a list', () => {
    const text = convolution("kernelSize: [1, 2], padding: 'same'");
    expect(fixOf(RULE, text, 'Use a 1×3 kernel').text).toContain('kernelSize: [1, 3]');
  });

  it('offers no fix for a size that is written elsewhere', () => {
    const [finding] = adviceOf(
      RULE,
      `const k = 2;\n${convolution("kernelSize: k, padding: 'same'").split('\n').slice(1).join('\n')}`,
    );
    expect(finding?.fixes).toEqual([]);
  });
});
