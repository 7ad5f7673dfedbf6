// Operations that join tensors, and those that take parts out of them: concat, stack, split, unstack, slice.

import { add, divide, subtract, sum, Unknown, type Quantity } from '../../formulas/quantity';
import type { LayerConfig } from '../../graph/graph';
import { countable, type Dimension, type Shape } from '../../graph/shape';
import { POINTWISE, REARRANGED, type Window } from '../../graph/window';
import { ArrayValue, toQuantity, type Value } from '../../interpreter/values';
import { OperationTensor, tensorList, type OperationCall } from './operationTensor';
import { sizesOf } from './rearrangements';

/** The tensors that are joined and the argument behind them: `tf.concat(list, axis)`, `x.concat(others, axis)`. */
function joinedTensors(call: OperationCall): { readonly tensors: readonly OperationTensor[]; readonly axis: Value } {
  const [first, second, third] = call.args;
  if (!(first instanceof OperationTensor)) return { tensors: tensorList(first) ?? [], axis: second };
  const others = tensorList(second);
  return { tensors: others ? [first, ...others] : [], axis: third };
}

export function concat(call: OperationCall): OperationTensor {
  const { tensors, axis: axisValue } = joinedTensors(call);
  const place = toQuantity(axisValue ?? 0);
  const [first] = tensors;
  if (!first || typeof place !== 'number') return call.constant(call.unknown('what is joined here is not known'));
  if (first.sizes instanceof Unknown) return call.result(tensors, first.sizes);
  const axis = place < 0 ? first.sizes.length + place : place;
  const length = sum(tensors.map(({ sizes }) => (sizes instanceof Unknown ? sizes : countable(sizes[axis]))));
  const shape = first.sizes.map((size, i) => (i === axis ? length : size));
  return call.result(tensors, shape, axis === first.sizes.length - 1 ? POINTWISE : REARRANGED);
}

export function stack(call: OperationCall): OperationTensor {
  const { tensors, axis: axisValue } = joinedTensors(call);
  const axis = toQuantity(axisValue ?? 0);
  const [first] = tensors;
  if (!first || typeof axis !== 'number' || first.sizes instanceof Unknown) {
    return call.constant(call.unknown('what is stacked here is not known'));
  }
  const at = axis < 0 ? first.sizes.length + 1 + axis : axis;
  return call.result(
    tensors,
    [...first.sizes.slice(0, at), tensors.length, ...first.sizes.slice(at)],
    at > 2 ? POINTWISE : REARRANGED,
  );
}

/** tf.split(x, count or sizes, axis). */
export function split(call: OperationCall): Value {
  const x = call.tensor(0);
  const input = call.shape(0);
  const axisValue = toQuantity(call.args[2] ?? 0);
  const sizes = toQuantity(call.args[1]) ?? sizesOf(call.args[1])?.map(countable);
  if (!x || input instanceof Unknown || typeof axisValue !== 'number' || sizes === undefined) {
    return call.unknown('how this is split is not known');
  }
  const axis = axisValue < 0 ? input.length + axisValue : axisValue;
  const whole = countable(input[axis]);
  const parts: Quantity[] = Array.isArray(sizes)
    ? sizes
    : typeof sizes === 'number'
      ? Array<Quantity>(Math.max(0, Math.min(sizes, 10_000))).fill(divide(whole, sizes))
      : [];
  if (parts.length === 0) return call.unknown('the number of parts is not known');
  const window = axis === input.length - 1 ? POINTWISE : REARRANGED;
  let start: Quantity = 0;
  const tensors = parts.map((part) => {
    const tensor = call.result([x], replaceAt(input, axis, part), window, [], startOf(input, axis, start));
    start = add(start, part);
    return tensor;
  });
  return call.machine.track(new ArrayValue(tensors));
}

export function unstack(call: OperationCall): Value {
  const x = call.tensor(0);
  const input = call.shape(0);
  const axisValue = toQuantity(call.args[1] ?? 0);
  if (!x || input instanceof Unknown || typeof axisValue !== 'number')
    return call.unknown('what is taken apart is not known');
  const axis = axisValue < 0 ? input.length + axisValue : axisValue;
  const count = input[axis];
  if (typeof count !== 'number' || count > 10_000) return call.unknown('the number of parts is not known');
  const shape = input.filter((_, i) => i !== axis);
  return call.machine.track(
    new ArrayValue(
      Array.from({ length: count }, () => call.result([x], shape, axis === input.length - 1 ? POINTWISE : REARRANGED)),
    ),
  );
}

/** tf.slice(x, begin, size). */
export function slice(call: OperationCall): OperationTensor {
  const x = call.tensor(0);
  const input = call.shape(0);
  const inputs = x ? [x] : [];
  const begin = sizesOf(call.args[1])?.map(countable);
  const size = call.args[2] === undefined ? [] : sizesOf(call.args[2]);
  if (input instanceof Unknown || !begin || !size)
    return call.result(inputs, call.unknown('what is cut out is not known'));
  const shape = input.map((length, i): Dimension => {
    const wanted = size[i];
    if (wanted !== undefined && wanted !== -1) return wanted;
    return length === null ? null : subtract(length, begin[i] ?? 0);
  });
  const spatial = begin.slice(1, Math.max(1, input.length - 1));
  const window: Window =
    input.length < 3
      ? REARRANGED
      : {
          kind: 'sliding',
          axes: Array.from({ length: input.length - 2 }, (_, i) => ({
            size: 1,
            step: 1,
            padding: subtract(0, spatial[i] ?? 0),
          })),
        };
  return call.result(inputs, shape, window, [], startOf(input, input.length - 1, begin[input.length - 1] ?? 0));
}

/** Where a part of the channels begins. */
function startOf(input: Shape, axis: number, start: Quantity): LayerConfig {
  return axis === input.length - 1 ? new Map([['start', start]]) : new Map();
}

function replaceAt(shape: Shape, axis: number, size: Dimension): Shape {
  return shape.map((old, i) => (i === axis ? size : old));
}
