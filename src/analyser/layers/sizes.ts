// Arithmetic on the sizes of shapes: null (open until run time) passes through, as in tfjs.

import type { Quantity, Unknown } from '../formulas/quantity';
import { LayerError, type Dimension, type Shape } from '../graph/graph';

/** Applies a formula to a size; an open size stays open. */
export function mapSize(size: Dimension | undefined, formula: (size: Quantity) => Quantity): Dimension {
  return size === null || size === undefined ? null : formula(size);
}

/** tfjs's getExactlyOneShape. */
export function onlyShape(inputs: readonly Shape[]): Shape {
  const [shape] = inputs;
  if (inputs.length !== 1 || !shape) throw new LayerError(`Expected exactly 1 Shape; got ${inputs.length}`);
  return shape;
}

/** The shape with every size after the batch unknown. */
export function unknownSizes(shape: Shape, because: Unknown): Shape {
  return shape.map((size, axis) => (axis === 0 ? size : because));
}

/** Whether tfjs certainly finds a size missing (`size == null`). */
export function isOpen(size: Dimension | undefined): size is null | undefined {
  return size === null || size === undefined;
}
