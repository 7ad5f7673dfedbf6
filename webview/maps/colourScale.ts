// Colour scales: 256 colours for the 256 levels of a feature map.

import { sequentialColour } from '../../src/protocol/sequentialColours';
import type { Colour } from '../../src/protocol/sequentialColours';
import type { ValueRange } from './featureMap';

export const COLOUR_CHOICES = ['automatic', 'viridis', 'cividis', 'inferno', 'grey', 'diverging'] as const;
export type ColourChoice = (typeof COLOUR_CHOICES)[number];

/** 256 opaque colours, each packed as ImageData stores a pixel on this machine. */
export type ColourTable = Uint32Array;

export interface ColourScale {
  readonly table: ColourTable;
  /** Its middle stands for 0, its ends for values that are equally far from it. */
  readonly isDiverging: boolean;
}

/** @param range of the layer: by itself it decides the automatic choice */
export function chooseScale(choice: ColourChoice, range: ValueRange): ColourScale {
  const name = choice === 'automatic' ? (range.min < 0 ? 'diverging' : 'viridis') : choice;
  return name === 'diverging'
    ? { table: makeTable(divergingColour), isDiverging: true }
    : { table: makeTable((level) => sequentialColour(name, level)), isDiverging: false };
}

/** @param colourAt red, green and blue (0 … 255) at a level in 0 … 1 */
function makeTable(colourAt: (level: number) => Colour): ColourTable {
  const bytes = new Uint8ClampedArray(256 * 4);
  for (let level = 0; level < 256; level++) bytes.set([...colourAt(level / 255), 255], level * 4);
  return new Uint32Array(bytes.buffer);
}

/** Degrees in Oklab's plane of hues: blue and orange-red, which all kinds of colour vision tell apart. */
const BELOW_HUE = 255;
const ABOVE_HUE = 42;
const ZERO_LIGHTNESS = 0.97;
const END_LIGHTNESS = 0.42;
const END_CHROMA = 0.15;

/** From 0 in the middle lightness falls and chroma rises evenly in Oklab, where equal steps look equal. */
function divergingColour(level: number): Colour {
  const distance = Math.abs(2 * level - 1);
  const hue = ((level < 0.5 ? BELOW_HUE : ABOVE_HUE) * Math.PI) / 180;
  const chroma = END_CHROMA * distance;
  const lightness = ZERO_LIGHTNESS + (END_LIGHTNESS - ZERO_LIGHTNESS) * distance;
  return fromOklab(lightness, chroma * Math.cos(hue), chroma * Math.sin(hue));
}

/** Oklab (Ottosson, 2020) to sRGB in 0 … 255. */
function fromOklab(lightness: number, a: number, b: number): Colour {
  const long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    encodeLight(4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short),
    encodeLight(-1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short),
    encodeLight(-0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short),
  ];
}

function encodeLight(light: number): number {
  const inside = Math.min(1, Math.max(0, light));
  return 255 * (inside <= 0.0031308 ? 12.92 * inside : 1.055 * inside ** (1 / 2.4) - 0.055);
}
