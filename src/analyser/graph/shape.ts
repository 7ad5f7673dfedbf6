// Shapes as tfjs writes them: [batch, height, width, channels], null for a size that is open until run time.

import {
  Unknown,
  equalQuantities,
  multiply,
  placeUnknown,
  type Quantity,
  type SourceRange,
} from '../formulas/quantity';

/** One size of a shape. `null` is tfjs's own "any size"; Unknown means that the analyser could not find out. */
export type Dimension = Quantity | null;

export type Shape = readonly Dimension[];

/** A shape as tfjs prints it in messages: `null,28,28,1`. Symbols print as their formula, unknown sizes as `?`. */
export function shapeText(shape: Shape): string {
  return shape.map(dimensionText).join(',');
}

export function dimensionText(dimension: Dimension): string {
  if (dimension === null) return 'null';
  return dimension instanceof Unknown ? '?' : String(dimension);
}

/** Whether the sizes are certainly equal. */
export function equalDimensions(a: Dimension, b: Dimension): boolean {
  return a === null || b === null ? a === b : equalQuantities(a, b);
}

/** A size as a factor of a count: an open one is unknown. */
export function countable(size: Dimension | undefined): Quantity {
  return size ?? new Unknown('the size is open until run time (null)');
}

/**
 * Number of elements of one sample: the product of all sizes after the batch.
 * @returns Unknown when a size is open or unknown
 */
export function elementCount(shape: Shape, from = 1): Quantity {
  let count: Quantity = 1;
  for (let axis = from; axis < shape.length; axis++) {
    count = multiply(count, countable(shape[axis]));
  }
  return count;
}

/** The shape, with a place for what is unknown of it and has none. */
export function placeShape(shape: Shape | Unknown, at: SourceRange): Shape | Unknown {
  if (shape instanceof Unknown) return placeUnknown(shape, at);
  return shape.some((size) => size instanceof Unknown) ? shape.map((size) => placeUnknown(size, at)) : shape;
}
