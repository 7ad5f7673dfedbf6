// Operations that pick elements out by an index: gather, oneHot, topk, stridedSlice, reverse.

import { ceilDivide, subtract, Unknown, type Quantity } from '../../formulas/quantity';
import type { Dimension, Shape } from '../../graph/shape';
import { POINTWISE, REARRANGED } from '../../graph/window';
import { ObjectValue, toQuantity, type Value } from '../../interpreter/values';
import { shapeOfArrays } from './creations';
import { OperationTensor, type OperationCall } from './operationTensor';
import { numbersOf } from './rearrangements';

/** tf.gather(x, indices, axis, batchDims): the indices' axes stand in place of that axis. */
export function gather(call: OperationCall): OperationTensor {
  const x = call.tensor(0);
  const input = call.shape(0);
  const inputs = x ? [x] : [];
  const [, indices, axisValue, batchDims] = call.args;
  if (input instanceof Unknown) return call.result(inputs, input);
  const picked = indices instanceof OperationTensor ? indices.sizes : shapeOfArrays(indices);
  const axis = toQuantity(axisValue ?? 0);
  if (picked instanceof Unknown) return call.result(inputs, picked);
  if (typeof axis !== 'number' || (batchDims ?? 0) !== 0) {
    return call.result(inputs, call.unknown('what is gathered here is not known'));
  }
  const at = axis < 0 ? axis + input.length : axis;
  return call.result(inputs, [...input.slice(0, at), ...picked, ...input.slice(at + 1)], REARRANGED);
}

/** tf.gatherND(x, indices): the last axis of the indices says where in x. */
export function gatherAt(call: OperationCall): OperationTensor {
  const x = call.tensor(0);
  const inputs = x ? [x] : [];
  const [input, indices] = [call.tensorShape(0), call.tensorShape(1)];
  if (input instanceof Unknown || indices instanceof Unknown) {
    return call.result(inputs, input instanceof Unknown ? input : indices);
  }
  const depth = indices.at(-1);
  if (typeof depth !== 'number') return call.result(inputs, call.unknown('what is gathered here is not known'));
  return call.result(inputs, [...indices.slice(0, -1), ...input.slice(depth)], REARRANGED);
}

/** tf.image.transform(images, transforms, interpolation, fillMode, fillValue, [height, width]). */
export function transformed(call: OperationCall): OperationTensor {
  const x = call.tensor(0);
  const input = call.tensorShape(0);
  const inputs = x ? [x] : [];
  const wanted = call.args[5];
  const size = wanted === undefined || wanted === null ? [] : numbersOf(wanted);
  if (input instanceof Unknown) return call.result(inputs, input);
  if (!size) return call.result(inputs, call.unknown('the size of the result is not known'));
  return call.result(
    inputs,
    [input[0] ?? null, size[0] ?? input[1] ?? null, size[1] ?? input[2] ?? null, input[3] ?? null],
    REARRANGED,
  );
}

/** tf.oneHot(indices, depth). */
export function oneHot(call: OperationCall): OperationTensor {
  const [indices, depthValue] = call.args;
  const shape = indices instanceof OperationTensor ? indices.sizes : shapeOfArrays(indices);
  const inputs = indices instanceof OperationTensor ? [indices] : [];
  if (shape instanceof Unknown) return call.result(inputs, shape);
  return call.result(inputs, [...shape, toQuantity(depthValue) ?? call.unknown('the depth is not a number')]);
}

/** tf.topk(x, k): {values, indices}. */
export function topk(call: OperationCall): Value {
  const x = call.tensor(0);
  const input = call.shape(0);
  const count = toQuantity(call.args[1] ?? 1) ?? call.unknown('the number of values that are taken is not known');
  const shape = input instanceof Unknown ? input : [...input.slice(0, -1), count];
  const part = (): OperationTensor => call.result(x ? [x] : [], shape);
  return call.machine.track(
    new ObjectValue(
      new Map([
        ['values', part()],
        ['indices', part()],
      ]),
    ),
  );
}

/** tf.reverse(x, axes), of all axes when none are given; along a spatial axis nothing stays at its place. */
export function reverse(call: OperationCall): OperationTensor {
  const x = call.tensor(0);
  const input = call.shape(0);
  const inputs = x ? [x] : [];
  if (input instanceof Unknown) return call.result(inputs, input);
  const axes = numbersOf(call.args[1]);
  const isOfChannels = axes?.every((axis) => axis === -1 || axis === input.length - 1) ?? false;
  return call.result(inputs, input, isOfChannels ? POINTWISE : REARRANGED);
}

/** tf.image.flipLeftRight and rotateWithOffset. */
export function turned(call: OperationCall): OperationTensor {
  const x = call.tensor(0);
  return call.result(x ? [x] : [], call.shape(0), REARRANGED);
}

/** tf.stridedSlice(x, begin, end, strides), without masks. */
export function stridedSlice(call: OperationCall): OperationTensor {
  const x = call.tensor(0);
  const input = call.shape(0);
  const inputs = x ? [x] : [];
  if (input instanceof Unknown) return call.result(inputs, input);
  const [, beginValue, endValue, stridesValue, ...masks] = call.args;
  const begin = numbersOf(beginValue);
  const end = numbersOf(endValue);
  const strides = stridesValue === undefined ? [] : numbersOf(stridesValue);
  if (!begin || !end || !strides || masks.some((mask) => (mask ?? 0) !== 0) || strides.some((step) => step < 1)) {
    return call.result(inputs, call.unknown('what is cut out is not known'));
  }
  const shape = input.map((length, axis): Dimension => {
    const from = begin[axis];
    const to = end[axis];
    if (from === undefined || to === undefined) return length;
    return lengthBetween(from, to, strides[axis] ?? 1, length);
  });
  return call.result(inputs, shape, REARRANGED);
}

/** Negative bounds count from the end; beyond the end there is nothing. */
function lengthBetween(from: number, to: number, step: number, length: Dimension): Dimension {
  if (length === null) return null;
  if (typeof length === 'number') {
    const bound = (index: number): number => Math.min(Math.max(index < 0 ? index + length : index, 0), length);
    return Math.max(0, Math.ceil((bound(to) - bound(from)) / step));
  }
  // Of a size that is a formula, only a stretch counted from one of its ends is known.
  if (from >= 0 && to < 0) return ceilDivide(subtract(length, from - to), step);
  return new Unknown('what is cut out depends on a size that is not known');
}

/** tf.image.cropAndResize(image, boxes, boxIndices, [height, width]). */
export function cropAndResize(call: OperationCall): OperationTensor {
  const x = call.tensor(0);
  const input = call.shape(0);
  const boxes = call.shape(1);
  const size = numbersOf(call.args[3]);
  const inputs = x ? [x] : [];
  if (input instanceof Unknown) return call.result(inputs, input);
  if (boxes instanceof Unknown || !size) return call.result(inputs, call.unknown('what is cut out is not known'));
  const shape: Shape = [boxes[0] ?? null, ...size, input[3] ?? null];
  return call.result(inputs, shape, REARRANGED);
}

/** tf.image.rgbToGrayscale and grayscaleToRGB. */
export function withChannels(channels: Quantity): (call: OperationCall) => OperationTensor {
  return (call) => {
    const x = call.tensor(0);
    const input = call.shape(0);
    return call.result(x ? [x] : [], input instanceof Unknown ? input : [...input.slice(0, -1), channels]);
  };
}
