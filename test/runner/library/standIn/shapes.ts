// Operations that move values, or change what they are.

import { fillTensor, makeTensor, sizeOf, valueAt, type Operation } from './storedTensor';

const reshape: Operation = ([input, shape]) => {
  const known = sizeOf(shape!.values.filter((length) => length >= 0));
  const wanted = shape!.values.map((length) => (length < 0 ? input!.values.length / known : length));
  return [makeTensor(wanted, input!.values, input!.dtype)];
};

const transpose: Operation = ([input, order]) => {
  const axes = order!.values;
  return [
    fillTensor(
      axes.map((axis) => input!.shape[axis]!),
      (place) => {
        const from = [...place];
        axes.forEach((axis, i) => (from[axis] = place[i]!));
        return valueAt(input!, from);
      },
      input!.dtype,
    ),
  ];
};

const concatenate: Operation = (inputs, { N: count }) => {
  const tensors = inputs.slice(0, Number(count));
  const shape = [...tensors[0]!.shape];
  const axis = (inputs[Number(count)]!.values[0]! + shape.length) % shape.length;
  shape[axis] = tensors.reduce((sum, tensor) => sum + tensor.shape[axis]!, 0);
  return [
    fillTensor(shape, (place) => {
      let at = place[axis]!;
      const source = tensors.find((tensor) => {
        if (at < tensor.shape[axis]!) return true;
        at -= tensor.shape[axis]!;
        return false;
      });
      return valueAt(
        source!,
        place.map((index, i) => (i === axis ? at : index)),
      );
    }),
  ];
};

const pad: Operation = ([input, paddings, constant]) => {
  const before = input!.shape.map((_, axis) => paddings!.values[2 * axis]!);
  const shape = input!.shape.map((length, axis) => length + before[axis]! + paddings!.values[2 * axis + 1]!);
  return [
    fillTensor(shape, (place) => {
      const from = place.map((at, axis) => at - before[axis]!);
      const isInside = from.every((at, axis) => at >= 0 && at < input!.shape[axis]!);
      return isInside ? valueAt(input!, from) : constant!.values[0]!;
    }),
  ];
};

const slice: Operation = ([input, begin, size]) => {
  const shape = size!.values.map((length, axis) => (length < 0 ? input!.shape[axis]! - begin!.values[axis]! : length));
  return [
    fillTensor(shape, (place) =>
      valueAt(
        input!,
        place.map((at, axis) => at + begin!.values[axis]!),
      ),
    ),
  ];
};

const enlarge: Operation = ([input, size], { align_corners: isAligned, half_pixel_centers: isCentred }) => {
  if (isAligned === true || isCentred === true) throw new Error('the stand-in enlarges from the corner only');
  const [height, width] = size!.values;
  const [batch, rows, columns, channels] = input!.shape;
  return [
    fillTensor([batch!, height!, width!, channels!], ([n, y, x, c]) =>
      valueAt(input!, [n!, Math.floor((y! * rows!) / height!), Math.floor((x! * columns!) / width!), c!]),
    ),
  ];
};

export const shapes: Readonly<Record<string, Operation>> = {
  Reshape: reshape,
  Transpose: transpose,
  ConcatV2: concatenate,
  PadV2: pad,
  Slice: slice,
  ResizeNearestNeighbor: enlarge,
  Cast: ([input], { DstT: dtype }) => [{ ...input!, dtype: Number(dtype) }],
  ExpandDims: ([input, axis]) => {
    const shape = [...input!.shape];
    shape.splice(axis!.values[0]!, 0, 1);
    return [{ ...input!, shape }];
  },
  Fill: ([shape, value]) => [fillTensor(shape!.values, () => value!.values[0]!, value!.dtype)],
  Tile: ([input, times]) => [
    fillTensor(
      input!.shape.map((length, axis) => length * times!.values[axis]!),
      (place) =>
        valueAt(
          input!,
          place.map((at, axis) => at % input!.shape[axis]!),
        ),
    ),
  ],
};
