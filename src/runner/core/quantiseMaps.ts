// Every channel of an activation as bytes for the eye.

import type { FeatureMaps } from '../../protocol/runner';
import { findMapShape } from './mapShape';

/** Pixels of a tile: its values stay in the processor's cache while they are put in another order. */
const TILE_PIXELS = 32;

type ChannelFigures = Pick<FeatureMaps, 'min' | 'max' | 'mean' | 'variance'>;

/** NaN and infinities are left out; all figures of a channel without another value are 0. */
function measureChannels(values: ArrayLike<number>, channels: number): ChannelFigures {
  // Distances from a value of the channel, so that squares of large values do not swallow a small variance.
  const origins = Float64Array.from({ length: channels }, (_, channel) => findFinite(values, channel, channels));
  const sums = addUp(values, origins);
  const [min, max] = [new Float32Array(channels), new Float32Array(channels)];
  const [mean, variance] = [new Float32Array(channels), new Float32Array(channels)];
  for (let channel = 0; channel < channels; channel++) {
    // a value that is not finite makes the sum of squares so
    const isFinite = Number.isFinite(sums.squares[channel]);
    const { count, low, high, sum, squares } = isFinite
      ? readSums(sums, channel, values.length / channels)
      : addUpCarefully(values, channel, origins);
    if (count === 0) continue;
    min[channel] = low;
    max[channel] = high;
    const shift = sum / count;
    mean[channel] = (origins[channel] as number) + shift;
    variance[channel] = Math.max(0, squares / count - shift * shift);
  }
  return { min, max, mean, variance };
}

/** Of one channel: sums of the distances from its origin. */
interface ChannelSums {
  readonly count: number;
  readonly low: number;
  readonly high: number;
  readonly sum: number;
  readonly squares: number;
}

type AllSums = Readonly<Record<'min' | 'max' | 'sum' | 'squares', Float64Array>>;

/** All channels tile by tile: what is added up of a channel stays in registers, and the tile's values in the processor's cache. */
function addUp(values: ArrayLike<number>, origins: Float64Array): AllSums {
  const channels = origins.length;
  const pixels = channels > 0 ? values.length / channels : 0;
  const min = new Float64Array(channels).fill(Infinity);
  const max = new Float64Array(channels).fill(-Infinity);
  const [sum, squares] = [new Float64Array(channels), new Float64Array(channels)];
  for (let tile = 0; tile < pixels; tile += TILE_PIXELS) {
    const end = Math.min(pixels, tile + TILE_PIXELS) * channels;
    for (let channel = 0; channel < channels; channel++) {
      const origin = origins[channel] as number;
      let [low, high, added, addedSquares] = [min[channel] as number, max[channel] as number, 0, 0];
      for (let at = tile * channels + channel; at < end; at += channels) {
        const value = values[at] as number;
        if (value < low) low = value;
        if (value > high) high = value;
        const distance = value - origin;
        added += distance;
        addedSquares += distance * distance;
      }
      min[channel] = low;
      max[channel] = high;
      sum[channel] = (sum[channel] as number) + added;
      squares[channel] = (squares[channel] as number) + addedSquares;
    }
  }
  return { min, max, sum, squares };
}

function readSums({ min, max, sum, squares }: AllSums, channel: number, count: number): ChannelSums {
  const [low, high] = [min[channel] as number, max[channel] as number];
  return { count, low, high, sum: sum[channel] as number, squares: squares[channel] as number };
}

function addUpCarefully(values: ArrayLike<number>, channel: number, origins: Float64Array): ChannelSums {
  const origin = origins[channel] as number;
  let [count, low, high, sum, squares] = [0, Infinity, -Infinity, 0, 0];
  for (let at = channel; at < values.length; at += origins.length) {
    const value = values[at] as number;
    if (!Number.isFinite(value)) continue;
    count++;
    low = Math.min(low, value);
    high = Math.max(high, value);
    sum += value - origin;
    squares += (value - origin) ** 2;
  }
  return { count, low, high, sum, squares };
}

/** The first finite value of a channel; 0 when there is none. */
function findFinite(values: ArrayLike<number>, channel: number, channels: number): number {
  for (let at = channel; at < values.length; at += channels) {
    const value = values[at] as number;
    if (Number.isFinite(value)) return value;
  }
  return 0;
}

/**
 * From pixel-major values to channel-major bytes: 0 at the channel's minimum (and NaN), 255 at its maximum.
 * @param layer the index the maps get
 * @param shape of the activation, batch (1) first, channels last
 */
export function quantiseMaps(layer: number, shape: readonly number[], values: ArrayLike<number>): FeatureMaps {
  const { height, width, channels } = findMapShape(shape);
  const figures = measureChannels(values, channels);
  const { min, max } = figures;
  const pixels = height * width;
  const bytes = new Uint8Array(values.length);
  for (let tile = 0; tile < pixels; tile += TILE_PIXELS) {
    const tileEnd = Math.min(pixels, tile + TILE_PIXELS);
    for (let channel = 0; channel < channels; channel++) {
      const low = min[channel] as number;
      const span = (max[channel] as number) - low;
      const scale = span > 0 ? 255 / span : 0;
      for (let pixel = tile; pixel < tileEnd; pixel++) {
        const level = ((values[pixel * channels + channel] as number) - low) * scale + 0.5;
        bytes[channel * pixels + pixel] = level > 255 ? 255 : level < 0 ? 0 : level;
      }
    }
  }
  return { layer, height, width, channels, bytes, ...figures };
}
