// Counts, bytes and shapes as text.

import { describe, expect, it } from 'vitest';
import { Unknown } from '../../src/analyser/index';
import { add, multiply, symbol } from '../../src/analyser/formulas/quantity';
import {
  formatAxes,
  formatBytes,
  formatCount,
  formatExact,
  formatMacs,
  formatShape,
  formatShare,
} from '../../src/features/formatNumber';

describe('counts', () => {
  it.each([
    [0, '0'],
    [7, '7'],
    [999, '999'],
    [1000, '1K'],
    [9472, '9.47K'],
    [73_856, '73.9K'],
    [147_584, '147.6K'],
    [999_949, '999.9K'],
    [999_950, '1M'],
    [999_999, '1M'],
    [25_636_712, '25.6M'],
    [138_357_544, '138.4M'],
    [3_857_973_248, '3.86G'],
    [-101_000_000, '-101M'],
  ])('%d is %s', (value, text) => {
    expect(formatCount(value)).toBe(text);
  });

  it('keeps formulas and marks what is unknown', () => {
    expect(formatCount(add(multiply(576, symbol('C')), 64))).toBe('576·C + 64');
    expect(formatCount(new Unknown('read from a file'))).toBe('?');
  });
});

it('writes multiply-adds with their unit', () => {
  expect(formatMacs(820)).toBe('820 MACs');
  expect(formatMacs(567_716_352)).toBe('567.7 MMACs');
  expect(formatMacs(3_857_973_248)).toBe('3.86 GMACs');
  expect(formatMacs(add(symbol('C'), 1))).toBe('(C + 1) MACs');
});

it('writes bytes in decimal units', () => {
  expect(formatBytes(0)).toBe('0 bytes');
  expect(formatBytes(512)).toBe('512 bytes');
  expect(formatBytes(1500)).toBe('1.5 kB');
  expect(formatBytes(401_408)).toBe('401.4 kB');
  expect(formatBytes(102_546_848)).toBe('102.5 MB');
  expect(formatBytes(new Unknown('why'))).toBe('?');
  expect(formatBytes(multiply(4, symbol('C')))).toBe('4·C bytes');
});

it('writes exact numbers in groups of three', () => {
  expect(formatExact(25_636_712)).toBe('25,636,712');
});

describe('shapes', () => {
  it('leaves the batch out and marks open and unknown sizes', () => {
    expect(formatShape([null, 56, 56, 128])).toBe('56×56×128');
    expect(formatShape([null, null, null, 3])).toBe('?×?×3');
    expect(formatShape([null, new Unknown('why'), 4])).toBe('?×4');
    expect(formatShape([null, 10])).toBe('10');
    expect(formatShape([null])).toBe('scalar');
    expect(formatShape(new Unknown('why'))).toBe('?');
  });

  it('puts sums in brackets', () => {
    expect(formatShape([null, add(symbol('H'), -2), 4])).toBe('(H - 2)×4');
  });
});

it('writes axes as one number when they agree', () => {
  expect(formatAxes([99, 99])).toBe('99');
  expect(formatAxes([7, 3])).toBe('7×3');
});

it('writes shares of numbers only', () => {
  expect(formatShare(61, 1000)).toBe('6.1 %');
  expect(formatShare(1, 1_000_000)).toBe('< 0.1 %');
  expect(formatShare(5, 5)).toBe('100 %');
  expect(formatShare(0, 5)).toBe('0.0 %');
  expect(formatShare(symbol('C'), 5)).toBeUndefined();
  expect(formatShare(1, 0)).toBeUndefined();
});
