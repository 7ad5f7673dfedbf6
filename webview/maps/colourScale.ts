// Colour scales: 256 colours for the 256 levels of a feature map.

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

type SequentialName = Exclude<ColourChoice, 'automatic' | 'diverging'>;
type Colour = readonly [red: number, green: number, blue: number];

/**
 * Evenly spaced colours. Viridis and inferno are the scales of Smith and van der Walt (2015, CC0), cividis is that of Nuñez,
 * Anderton and Renslow (2018, CC0). Viridis and cividis look alike to people who cannot tell red from green.
 */
const STOPS: Readonly<Record<SequentialName, readonly string[]>> = {
  viridis: ['440154', '482878', '3e4989', '31688e', '26828e', '1f9e89', '35b779', '6ece58', 'b5de2b', 'fde725'],
  cividis: ['00224e', '123570', '3b496c', '575d6d', '707173', '8a8678', 'a59c74', 'c3b369', 'e1cc55', 'fee838'],
  inferno: ['000004', '1b0c41', '4a0c6b', '781c6d', 'a52c60', 'cf4446', 'ed6925', 'fb9b06', 'f7d13d', 'fcffa4'],
  grey: ['000000', 'ffffff'],
};

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

function sequentialColour(name: SequentialName, level: number): Colour {
  const stops = STOPS[name];
  const position = level * (stops.length - 1);
  const from = Math.min(Math.floor(position), stops.length - 2);
  const [low, high] = [parseColour(stops[from]), parseColour(stops[from + 1])];
  const mix = (part: 0 | 1 | 2): number => low[part] + (position - from) * (high[part] - low[part]);
  return [mix(0), mix(1), mix(2)];
}

function parseColour(text = '000000'): Colour {
  const part = (at: number): number => Number.parseInt(text.slice(at, at + 2), 16);
  return [part(0), part(2), part(4)];
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
