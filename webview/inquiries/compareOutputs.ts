// How far the output of a model is from what it was.

export interface ComparedClass {
  readonly index: number;
  readonly before: number;
  readonly now: number;
}

/** ‖now − before‖ / ‖before‖; NaN where the two cannot be compared. */
export function measureChange(before: Float32Array, now: Float32Array): number {
  if (before.length !== now.length || before.length === 0) return Number.NaN;
  let [difference, length] = [0, 0];
  before.forEach((value, at) => {
    difference += ((now[at] ?? 0) - value) ** 2;
    length += value ** 2;
  });
  return Math.sqrt(difference / length);
}

/** The classes that are among the largest, before or now: the largest before first, then those that are new. */
export function compareClasses(before: Float32Array, now: Float32Array, count: number): readonly ComparedClass[] {
  const indices = new Set([...largestIn(before, count), ...largestIn(now, count)]);
  return [...indices].map((index) => ({ index, before: before[index] ?? Number.NaN, now: now[index] ?? Number.NaN }));
}

function largestIn(values: Float32Array, count: number): number[] {
  return [...values.keys()].sort((a, b) => (values[b] ?? 0) - (values[a] ?? 0)).slice(0, count);
}
