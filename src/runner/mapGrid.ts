// One picture of all channels of a layer: a grid of its feature maps, row by row.

import type { FeatureMaps } from '../protocol/runner';
import { sequentialColour, type Colour } from '../protocol/sequentialColours';
import { encodeIndexedPng } from './indexedPng';

/** Longest side of a grid; larger maps are thinned out to fit. */
const MAX_GRID_SIDE = 2048;
/** A map is drawn at least this large. */
const MIN_TILE_SIDE = 16;
const GAP = 2;
/** Index of the background among the colours; the levels of the maps are below it. */
const BACKGROUND = 255;

const palette: readonly Colour[] = Array.from({ length: 256 }, (_, i) =>
  i === BACKGROUND ? [255, 255, 255] : colourOf(i / (BACKGROUND - 1)),
);

function colourOf(level: number): Colour {
  const [red, green, blue] = sequentialColour('viridis', level);
  return [Math.round(red), Math.round(green), Math.round(blue)];
}

interface Tiling {
  readonly columns: number;
  readonly tileWidth: number;
  readonly tileHeight: number;
}

/** As square as possible. A map is drawn larger by a whole number, or smaller until the grid fits. */
function planTiles({ width, height, channels }: FeatureMaps): Tiling {
  const columns = Math.max(1, Math.ceil(Math.sqrt((channels * height) / Math.max(1, width))));
  const enlargement = Math.max(1, Math.ceil(MIN_TILE_SIDE / Math.max(width, height)));
  const room = Math.max(1, Math.floor(MAX_GRID_SIDE / Math.max(columns, Math.ceil(channels / columns))) - GAP);
  const fit = Math.min(enlargement, room / Math.max(width, height));
  return {
    columns,
    tileWidth: Math.max(1, Math.floor(width * fit)),
    tileHeight: Math.max(1, Math.floor(height * fit)),
  };
}

/** @returns a PNG; every channel has its own colour scale from its minimum to its maximum */
export function drawMapGrid(maps: FeatureMaps): Buffer {
  const { width, height, channels, bytes } = maps;
  const { columns, tileWidth, tileHeight } = planTiles(maps);
  const gridWidth = columns * (tileWidth + GAP) + GAP;
  const gridHeight = Math.ceil(channels / columns) * (tileHeight + GAP) + GAP;
  const pixels = new Uint8Array(gridWidth * gridHeight).fill(BACKGROUND);
  for (let channel = 0; channel < channels; channel++) {
    const left = GAP + (channel % columns) * (tileWidth + GAP);
    const top = GAP + Math.floor(channel / columns) * (tileHeight + GAP);
    for (let y = 0; y < tileHeight; y++) {
      const from = (channel * height + Math.floor((y * height) / tileHeight)) * width;
      const to = (top + y) * gridWidth + left;
      for (let x = 0; x < tileWidth; x++) {
        const byte = bytes[from + Math.floor((x * width) / tileWidth)] ?? 0;
        pixels[to + x] = Math.min(byte, BACKGROUND - 1);
      }
    }
  }
  return encodeIndexedPng(gridWidth, gridHeight, pixels, palette);
}
