// Colours for maps whose values have one direction: dark for the least, bright for the most. The panel and saved pictures share them.

export type SequentialName = 'viridis' | 'cividis' | 'inferno' | 'grey';

/** 0 … 255, not rounded. */
export type Colour = readonly [red: number, green: number, blue: number];

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

/** @param level in 0 … 1 */
export function sequentialColour(name: SequentialName, level: number): Colour {
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
