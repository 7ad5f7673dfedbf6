// The most probable classes.

import { describe, expect, it } from 'vitest';
import { findTopClasses } from '../../../../src/runner/core/weights/topClasses';

it('are five, in order, with their labels; of equals the first comes first', () => {
  const values = [0.1, 0.3, 0.05, 0.25, 0.05, 0.25];
  const labels = ['a', 'b', 'c', 'd', 'e', 'f'];
  expect(findTopClasses([1, 6], values, labels)).toEqual([
    { index: 1, label: 'b', probability: 0.3 },
    { index: 3, label: 'd', probability: 0.25 },
    { index: 5, label: 'f', probability: 0.25 },
    { index: 0, label: 'a', probability: 0.1 },
    { index: 2, label: 'c', probability: 0.05 },
  ]);
});

it('have no labels where there are none', () => {
  expect(findTopClasses([1, 2], [0.2, 0.8], [])).toEqual([
    { index: 1, label: undefined, probability: 0.8 },
    { index: 0, label: undefined, probability: 0.2 },
  ]);
});

describe('are not told', () => {
  it.each([
    ['of logits', [1, 3], [2.5, -1, 0]],
    ['of sigmoids', [1, 3], [0.9, 0.8, 0.1]],
    ['of a picture', [1, 1, 2], [0.5, 0.5]],
    ['of one number', [1, 1], [1]],
    ['of what is not a number', [1, 2], [NaN, 1]],
  ])('%s', (_, shape, values) => {
    expect(findTopClasses(shape, values, [])).toBeUndefined();
  });
});
