// Lengths and paddings of sliding windows against counting positions one by one.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  dilatedExtent,
  samePaddingBefore,
  slidingLength,
  transposedLength,
} from '../../../src/analyser/formulas/convolution';
import { isUnknown, symbol, Unknown, type Quantity } from '../../../src/analyser/formulas/quantity';
import { substitute } from '../../../src/analyser/formulas/substitute';

const window = fc.record({
  length: fc.integer({ min: 1, max: 40 }),
  size: fc.integer({ min: 1, max: 7 }),
  stride: fc.integer({ min: 1, max: 5 }),
});

/** How many windows fit when they start at 0, s, 2s, … */
function countStarts(length: number, stride: number, fits: (start: number) => boolean): number {
  let count = 0;
  while (fits(count * stride) && count * stride < length) count++;
  return count;
}

describe('sliding windows', () => {
  it("'valid' counts the windows that fit, 'same' the starts on the input", () => {
    fc.assert(
      fc.property(window, ({ length, size, stride }) => {
        fc.pre(size <= length);
        const valid = countStarts(length, stride, (start) => start + size <= length);
        expect(slidingLength(length, size, 'valid', stride)).toBe(valid);
        expect(slidingLength(length, size, 'same', stride)).toBe(countStarts(length, stride, () => true));
      }),
    );
  });

  it('the length of a symbol is the length of its number', () => {
    fc.assert(
      fc.property(window, fc.constantFrom('same', 'valid'), ({ length, size, stride }, padding) => {
        const values = new Map<string, Quantity>([['N', length]]);
        const formula = slidingLength(symbol('N'), size, padding, stride);
        expect(substitute(formula, values)).toBe(slidingLength(length, size, padding, stride));
        const before = samePaddingBefore(symbol('N'), size, stride);
        expect(substitute(before, values)).toBe(samePaddingBefore(length, size, stride));
      }),
    );
  });

  it("TensorFlow's left padding follows the rule with n mod s", () => {
    fc.assert(
      fc.property(window, ({ length, size, stride }) => {
        const rest = length % stride;
        const total = rest === 0 ? Math.max(size - stride, 0) : Math.max(size - rest, 0);
        expect(samePaddingBefore(length, size, stride)).toBe(Math.floor(total / 2));
      }),
    );
  });

  it('knows the padding of an open length when all lengths agree', () => {
    expect(samePaddingBefore(null, 3, 1)).toBe(1);
    expect(samePaddingBefore(null, 2, 2)).toBe(0);
    expect(isUnknown(samePaddingBefore(null, 3, 2))).toBe(true);
  });

  it('stretches dilated kernels and transposed outputs', () => {
    expect(dilatedExtent(3, 2)).toBe(5);
    expect(transposedLength(7, 4, 'same', 2)).toBe(14);
    expect(transposedLength(7, 4, 'valid', 2)).toBe(16);
    expect(transposedLength(7, 1, 'valid', 2)).toBe(14);
    const unknown = new Unknown('no padding');
    expect(slidingLength(7, 3, unknown, 1)).toBe(unknown);
  });
});
