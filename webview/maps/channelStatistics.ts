// The figures of one channel, from its exact values.

export interface ChannelStatistics {
  /** Of the finite values, as are the others; NaN when there is none. */
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  /** Share of values that are exactly 0, in 0 … 1. */
  readonly zeroShare: number;
  readonly notFiniteCount: number;
}

export function measureChannel(values: Float32Array): ChannelStatistics {
  let [min, max, sum, zeroCount, finiteCount] = [Infinity, -Infinity, 0, 0, 0];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    finiteCount++;
    sum += value;
    if (value === 0) zeroCount++;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return {
    min: finiteCount > 0 ? min : Number.NaN,
    max: finiteCount > 0 ? max : Number.NaN,
    mean: sum / finiteCount,
    zeroShare: values.length > 0 ? zeroCount / values.length : 0,
    notFiniteCount: values.length - finiteCount,
  };
}

/** The bin of a value among equally wide ones from `min` to `max`; the last one has its end. Undefined outside. */
export function binOf(value: number, min: number, max: number, binCount: number): number | undefined {
  if (!(value >= min && value <= max)) return undefined;
  if (!(max > min)) return Math.floor(binCount / 2);
  return Math.min(binCount - 1, Math.floor(((value - min) / (max - min)) * binCount));
}

/** How many values fall into each bin. */
export function countBins(values: Float32Array, min: number, max: number, binCount: number): Uint32Array {
  const bins = new Uint32Array(binCount);
  for (const value of values) {
    const bin = binOf(value, min, max, binCount);
    if (bin !== undefined) bins[bin] = (bins[bin] ?? 0) + 1;
  }
  return bins;
}
