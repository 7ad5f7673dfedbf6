// Feature maps as pictures and as numbers.

import type { FeatureMaps } from '../../src/protocol/runner';
import type { ColourScale, ColourTable } from './colourScale';

export interface ValueRange {
  readonly min: number;
  readonly max: number;
}

/** How maps are drawn: `sharedRange` is the range of all channels together, undefined for each channel's own. */
export interface MapStyle {
  readonly scale: ColourScale;
  readonly sharedRange: ValueRange | undefined;
}

export function channelRange(maps: FeatureMaps, channel: number): ValueRange {
  return { min: maps.min[channel] ?? Number.NaN, max: maps.max[channel] ?? Number.NaN };
}

/** Smallest and largest value of all channels that have numbers. */
export function layerRange(maps: FeatureMaps): ValueRange {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (let channel = 0; channel < maps.channels; channel++) {
    const range = channelRange(maps, channel);
    min = range.min < min ? range.min : min;
    max = range.max > max ? range.max : max;
  }
  return min <= max ? { min, max } : { min: Number.NaN, max: Number.NaN };
}

/** value = min + byte / 255 · (max − min), the range being the channel's. */
export function valueAt(maps: FeatureMaps, channel: number, row: number, column: number): number {
  const { min, max } = channelRange(maps, channel);
  const byte = maps.bytes[(channel * maps.height + row) * maps.width + column] ?? 0;
  return min + (byte / 255) * (max - min);
}

/** A layer without height and width: dense, global pooling, flatten. */
export function isVector(maps: FeatureMaps): boolean {
  return maps.height === 1 && maps.width === 1;
}

/** What the ends of the colour scale stand for; a diverging one reaches as far below 0 as above. */
export function shownRange(own: ValueRange, { scale, sharedRange }: MapStyle): ValueRange {
  const range = sharedRange ?? own;
  if (!scale.isDiverging) {
    return range;
  }
  const reach = Math.max(Math.abs(range.min), Math.abs(range.max));
  return { min: -reach, max: reach };
}

/** Draws a channel with one canvas pixel per value. */
export function drawChannel(canvas: HTMLCanvasElement, maps: FeatureMaps, channel: number, style: MapStyle): void {
  const { width, height } = maps;
  // setting a size makes a new canvas, also where it is the same
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const context = canvas.getContext('2d');
  if (!context) {
    return;
  }
  const colours = coloursOfChannel(channelRange(maps, channel), style);
  const image = context.createImageData(width, height);
  const pixels = new Uint32Array(image.data.buffer);
  const start = channel * width * height;
  for (let index = 0; index < pixels.length; index++) {
    pixels[index] = colours[maps.bytes[start + index] ?? 0] ?? 0;
  }
  context.putImageData(image, 0, 0);
}

/** The table from a channel's bytes to colours: the scale itself, or its part that the channel covers of the shown range. */
export function coloursOfChannel(own: ValueRange, style: MapStyle): ColourTable {
  const { table, isDiverging } = style.scale;
  const shown = shownRange(own, style);
  const span = shown.max - shown.min;
  return table.map((_, byte) => {
    const value = own.min + (byte / 255) * (own.max - own.min);
    // all values are the same: of a diverging scale it is 0, in the middle
    const level = span > 0 ? (value - shown.min) / span : isDiverging ? 0.5 : 0;
    return table[Math.min(255, Math.max(0, Math.round(level * 255)))] ?? 0;
  });
}
