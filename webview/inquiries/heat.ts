// Answers as colours: gradients around grey, and amounts as heat over a picture. Pixels are red, green, blue, alpha.

import type { Size } from '../field/fieldGeometry';
import type { ColourTable } from '../maps/colourScale';

/** Values row by row, channels last. */
export interface Grid extends Size {
  readonly channels: number;
  readonly values: Float32Array;
}

/** Three channels are red, green and blue, one is grey. Grey in the middle is 0; the ends are the largest absolute value. */
export function drawSigned({ width, height, channels, values }: Grid): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(width * height * 4);
  const reach = largestOf(values.map(Math.abs));
  const level = (at: number): number => 127.5 + (reach > 0 ? (127.5 * (values[at] ?? 0)) / reach : 0);
  for (let pixel = 0; pixel < width * height; pixel++) {
    const first = pixel * channels;
    const isColour = channels === 3;
    pixels.set([level(first), level(first + (isColour ? 1 : 0)), level(first + (isColour ? 2 : 0)), 255], pixel * 4);
  }
  return pixels;
}

/** How much there is at each place: the absolute values of all channels together. */
export function amountsOf({ channels, values, width, height }: Grid): Float32Array {
  const amounts = new Float32Array(width * height);
  for (let at = 0; at < amounts.length; at++) {
    let amount = 0;
    for (let channel = 0; channel < channels; channel++) amount += Math.abs(values[at * channels + channel] ?? 0);
    amounts[at] = amount;
  }
  return amounts;
}

/** What is lost of a score where so much is left; 0 where there is more. */
export function lossesOf(left: Float32Array, score: number): Float32Array {
  return left.map((value) => (score > value ? score - value : 0));
}

/** NaN is left out; 0 when there is nothing above it. */
function largestOf(values: Float32Array): number {
  return values.reduce((largest, value) => (value > largest ? value : largest), 0);
}

/** What nothing is laid over is still to be made out, but grey and dark. */
const PICTURE_BRIGHTNESS = 0.55;
const STRONGEST = 0.92;

/**
 * The picture in grey, and over it the colour of each amount, the more of it the larger the amount.
 * @param base of the picture's size @param amounts of a grid that covers the picture
 * @param isSmooth between the middles of the grid's cells, instead of each cell in one colour
 */
export function drawHeat(
  base: Uint8ClampedArray,
  { width, height }: Size,
  { amounts, grid, isSmooth }: { readonly amounts: Float32Array; readonly grid: Size; readonly isSmooth: boolean },
  table: ColourTable,
): Uint8ClampedArray<ArrayBuffer> {
  const colours = new Uint8ClampedArray(table.buffer);
  const largest = largestOf(amounts);
  const pixels = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 4;
      const place = { row: ((y + 0.5) * grid.height) / height, column: ((x + 0.5) * grid.width) / width };
      const amount = isSmooth ? between(amounts, grid, place) : cellAt(amounts, grid, place.row, place.column);
      const level = largest > 0 ? Math.min(1, Math.max(0, amount / largest)) : 0;
      const share = STRONGEST * Math.sqrt(level);
      const grey = greyOf(base, at) * PICTURE_BRIGHTNESS;
      const colour = Math.round(level * 255) * 4;
      const mix = (part: number): number => grey + share * ((colours[colour + part] ?? 0) - grey);
      pixels.set([mix(0), mix(1), mix(2), 255], at);
    }
  }
  return pixels;
}

function cellAt(amounts: Float32Array, { width, height }: Size, row: number, column: number): number {
  const y = Math.min(height - 1, Math.max(0, Math.floor(row)));
  const x = Math.min(width - 1, Math.max(0, Math.floor(column)));
  return amounts[y * width + x] ?? 0;
}

/** Linear between the middles of the four cells around. */
function between(amounts: Float32Array, grid: Size, place: { readonly row: number; readonly column: number }): number {
  const [row, column] = [place.row - 0.5, place.column - 0.5];
  const [down, right] = [row - Math.floor(row), column - Math.floor(column)];
  const line = (y: number): number =>
    cellAt(amounts, grid, y, column) * (1 - right) + cellAt(amounts, grid, y, column + 1) * right;
  return line(row) * (1 - down) + line(row + 1) * down;
}

/** The lightness of television (Rec. 601). */
function greyOf(pixels: Uint8ClampedArray, at: number): number {
  return 0.299 * (pixels[at] ?? 0) + 0.587 * (pixels[at + 1] ?? 0) + 0.114 * (pixels[at + 2] ?? 0);
}
