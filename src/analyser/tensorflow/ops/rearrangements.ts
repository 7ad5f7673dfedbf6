// Operations that lay elements out anew: reshape, transpose, squeeze, pad, tile …

import { add, divide, equalQuantities, multiply, product, Unknown, type Quantity } from '../../formulas/quantity';
import { countable, elementCount, equalDimensions, type Dimension, type Shape } from '../../graph/shape';
import { POINTWISE, REARRANGED, type Window } from '../../graph/window';
import { ArrayValue, toQuantity, type Value } from '../../interpreter/values';
import { toShape } from '../tensorObject';
import { OperationTensor, type OperationCall } from './operationTensor';

/** A reshape keeps positions when the batch and all spatial sizes stay: then only channels are regrouped. */
function windowOfReshape(input: Shape, output: Shape): Window {
  const spatial = Math.max(1, input.length === 5 && output.length === 4 ? 3 : Math.min(input.length - 1, 3));
  const stays = input
    .slice(1, spatial)
    .every((size, i) => output[i + 1] !== undefined && equalDimensions(size, output[i + 1]!));
  return stays && input.length > 2 && output.length > 2 ? POINTWISE : REARRANGED;
}

/** tf.reshape(x, shape). Of x need nothing be known but that it is there: the result has the shape that is asked for. */
export function reshape(call: OperationCall): OperationTensor {
  const x = call.tensor(0);
  const input = call.shape(0);
  const target = toShape(call.args[1]);
  const inputs = x ? [x] : [];
  if (target instanceof Unknown) return call.result(inputs, input instanceof Unknown ? input : target);
  if (input instanceof Unknown) {
    const shape = target.map((size, axis) => (size !== -1 ? size : axis === 0 ? null : input));
    return call.result(inputs, shape, { kind: 'unknown', because: input });
  }
  const open = target.findIndex((size) => size === -1);
  const rest = product(target.filter((_, i) => i !== open).map((d) => d ?? 1));
  const count = elementCount(input, input[0] === null ? 1 : 0);
  // With an open batch, -1 (or null) in the first place is the batch again.
  const shape = target.map((size, i) => {
    if (i !== open) return size;
    return i === 0 && input[0] === null && (rest instanceof Unknown || equalQuantities(rest, count))
      ? null
      : divide(count, rest);
  });
  if (x?.rows && equalShapes(x.rows, shape.slice(0, -1))) return call.result(inputs, shape, POINTWISE);
  const isFold = input.length > 2 && shape.length === 2 && equalDimensions(input.at(-1)!, shape[1]!);
  const result = call.result(inputs, shape, isFold ? POINTWISE : windowOfReshape(input, shape));
  if (isFold) result.rows = x?.rows ?? input.slice(0, -1);
  return result;
}

function equalShapes(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((size, axis) => equalDimensions(size, b[axis]!));
}

/** tf.broadcastTo(x, shape), tf.ensureShape(x, shape), x.reshapeAs(other): what is asked for. */
export function given(call: OperationCall): OperationTensor {
  const x = call.tensor(0);
  const input = call.shape(0);
  const [, wanted] = call.args;
  const shape = wanted instanceof OperationTensor ? wanted.sizes : toShape(wanted);
  const isKnown = !(input instanceof Unknown || shape instanceof Unknown);
  return call.result(x ? [x] : [], shape, isKnown ? windowOfReshape(input, shape) : REARRANGED);
}

/** The methods asScalar, as1D, as2D(rows, columns) …: a reshape. */
export function reshapeTo(call: OperationCall): OperationTensor {
  const [x, ...sizes] = call.args;
  if (sizes.length > 0) return reshape(call.withArguments([x, call.machine.track(new ArrayValue(sizes))]));
  const input = call.shape(0);
  const inputs = x instanceof OperationTensor ? [x] : [];
  if (input instanceof Unknown) return call.result(inputs, input);
  return call.result(inputs, call.name === 'asScalar' ? [] : [elementCount(input, 0)], REARRANGED);
}

export function flatten(call: OperationCall): OperationTensor {
  const x = call.tensor(0);
  const input = call.shape(0);
  return call.result(x ? [x] : [], input instanceof Unknown ? input : [elementCount(input, 0)], REARRANGED);
}

export function transpose(call: OperationCall): OperationTensor {
  const x = call.tensor(0);
  const input = call.shape(0);
  const inputs = x ? [x] : [];
  if (input instanceof Unknown) return call.result(inputs, input);
  const order = call.args[1] === undefined ? input.map((_, i) => input.length - 1 - i) : numbersOf(call.args[1]);
  if (!order) return call.result(inputs, call.unknown('the order of the axes is not known'));
  const moved = order[0] === 0 && order[1] === 1 && (input.length < 4 || order[2] === 2);
  return call.result(
    inputs,
    order.map((axis) => input[axis] ?? null),
    moved ? POINTWISE : REARRANGED,
  );
}

export function expandDims(call: OperationCall): OperationTensor {
  const x = call.tensor(0);
  const input = call.shape(0);
  const axis = toQuantity(call.args[1] ?? 0);
  if (input instanceof Unknown) return call.result(x ? [x] : [], input);
  if (typeof axis !== 'number')
    return call.result(x ? [x] : [], call.unknown('the place of the new axis is not known'));
  const at = axis < 0 ? input.length + 1 + axis : axis;
  return call.result(x ? [x] : [], [...input.slice(0, at), 1, ...input.slice(at)], at > 2 ? POINTWISE : REARRANGED);
}

export function squeeze(call: OperationCall): OperationTensor {
  const x = call.tensor(0);
  const input = call.shape(0);
  if (input instanceof Unknown) return call.result(x ? [x] : [], input);
  const axes =
    call.args[1] === undefined ? undefined : numbersOf(call.args[1])?.map((a) => (a < 0 ? a + input.length : a));
  const shape = input.filter((size, i) => (axes ? !axes.includes(i) : size !== 1));
  return call.result(x ? [x] : [], shape, REARRANGED);
}

/** tf.diag(x): x along the diagonal of twice as many axes. */
export function diag(call: OperationCall): OperationTensor {
  const x = call.tensor(0);
  const input = call.shape(0);
  return call.result(x ? [x] : [], input instanceof Unknown ? input : [...input, ...input], REARRANGED);
}

/** tf.pad1d(x, [before, after]). */
export function pad1d(call: OperationCall): OperationTensor {
  const [x, padding] = call.args;
  return pad(call.withArguments([x, call.machine.track(new ArrayValue([padding]))]));
}

/** tf.pad(x, [[before, after], …]) and tf.mirrorPad. */
export function pad(call: OperationCall): OperationTensor {
  const x = call.tensor(0);
  const input = call.shape(0);
  const inputs = x ? [x] : [];
  const pairs =
    call.args[1] instanceof ArrayValue && !call.args[1].open ? call.args[1].elements.map(toShape) : undefined;
  if (input instanceof Unknown || !pairs) return call.result(inputs, call.unknown('the padding is not known'));
  const amount = (i: number, side: 0 | 1): Quantity => {
    const pair = pairs[i];
    return pair instanceof Unknown ? pair : countable(pair?.[side] ?? 0);
  };
  const shape = input.map((size, i) => (size === null ? null : add(size, add(amount(i, 0), amount(i, 1)))));
  const axes = input.slice(1, -1).map((_, i) => ({ size: 1, step: 1, padding: amount(i + 1, 0) }));
  return call.result(inputs, shape, { kind: 'sliding', axes });
}

export function tile(call: OperationCall): OperationTensor {
  const x = call.tensor(0);
  const input = call.shape(0);
  const repeats = sizesOf(call.args[1]);
  if (input instanceof Unknown || !repeats)
    return call.result(x ? [x] : [], call.unknown('how often it repeats is not known'));
  return call.result(
    x ? [x] : [],
    input.map((size, i) => {
      const repeat = repeats[i];
      return size === null || repeat === null ? null : multiply(size, repeat ?? 1);
    }),
    REARRANGED,
  );
}

/** A list of pairs of numbers, or those from one place of it to another. */
export function pairsOf(value: Value, from = 0, to?: number): (readonly [number, number])[] | undefined {
  if (!(value instanceof ArrayValue) || value.open) return undefined;
  const pairs = value.elements.slice(from, to).map((pair) => numbersOf(pair));
  return pairs.every((pair): pair is [number, number] => pair?.length === 2) ? pairs : undefined;
}

export function numbersOf(value: Value): number[] | undefined {
  const sizes = sizesOf(value);
  const numbers = sizes?.filter((size) => typeof size === 'number');
  return numbers?.length === sizes?.length ? numbers : undefined;
}

/** One size or a list of sizes; null for the batch, whose size is open. */
export function sizesOf(value: Value): Dimension[] | undefined {
  if (!(value instanceof ArrayValue)) {
    const quantity = toQuantity(value);
    return quantity === undefined || quantity instanceof Unknown ? undefined : [quantity];
  }
  if (value.open) return undefined;
  const sizes = value.elements.map((element) => (element === null ? null : toQuantity(element)));
  return sizes.every((size) => size !== undefined) ? sizes : undefined;
}
