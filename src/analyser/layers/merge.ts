// What the merging layers share: element-wise operations on inputs that fit each other.

import { LayerError, type Dimension, type Shape } from '../graph/graph';
import { equalDimensions } from '../graph/shape';
import { Unknown } from '../formulas/quantity';
import { jsonShape } from './configText';
import type { BuiltInBehaviour } from './definition';

/** add, multiply, average, maximum, minimum. */
export const ELEMENTWISE_MERGE: BuiltInBehaviour = {
  checkBuild: (inputs) => {
    if (inputs.length < 2) {
      throw new LayerError(
        `A merge layer should be called on an Array of at least 2 inputs. Got ${inputs.length} input(s).`,
      );
    }
    const batches = inputs.map((shape) => shape[0]).filter((size) => typeof size === 'number');
    if (new Set(batches).size > 1) {
      throw new LayerError(
        'Can not merge tensors with different batch sizes. ' +
          `Got tensors with shapes: [${inputs.map(jsonShape).join(',')}].`,
      );
    }
    mergeSizes(inputs);
  },
  outputShapes: (inputs) => [[mergeBatches(inputs), ...mergeSizes(inputs)]],
};

/** The one batch size the inputs have, null where they have none or several. */
function mergeBatches(inputs: readonly Shape[]): Dimension {
  const batches = inputs.map((shape) => shape[0] ?? null).filter((size) => size !== null);
  const [first = null, ...others] = batches;
  if (first === null) return null;
  const unknown = batches.find((size) => size instanceof Unknown);
  if (unknown !== undefined) return unknown;
  if (others.every((size) => equalDimensions(first, size))) return first;
  return batches.every((size) => typeof size === 'number')
    ? null
    : new Unknown('the inputs have batch sizes that may differ');
}

function mergeSizes(inputs: readonly Shape[]): Shape {
  const [first = [], ...others] = inputs.map((shape) => shape.slice(1));
  return others.reduce(broadcast, first);
}

/** Both shapes without the batch; the shorter one is aligned at the end, and a size of 1 gives way. */
function broadcast(a: Shape, b: Shape): Shape {
  if (a.length < b.length) return broadcast(b, a);
  const offset = a.length - b.length;
  return a.map((size, axis) => {
    if (axis < offset) return size;
    const merged = broadcastSize(size, b[axis - offset] ?? null);
    if (merged === undefined) {
      throw new LayerError(`Operands could not be broadcast together with shapes ${jsonShape(a)} ${jsonShape(b)}`);
    }
    return merged;
  });
}

/** @returns undefined when the sizes certainly do not fit */
function broadcastSize(a: Dimension, b: Dimension): Dimension | undefined {
  if (a === null || b === null || isNegative(a) || isNegative(b)) return null;
  if (a === 1) return b;
  if (b === 1) return a;
  if (typeof a === 'number' && typeof b === 'number') return a === b ? a : undefined;
  if (equalDimensions(a, b)) return a;
  // A symbol either equals the number or is 1, else tfjs throws: the number results. An unknown size may also be open.
  if (a instanceof Unknown) return a;
  if (b instanceof Unknown) return b;
  if (typeof a === 'number') return a;
  if (typeof b === 'number') return b;
  return new Unknown(`the sizes ${String(a)} and ${String(b)} may differ`);
}

function isNegative(size: Dimension): boolean {
  return typeof size === 'number' && size < 0;
}
