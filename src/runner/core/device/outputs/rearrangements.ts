// Kernels that move values, leave some out, repeat or make them.

import {
  attributesOf,
  copyOf,
  forAll,
  inputList,
  inputOf,
  sameAs,
  type DataType,
  type FormCall,
  type OutputRule,
  type OutputRules,
  type TensorForm,
} from './outputRule';

interface StridedSlice {
  readonly begin: number[];
  readonly end: number[];
  readonly strides: number[];
  readonly beginMask: number;
  readonly endMask: number;
  readonly ellipsisMask: number;
  readonly newAxisMask: number;
  readonly shrinkAxisMask: number;
}

/** The same type in another shape. */
function reshaped(inputName: string, compute: (shape: readonly number[], call: FormCall) => number[]): OutputRule {
  return (call) => {
    const { shape, dtype } = inputOf(call, inputName);
    return [{ shape: compute(shape, call), dtype }];
  };
}

/** With one size replaced, or left out. */
function withSize(shape: readonly number[], axis: number, size?: number): number[] {
  return shape.flatMap((given, at) => (at === axis ? (size ?? []) : given));
}

const positiveAxis = (axis: number, rank: number): number => (axis < 0 ? axis + rank : axis);

function resolveShape({ tf, attributes }: FormCall, shape: readonly number[]): number[] {
  return tf.util.inferFromImplicitShape(attributes.shape as number[], tf.util.sizeFromShape(copyOf(shape)));
}

const concat: OutputRule = (call) => {
  const inputs = inputList(call);
  const [first] = inputs;
  if (!first) throw new Error('there is nothing to concatenate');
  const axis = positiveAxis(call.attributes.axis as number, first.shape.length);
  const size = inputs.reduce((sum, { shape }) => sum + (shape[axis] ?? 0), 0);
  return [{ shape: withSize(first.shape, axis, size), dtype: first.dtype }];
};

const pack: OutputRule = (call) => {
  const inputs = inputList(call);
  const [first] = inputs;
  if (!first) throw new Error('there is nothing to stack');
  const axis = positiveAxis(call.attributes.axis as number, first.shape.length + 1);
  return [{ shape: first.shape.toSpliced(axis, 0, inputs.length), dtype: first.dtype }];
};

const unpack: OutputRule = (call) => {
  const { shape, dtype } = inputOf(call, 'value');
  const axis = positiveAxis(call.attributes.axis as number, shape.length);
  return Array.from({ length: shape[axis] ?? 0 }, (): TensorForm => ({ shape: withSize(shape, axis), dtype }));
};

const split: OutputRule = (call) => {
  const { shape, dtype } = inputOf(call, 'x');
  const { numOrSizeSplits, axis } = attributesOf<{ numOrSizeSplits: number | number[]; axis: number }>(call);
  const [at = 0] = call.tf.util.parseAxisParam(axis, copyOf(shape));
  const whole = { shape: copyOf(shape) } as Parameters<typeof call.tf.backend_util.prepareSplitSize>[0];
  const sizes = call.tf.backend_util.prepareSplitSize(whole, numOrSizeSplits, at);
  return sizes.map((size) => ({ shape: withSize(shape, at, size), dtype }));
};

const slice = reshaped('x', (shape, call) => {
  const { begin, size } = attributesOf<{ begin: number | number[]; size: number | number[] }>(call);
  const whole = { shape: copyOf(shape), rank: shape.length };
  const [, sizes] = call.tf.slice_util.parseSliceParams(whole as never, begin, size);
  return sizes as number[];
});

const stridedSlice = reshaped('x', (shape, call) => {
  const attributes = attributesOf<StridedSlice>(call);
  const { begin, end, strides, beginMask, endMask, ellipsisMask, newAxisMask, shrinkAxisMask } = attributes;
  const masks = [beginMask, endMask, ellipsisMask, newAxisMask, shrinkAxisMask] as const;
  return call.tf.slice_util.sliceInfo(copyOf(shape), begin, end, strides, ...masks).finalShape;
});

const padded = reshaped('x', (shape, { attributes }) => {
  const paddings = attributes.paddings as readonly (readonly [number, number])[];
  return shape.map((size, axis) => size + (paddings[axis]?.[0] ?? 0) + (paddings[axis]?.[1] ?? 0));
});

const gather: OutputRule = (call) => {
  const [x, indices] = [inputOf(call, 'x'), inputOf(call, 'indices')];
  const { axis, batchDims } = attributesOf<{ axis: number; batchDims?: number }>(call);
  const [at = 0] = call.tf.util.parseAxisParam(axis, copyOf(x.shape));
  const { outputShape } = call.tf.backend_util.segment_util.collectGatherOpShapeInfo(
    x as never,
    indices as never,
    at,
    batchDims ?? 0,
  );
  return [{ shape: outputShape, dtype: x.dtype }];
};

const gatherNd: OutputRule = (call) => {
  const [params, indices] = [inputOf(call, 'params'), inputOf(call, 'indices')];
  const [shape] = call.tf.backend_util.prepareAndValidate(params as never, indices as never);
  return [{ shape, dtype: params.dtype }];
};

/** [batch, height, width, channels] with the height and width of the attribute; always computed in floats. */
const resized =
  (attribute: string): OutputRule =>
  (call) => {
    const { shape } = inputOf(call, 'images');
    const [height = 0, width = 0] = call.attributes[attribute] as number[];
    return [{ shape: [shape[0] ?? 0, height, width, shape[3] ?? 0], dtype: 'float32' }];
  };

const toBlocks = reshaped('x', (shape, call) => {
  const { blockShape, paddings } = attributesOf<{ blockShape: number[]; paddings: [number, number][] }>(call);
  const blocks = blockShape.reduce((product, size) => product * size, 1);
  return shape.map((size, axis) => {
    const block = blockShape[axis - 1];
    const [before = 0, behind = 0] = paddings[axis - 1] ?? [];
    if (axis === 0) return size * blocks;
    return block === undefined ? size : (size + before + behind) / block;
  });
});

const fromBlocks = reshaped('x', (shape, call) => {
  const { blockShape, crops } = attributesOf<{ blockShape: number[]; crops: [number, number][] }>(call);
  const blocks = blockShape.reduce((product, size) => product * size, 1);
  return shape.map((size, axis) => {
    const block = blockShape[axis - 1];
    const [before = 0, behind = 0] = crops[axis - 1] ?? [];
    if (axis === 0) return size / blocks;
    return block === undefined ? size : size * block - before - behind;
  });
});

const depthToSpace = reshaped('x', ([batch = 0, a = 0, b = 0, c = 0], { attributes }) => {
  const block = attributes.blockSize as number;
  return attributes.dataFormat === 'NHWC'
    ? [batch, a * block, b * block, c / (block * block)]
    : [batch, a / (block * block), b * block, c * block];
});

const oneHot: OutputRule = (call) => {
  const { depth, dtype } = attributesOf<{ depth: number; dtype: DataType }>(call);
  return [{ shape: [...inputOf(call, 'indices').shape, depth], dtype }];
};

const fill: OutputRule = ({ attributes, tf }) => {
  const value = attributes.value as number;
  const dtype = (attributes.dtype ?? tf.util.inferDtype(value)) as DataType;
  return [{ shape: attributes.shape as number[], dtype }];
};

const range: OutputRule = ({ attributes }) => {
  const { start, stop, step, dtype } = attributes as { start: number; stop: number; step: number; dtype: DataType };
  const runsAway = start === stop || (start < stop && step < 0) || (stop < start && step > 1);
  return [{ shape: [runsAway ? 0 : Math.abs(Math.ceil((stop - start) / step))], dtype }];
};

export const rearrangementRules: OutputRules = {
  Reshape: reshaped('x', (shape, call) => resolveShape(call, shape)),
  ExpandDims: reshaped('input', (shape, { attributes }) => {
    return shape.toSpliced(positiveAxis(attributes.dim as number, shape.length + 1), 0, 1);
  }),
  Concat: concat,
  Pack: pack,
  Unpack: unpack,
  SplitV: split,
  Slice: slice,
  StridedSlice: stridedSlice,
  ...forAll(['PadV2', 'MirrorPad'], padded),
  Transpose: reshaped('x', (shape, { attributes }) => {
    return (attributes.perm as number[]).map((axis) => shape[axis] ?? 0);
  }),
  Reverse: sameAs('x'),
  Tile: reshaped('x', (shape, { attributes }) => {
    return shape.map((size, axis) => size * ((attributes.reps as number[])[axis] ?? 1));
  }),
  GatherV2: gather,
  GatherNd: gatherNd,
  ResizeBilinear: resized('size'),
  ResizeNearestNeighbor: resized('size'),
  ...forAll(['ResizeBilinearGrad', 'ResizeNearestNeighborGrad'], sameAs('images', 'float32')),
  SpaceToBatchND: toBlocks,
  BatchToSpaceND: fromBlocks,
  DepthToSpace: depthToSpace,
  OneHot: oneHot,
  Fill: fill,
  Range: range,
  LinSpace: ({ attributes }) => [{ shape: [attributes.num as number], dtype: 'float32' }],
  FlipLeftRight: sameAs('image'),
  RotateWithOffset: sameAs('image'),
  Diag: reshaped('x', (shape) => [...shape, ...shape]),
};
