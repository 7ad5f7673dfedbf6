// Measures an activation: what a run says of every layer, so it is made to be quick.

import type { LayerResult } from '../../protocol/runner';
import { findMapShape, type MapShape } from './mapShape';

export type ActivationFigures = Pick<
  LayerResult,
  'min' | 'max' | 'mean' | 'zeroShare' | 'deadChannels' | 'notANumberCount'
>;

/** What a pass over the values gathers. */
export interface Gathered {
  min: number;
  max: number;
  /** Not finite when a value is not. */
  sum: number;
  zeroCount: number;
  notFiniteCount: number;
  /** How many values were taken, from the first one on. */
  count: number;
}

/** A quick pass; the last few values may be left. Undefined when it cannot read these values. */
export type Gatherer = (values: Float32Array) => Gathered | undefined;

function startGathering(): Gathered {
  return { min: Infinity, max: -Infinity, sum: 0, zeroCount: 0, notFiniteCount: 0, count: 0 };
}

/** The values that are left. NaN and infinities are counted, and left out of everything else. */
function gatherCarefully(values: ArrayLike<number>, gathered: Gathered): Gathered {
  for (let i = gathered.count; i < values.length; i++) {
    const value = values[i] as number;
    if (value - value !== 0) {
      gathered.notFiniteCount++;
      continue;
    }
    gathered.sum += value;
    if (value === 0) gathered.zeroCount++;
    if (value < gathered.min) gathered.min = value;
    if (value > gathered.max) gathered.max = value;
  }
  return gathered;
}

/**
 * Four values at a time, in sums that do not wait for each other. Zeros are counted by their bits: half of the values after a
 * ReLU are 0, in no order that a processor could guess.
 */
function gatherQuickly(values: Float32Array): Gathered {
  const bits = new Int32Array(values.buffer, values.byteOffset, values.length);
  const end = values.length - (values.length % 4);
  let [min, max, sum0, sum1, sum2, sum3, notZeroCount] = [Infinity, -Infinity, 0, 0, 0, 0, 0];
  for (let i = 0; i < end; i += 4) {
    const a = values[i] as number;
    const b = values[i + 1] as number;
    const c = values[i + 2] as number;
    const d = values[i + 3] as number;
    if (a < min || b < min || c < min || d < min) min = Math.min(min, a, b, c, d);
    if (a > max || b > max || c > max || d > max) max = Math.max(max, a, b, c, d);
    sum0 += a;
    sum1 += b;
    sum2 += c;
    sum3 += d;
    // without its sign only 0 has no bit set; the highest bit of x | -x tells whether x has one
    const p = (bits[i] as number) << 1;
    const q = (bits[i + 1] as number) << 1;
    const r = (bits[i + 2] as number) << 1;
    const s = (bits[i + 3] as number) << 1;
    notZeroCount += ((p | -p) >>> 31) + ((q | -q) >>> 31) + ((r | -r) >>> 31) + ((s | -s) >>> 31);
  }
  const sum = sum0 + sum1 + (sum2 + sum3);
  return { min, max, sum, zeroCount: end - notZeroCount, notFiniteCount: 0, count: end };
}

function gather(values: ArrayLike<number>, gatherer: Gatherer | undefined): Gathered {
  if (values instanceof Float32Array) {
    const begun = gatherer?.(values) ?? gatherQuickly(values);
    if (Number.isFinite(begun.sum)) return gatherCarefully(values, begun);
  }
  return gatherCarefully(values, startGathering());
}

/**
 * A map that is the same everywhere tells nothing; a single value always is, and tells nothing when it is 0. NaN is never the same.
 * @param values row by row, channels last
 */
export function findDeadChannels(values: ArrayLike<number>, { height, width, channels }: MapShape): number[] {
  const dead: number[] = [];
  const isSingleValue = height * width === 1;
  for (let channel = 0; channel < channels; channel++) {
    const first = values[channel] as number;
    let at = channel;
    while (at < values.length && values[at] === first) at += channels;
    if (at >= values.length && (!isSingleValue || first === 0)) dead.push(channel);
  }
  return dead;
}

/**
 * @param shape of the activation, batch (1) first, channels last
 * @param values of the activation, as TensorFlow.js orders them
 * @param gatherer a quicker pass than the one in JavaScript, where there is one
 */
export function measureActivation(
  shape: readonly number[],
  values: ArrayLike<number>,
  gatherer?: Gatherer,
): ActivationFigures {
  const { min, max, sum, zeroCount, notFiniteCount } = gather(values, gatherer);
  const finiteCount = values.length - notFiniteCount;
  return {
    min: finiteCount > 0 ? min : NaN,
    max: finiteCount > 0 ? max : NaN,
    mean: finiteCount > 0 ? sum / finiteCount : NaN,
    zeroShare: values.length > 0 ? zeroCount / values.length : 0,
    deadChannels: findDeadChannels(values, findMapShape(shape)),
    notANumberCount: notFiniteCount,
  };
}
