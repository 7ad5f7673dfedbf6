// Grids of feature maps are PNGs that another decoder reads back.

import { PNG } from 'pngjs';
import { describe, expect, it } from 'vitest';
import type { FeatureMaps } from '../../src/protocol/runner';
import { sequentialColour } from '../../src/protocol/sequentialColours';
import { encodeIndexedPng } from '../../src/runner/indexedPng';
import { drawMapGrid } from '../../src/runner/mapGrid';

function makeMaps(height: number, width: number, channels: number): FeatureMaps {
  const bytes = Uint8Array.from({ length: height * width * channels }, (_, i) => (i * 37) % 256);
  const [min, max, mean, variance] = Array.from({ length: 4 }, () => new Float32Array(channels)) as Float32Array[];
  return { layer: 0, height, width, channels, bytes, min: min!, max: max!, mean: mean!, variance: variance! };
}

const pixelAt = (png: PNG, x: number, y: number): number[] => [
  ...png.data.subarray((y * png.width + x) * 4, (y * png.width + x) * 4 + 4),
];

it('encodes every pixel and colour', () => {
  const colours = Array.from({ length: 256 }, (_, i) => [i, 255 - i, (i * 7) % 256] as const);
  const pixels = Uint8Array.from({ length: 31 * 17 }, (_, i) => (i * 11) % 256);
  const png = PNG.sync.read(encodeIndexedPng(31, 17, pixels, colours));
  expect([png.width, png.height]).toEqual([31, 17]);
  pixels.forEach((index, i) => expect(pixelAt(png, i % 31, Math.floor(i / 31))).toEqual([...colours[index]!, 255]));
});

it.each(['viridis', 'cividis', 'inferno', 'grey'] as const)('%s goes from dark to bright', (name) => {
  const luminance = (level: number) => {
    const [r, g, b] = sequentialColour(name, level);
    return 0.299 * r + 0.587 * g + 0.114 * b;
  };
  const levels = Array.from({ length: 21 }, (_, i) => luminance(i / 20));
  expect(levels.every((level, i) => i === 0 || level > levels[i - 1]!)).toBe(true);
});

describe('drawMapGrid', () => {
  it('draws four maps of 20×20 as two rows of two, each in its place', () => {
    const maps = makeMaps(20, 20, 4);
    const png = PNG.sync.read(drawMapGrid(maps));
    expect([png.width, png.height]).toEqual([2 + 2 * 22, 2 + 2 * 22]);
    for (const [channel, x, y] of [
      [0, 0, 0],
      [1, 19, 0],
      [2, 0, 19],
      [3, 7, 5],
    ] as const) {
      const left = 2 + (channel % 2) * 22;
      const top = 2 + Math.floor(channel / 2) * 22;
      const level = Math.min(254, maps.bytes[channel * 400 + y * 20 + x]!) / 254;
      expect(pixelAt(png, left + x, top + y)).toEqual([...sequentialColour('viridis', level).map(Math.round), 255]);
    }
    expect(pixelAt(png, 0, 0)).toEqual([255, 255, 255, 255]);
  });

  it.each([
    [224, 224, 64],
    [1, 1, 25088],
    [1, 1, 1],
    [3000, 10, 2],
    [7, 7, 2048],
    [1, 500, 3],
    [112, 112, 1000],
  ])('of %i×%i×%i stays within limits and shows every channel', (height, width, channels) => {
    const png = PNG.sync.read(drawMapGrid(makeMaps(height, width, channels)));
    expect(Math.max(png.width, png.height)).toBeLessThanOrEqual(2600);
    expect(png.width * png.height).toBeGreaterThanOrEqual(channels);
  });
});
