// The colours of feature maps: dark blue for a channel's minimum to yellow for its maximum, readable without telling hues apart.

export type Colour = readonly [red: number, green: number, blue: number];

/** Points of the viridis colour map of matplotlib (Smith and van der Walt, 2015; CC0), evenly spaced. */
const points: readonly Colour[] = [
  [68, 1, 84],
  [71, 45, 123],
  [59, 82, 139],
  [44, 114, 142],
  [33, 145, 140],
  [40, 174, 128],
  [94, 201, 98],
  [173, 220, 48],
  [253, 231, 37],
];

/** @param level 0 … 1 */
export function findColour(level: number): Colour {
  const position = Math.min(1, Math.max(0, level)) * (points.length - 1);
  const index = Math.min(points.length - 2, Math.floor(position));
  const share = position - index;
  const [from, to] = [points[index], points[index + 1]] as [Colour, Colour];
  const mix = (a: number, b: number): number => Math.round(a + (b - a) * share);
  return [mix(from[0], to[0]), mix(from[1], to[1]), mix(from[2], to[2])];
}
