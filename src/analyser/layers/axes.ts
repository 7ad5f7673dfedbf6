// Where a data format puts the channels and the positions of an image-like tensor.

import { Unknown } from '../formulas/quantity';
import type { Dimension, Shape } from '../graph/graph';
import type { Choice } from './configReader';
import { unknownSizes } from './sizes';

export interface Axes {
  readonly channel: number;
  readonly spatial: readonly number[];
}

/** Axes of a tensor with a batch, `spatialRank` (at most 3) spatial axes and channels. */
export function axesOf(dataFormat: Choice, spatialRank: number): Axes | Unknown {
  if (dataFormat instanceof Unknown) return dataFormat;
  return (dataFormat === 'channelsFirst' ? CHANNELS_FIRST : CHANNELS_LAST)[spatialRank]!;
}

const CHANNELS_FIRST: readonly Axes[] = [[], [2], [2, 3], [2, 3, 4]].map((spatial) => ({ channel: 1, spatial }));
const CHANNELS_LAST: readonly Axes[] = [[], [1], [1, 2], [1, 2, 3]].map((spatial) => {
  return { channel: spatial.length + 1, spatial };
});

/** The shape with new spatial sizes and, if given, a new channel size; all sizes unknown under an unknown data format. */
export function withAxes(
  shape: Shape,
  axes: Axes | Unknown,
  resize: (size: Dimension, index: number) => Dimension,
  channels?: Dimension,
): Shape {
  if (axes instanceof Unknown) return unknownSizes(shape, axes);
  const result = shape.map((size, axis) => {
    const index = axes.spatial.indexOf(axis);
    return index < 0 ? size : resize(size, index);
  });
  if (channels !== undefined) result[axes.channel] = channels;
  return result;
}
