// The classes that a model finds most probable.

import type { TopClass } from '../../../protocol/runner';

const COUNT = 5;

/** A softmax of float32 values adds up to 1 within this. */
const TOLERANCE = 1e-3;

function isDistribution(values: Iterable<number>): boolean {
  let sum = 0;
  for (const value of values) {
    if (!(value >= 0)) return false;
    sum += value;
  }
  return Math.abs(sum - 1) <= TOLERANCE;
}

/**
 * @param values of the model's output, a batch of one
 * @param labels as many as classes, or none
 * @returns undefined when the values are no probabilities of classes
 */
export function findTopClasses(
  shape: readonly number[],
  values: Iterable<number> & ArrayLike<number>,
  labels: readonly string[],
): TopClass[] | undefined {
  if (shape.length !== 2 || values.length < 2 || !isDistribution(values)) return undefined;
  return Array.from(values, (probability, index) => ({ index, label: labels[index], probability }))
    .sort((a, b) => b.probability - a.probability || a.index - b.index)
    .slice(0, COUNT);
}
