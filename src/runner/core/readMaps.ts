// Reads an activation: its statistics, and every channel as bytes for the eye.

import type { FeatureMaps, LayerResult } from '../../protocol/runner';

export interface MapShape {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

export type MapStatistics = Pick<
  LayerResult,
  'min' | 'max' | 'mean' | 'zeroShare' | 'deadChannels' | 'notANumberCount'
>;

/**
 * How an activation of a batch of one is looked at: the last axis counts the channels, the others the pixels. A vector is a
 * row of 1×1 maps; of more than two inner axes all but the last are stacked downwards.
 */
export function findMapShape(shape: readonly number[]): MapShape {
  const inner = shape.slice(1);
  const channels = inner.at(-1) ?? 1;
  const width = inner.at(-2) ?? 1;
  const height = inner.slice(0, -2).reduce((product, size) => product * size, 1);
  return { height, width, channels };
}

interface ChannelExtremes {
  readonly min: Float32Array;
  readonly max: Float32Array;
  readonly sum: number;
  readonly zeroCount: number;
  readonly notFiniteCount: number;
}

/** NaN and infinities count, but do not stretch the range. */
function findExtremes(values: ArrayLike<number>, channels: number): ChannelExtremes {
  const min = new Float32Array(channels).fill(Infinity);
  const max = new Float32Array(channels).fill(-Infinity);
  let [sum, zeroCount, notFiniteCount] = [0, 0, 0];
  for (let start = 0; start < values.length; start += channels) {
    for (let channel = 0; channel < channels; channel++) {
      const value = values[start + channel] as number;
      if (value - value !== 0) {
        notFiniteCount++;
        continue;
      }
      sum += value;
      if (value === 0) zeroCount++;
      if (value < (min[channel] as number)) min[channel] = value;
      if (value > (max[channel] as number)) max[channel] = value;
    }
  }
  return { min, max, sum, zeroCount, notFiniteCount };
}

/** From pixel-major values to channel-major bytes: 0 at the channel's minimum (and NaN), 255 at its maximum. */
function quantise(values: ArrayLike<number>, min: Float32Array, max: Float32Array): Uint8Array {
  const channels = min.length;
  const pixels = channels === 0 ? 0 : values.length / channels;
  const bytes = new Uint8Array(values.length);
  const scale = Float32Array.from(min, (low, channel) => {
    const span = (max[channel] as number) - low;
    return span > 0 ? 255 / span : 0;
  });
  let at = 0;
  for (let pixel = 0; pixel < pixels; pixel++) {
    let to = pixel;
    for (let channel = 0; channel < channels; channel++, at++, to += pixels) {
      const level = ((values[at] as number) - (min[channel] as number)) * (scale[channel] as number) + 0.5;
      bytes[to] = level > 255 ? 255 : level < 0 ? 0 : level;
    }
  }
  return bytes;
}

function smallest(values: Float32Array): number {
  return values.reduce((a, b) => Math.min(a, b), Infinity);
}

function largest(values: Float32Array): number {
  return values.reduce((a, b) => Math.max(a, b), -Infinity);
}

/**
 * @param layer the index the maps get
 * @param shape of the activation, batch (1) first, channels last
 * @param values of the activation, as TensorFlow.js orders them
 */
export function readMaps(
  layer: number,
  shape: readonly number[],
  values: ArrayLike<number>,
): { readonly maps: FeatureMaps; readonly statistics: MapStatistics } {
  const { height, width, channels } = findMapShape(shape);
  const { min, max, sum, zeroCount, notFiniteCount } = findExtremes(values, channels);
  const finiteCount = values.length - notFiniteCount;
  const statistics: MapStatistics = {
    min: finiteCount > 0 ? smallest(min) : NaN,
    max: finiteCount > 0 ? largest(max) : NaN,
    mean: finiteCount > 0 ? sum / finiteCount : NaN,
    zeroShare: values.length > 0 ? zeroCount / values.length : 0,
    deadChannels: height * width > 1 ? findConstantChannels(min, max) : findZeroChannels(min, max),
    notANumberCount: notFiniteCount,
  };
  // a channel without a finite value has no range
  for (let channel = 0; channel < channels; channel++) {
    if ((min[channel] as number) > (max[channel] as number)) min[channel] = max[channel] = 0;
  }
  return { maps: { layer, height, width, channels, bytes: quantise(values, min, max), min, max }, statistics };
}

/** A map that is the same everywhere tells nothing. */
function findConstantChannels(min: Float32Array, max: Float32Array): number[] {
  return [...min.keys()].filter((channel) => min[channel] === max[channel]);
}

/** A single value is always constant: it is dead when it is 0. */
function findZeroChannels(min: Float32Array, max: Float32Array): number[] {
  return [...min.keys()].filter((channel) => min[channel] === 0 && max[channel] === 0);
}
