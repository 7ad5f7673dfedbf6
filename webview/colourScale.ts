// Colour scales: 256 colours for the 256 levels of a feature map.

export const COLOUR_SCALES = ['viridis', 'inferno', 'grey'] as const;
export type ColourScaleName = (typeof COLOUR_SCALES)[number];

/** 256 opaque colours, each packed as ImageData stores a pixel on this machine. */
export type ColourTable = Uint32Array;

/** Evenly spaced colours of each scale (viridis and inferno: the public-domain scales of Smith and van der Walt, 2015). */
const STOPS: Readonly<Record<ColourScaleName, readonly string[]>> = {
  viridis: ['440154', '482878', '3e4989', '31688e', '26828e', '1f9e89', '35b779', '6ece58', 'b5de2b', 'fde725'],
  inferno: ['000004', '1b0c41', '4a0c6b', '781c6d', 'a52c60', 'cf4446', 'ed6925', 'fb9b06', 'f7d13d', 'fcffa4'],
  grey: ['000000', 'ffffff'],
};

export function createColourTable(name: ColourScaleName): ColourTable {
  const stops = STOPS[name].map((stop) => [0, 2, 4].map((at) => Number.parseInt(stop.slice(at, at + 2), 16)));
  const bytes = new Uint8ClampedArray(256 * 4);
  for (let level = 0; level < 256; level++) {
    const position = (level / 255) * (stops.length - 1);
    const from = Math.min(Math.floor(position), stops.length - 2);
    const share = position - from;
    for (let part = 0; part < 3; part++) {
      const low = stops[from]?.[part] ?? 0;
      const high = stops[from + 1]?.[part] ?? low;
      bytes[level * 4 + part] = low + share * (high - low);
    }
    bytes[level * 4 + 3] = 255;
  }
  return new Uint32Array(bytes.buffer);
}
