// Sums, means, extremes along axes.

import { Unknown } from '../../formulas/quantity';
import { GLOBAL, POINTWISE, REARRANGED } from '../../graph/window';
import { ObjectValue, type Value } from '../../interpreter/values';
import { numbersOf } from './rearrangements';
import type { OperationCall, OperationTensor } from './operationTensor';

export const REDUCTIONS = 'sum mean max min prod all any logSumExp'.split(' ');

/** tf.mean(x, axis, keepDims) and its like. */
export function reduce(call: OperationCall): OperationTensor {
  const [, axis, keepDims] = call.args;
  return reduceAlong(call, axis, keepDims);
}

/** tf.argMax(x, axis) and tf.argMin: along one axis, the first when none is given. */
export function findExtreme(call: OperationCall): OperationTensor {
  return reduceAlong(call, call.args[1] ?? 0, false);
}

/** tf.norm(x, order, axis, keepDims). */
export function norm(call: OperationCall): OperationTensor {
  const [, , axis, keepDims] = call.args;
  return reduceAlong(call, axis, keepDims);
}

function reduceAlong(call: OperationCall, axisValue: Value, keepDims: Value): OperationTensor {
  const x = call.tensor(0);
  const input = call.shape(0);
  const inputs = x ? [x] : [];
  if (input instanceof Unknown) return call.result(inputs, input);
  const listed = axisValue === undefined || axisValue === null ? input.map((_, i) => i) : numbersOf(axisValue);
  if (!listed) return call.result(inputs, call.unknown('the axes are not known'));
  const axes = new Set(listed.map((axis) => (axis < 0 ? axis + input.length : axis)));
  const keep = keepDims === true;
  const shape = input.flatMap((size, i) => (axes.has(i) ? (keep ? [1] : []) : [size]));
  const spatial = input.slice(1, -1).map((_, i) => axes.has(i + 1));
  const window = spatial.every(Boolean) ? GLOBAL : spatial.some(Boolean) ? REARRANGED : POINTWISE;
  return call.result(inputs, shape, window);
}

/** tf.moments: {mean, variance}. */
export function moments(call: OperationCall): Value {
  return call.machine.track(
    new ObjectValue(
      new Map([
        ['mean', reduce(call)],
        ['variance', reduce(call)],
      ]),
    ),
  );
}
