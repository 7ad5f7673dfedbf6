// How many samples come together. tfjs tells `null` for it in every shape; inside a layer's `call` it is a number, and programs reckon with it.

import { Formula, symbol, Unknown, type Quantity } from '../../formulas/quantity';
import { substitute } from '../../formulas/substitute';
import type { Dimension, Shape } from '../../graph/shape';

/** No parameter of a program has a space in its name. */
const NAME = 'batch size';
const BATCH = symbol(NAME);
const ONE_SAMPLE: ReadonlyMap<string, Quantity> = new Map([[NAME, 1]]);

/** Any other size that tfjs tells as `null`: a number at run time, which nobody can reckon with before. */
const OPEN = new Unknown('the size is open until run time (null)');

/** A shape as tfjs tells it, with the sizes that `call` meets. */
export function asMetInCall(shape: Shape, batch: Quantity = BATCH): Shape {
  return shape.map((size, axis) => size ?? (axis === 0 ? batch : OPEN));
}

/** The same shape as tfjs tells it. */
export function asToldByTfjs(shape: Shape | Unknown): Shape | Unknown {
  return shape instanceof Unknown ? shape : shape.map((size) => (size === OPEN || isBatch(size) ? null : size));
}

/** What is left of a quantity when the batch is one sample. */
export function ofOneSample(quantity: Quantity): Quantity {
  return substitute(quantity, ONE_SAMPLE);
}

/** The factors that a size of the first axis adds to the multiply-adds of one sample: `64·batch size` adds 64. */
export function countSamples(size: Dimension | undefined): Quantity[] {
  if (size === null || size === undefined) return [];
  const count = ofOneSample(size);
  return count === 1 ? [] : [count];
}

function isBatch(size: Dimension): boolean {
  return size instanceof Formula && size.isSymbol && String(size) === NAME;
}
