// Where a data format puts the channels and the positions of an image-like tensor.

import { Unknown } from '../formulas/quantity';
import type { Dimension, Shape } from '../graph/graph';
import type { Choice } from './configReader';
import { unknownSizes } from './sizes';

export interface Axes {
  readonly channel: number;
  readonly spatial: readonly number[];
}

/** Axes of a tensor with a batch, `spatialRank` spatial axes and channels. */
export function axesOf(dataFormat: Choice, spatialRank: number): Axes | Unknown {
  if (dataFormat instanceof Unknown) return dataFormat;
  const first = dataFormat === 'channelsFirst' ? 2 : 1;
  const spatial = Array.from({ length: spatialRank }, (_, i) => first + i);
  return { channel: dataFormat === 'channelsFirst' ? 1 : spatialRank + 1, spatial };
}

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
