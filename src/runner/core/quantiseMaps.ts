// Every channel of an activation as bytes for the eye.

import type { FeatureMaps } from '../../protocol/runner';
import { findMapShape } from './mapShape';

/** Pixels of a tile: its values stay in the processor's cache while they are put in another order. */
const TILE_PIXELS = 32;

type ChannelFigures = Pick<FeatureMaps, 'min' | 'max' | 'mean' | 'variance'>;

/** NaN and infinities are left out; all figures of a channel without another value are 0. */
function measureChannels(values: ArrayLike<number>, channels: number): ChannelFigures {
  const min = new Float32Array(channels).fill(Infinity);
  const max = new Float32Array(channels).fill(-Infinity);
  const counts = new Uint32Array(channels).fill(channels > 0 ? values.length / channels : 0);
  // Distances from a value of the channel, so that squares of large values do not swallow a small variance.
  const origins = Float64Array.from({ length: channels }, (_, channel) => findFinite(values, channel, channels));
  const sums = new Float64Array(channels);
  const squares = new Float64Array(channels);
  for (let pixel = 0; pixel < values.length; pixel += channels) {
    for (let channel = 0; channel < channels; channel++) {
      const value = values[pixel + channel] as number;
      if (value - value !== 0) {
        counts[channel] = (counts[channel] as number) - 1;
        continue;
      }
      if (value < (min[channel] as number)) min[channel] = value;
      if (value > (max[channel] as number)) max[channel] = value;
      const distance = value - (origins[channel] as number);
      sums[channel] = (sums[channel] as number) + distance;
      squares[channel] = (squares[channel] as number) + distance * distance;
    }
  }
  const mean = new Float32Array(channels);
  const variance = new Float32Array(channels);
  for (let channel = 0; channel < channels; channel++) {
    const count = counts[channel] as number;
    if (count === 0) {
      min[channel] = max[channel] = 0;
      continue;
    }
    const shift = (sums[channel] as number) / count;
    mean[channel] = (origins[channel] as number) + shift;
    variance[channel] = Math.max(0, (squares[channel] as number) / count - shift * shift);
  }
  return { min, max, mean, variance };
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
