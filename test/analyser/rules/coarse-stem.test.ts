import { describe, expect, it } from 'vitest';
import { adviceOf, fixOf, placesOf, sequential } from './advice';

const RULE = 'coarse-stem';
const stem = (options: string): string =>
  sequential(`conv2d({ inputShape: [227, 227, 3], filters: 96, ${options}, activation: 'relu' })`);

describe('coarse-stem', () => {
  it('underlines the kernel and counts its weights', () => {
    const text = stem('kernelSize: 11, strides: 4');
    expect(placesOf(RULE, text)).toEqual(['kernelSize: 11']);
    expect(adviceOf(RULE, text)[0]?.message).toContain('11×11 windows, 4 pixels apart, with 34,848 weights');
  });

  it.each([
    'kernelSize: 7, strides: 2',
    'kernelSize: 7, strides: 4',
    'kernelSize: 4, strides: 4',
    'kernelSize: 16, strides: 16',
    'kernelSize: 11',
  ])('leaves %s alone', (options) => {
    expect(adviceOf(RULE, stem(options))).toEqual([]);
  });

  it('leaves layers behind the first alone', () => {
    const layers = [
      'conv2d({ inputShape: [227, 227, 3], filters: 8, kernelSize: 3 })',
      'conv2d({ filters: 96, kernelSize: 11, strides: 4 })',
    ];
    expect(adviceOf(RULE, sequential(...layers))).toEqual([]);
  });

  it('makes it 7×7 at a stride of 2', () => {
    const { text, effect } = fixOf(RULE, stem('kernelSize: [11, 11], strides: [4, 4]'));
    expect(text).toContain('kernelSize: [7, 7], strides: [2, 2]');
    // 111×111 positions of 14,112 weights instead of 55×55 of 34,848
    expect(effect).toEqual({
      parameters: 14_112 - 34_848,
      macs: 111 * 111 * 14_112 - 55 * 55 * 34_848,
      receptiveField: -4,
    });
  });
});
