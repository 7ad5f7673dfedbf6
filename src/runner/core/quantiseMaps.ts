// Every channel of an activation as bytes for the eye.

import type { FeatureMaps } from '../../protocol/runner';
import { findMapShape } from './mapShape';

/** Pixels of a tile: its values stay in the processor's cache while they are put in another order. */
const TILE_PIXELS = 32;

interface Ranges {
  readonly min: Float32Array;
  readonly max: Float32Array;
}

/** NaN and infinities do not stretch a channel's range; that of a channel without another value is 0 … 0. */
function findRanges(values: ArrayLike<number>, channels: number): Ranges {
  const min = new Float32Array(channels).fill(Infinity);
  const max = new Float32Array(channels).fill(-Infinity);
  for (let pixel = 0; pixel < values.length; pixel += channels) {
    for (let channel = 0; channel < channels; channel++) {
      const value = values[pixel + channel] as number;
      if (value - value !== 0) continue;
      if (value < (min[channel] as number)) min[channel] = value;
      if (value > (max[channel] as number)) max[channel] = value;
    }
  }
  for (let channel = 0; channel < channels; channel++) {
    if ((min[channel] as number) > (max[channel] as number)) min[channel] = max[channel] = 0;
  }
  return { min, max };
}

/**
 * From pixel-major values to channel-major bytes: 0 at the channel's minimum (and NaN), 255 at its maximum.
 * @param layer the index the maps get
 * @param shape of the activation, batch (1) first, channels last
 */
export function quantiseMaps(layer: number, shape: readonly number[], values: ArrayLike<number>): FeatureMaps {
  const { height, width, channels } = findMapShape(shape);
  const { min, max } = findRanges(values, channels);
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
  return { layer, height, width, channels, bytes, min, max };
}
