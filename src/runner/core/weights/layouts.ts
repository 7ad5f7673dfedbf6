// The same numbers in another order: PyTorch keeps a kernel output first, TensorFlow.js input before output.

/** Nothing is converted: the file has the values as the model needs them. */
export function keep(values: Float32Array): Float32Array {
  return values;
}

/**
 * Values in the order of permuted axes: axis `axes[i]` of the source is axis i of the result.
 * @param shape of the source; four axes at most
 */
export function permute(values: Float32Array, shape: readonly number[], axes: readonly number[]): Float32Array {
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, size) => product * size, 1));
  const leading = Array<number>(4 - axes.length).fill(0);
  const [size0 = 1, size1 = 1, size2 = 1, size3 = 1] = [
    ...leading.map(() => 1),
    ...axes.map((axis) => shape[axis] ?? 1),
  ];
  const [stride0 = 0, stride1 = 0, stride2 = 0, stride3 = 0] = [...leading, ...axes.map((axis) => strides[axis] ?? 0)];
  const result = new Float32Array(values.length);
  let to = 0;
  for (let i = 0; i < size0; i++) {
    for (let j = 0; j < size1; j++) {
      for (let k = 0; k < size2; k++) {
        let from = i * stride0 + j * stride1 + k * stride2;
        for (let l = 0; l < size3; l++, from += stride3) result[to++] = values[from] as number;
      }
    }
  }
  return result;
}

export interface Layout {
  /** The shape that the tensor has in the file. */
  readonly shape: readonly number[];
  readonly convert: (values: Float32Array) => Float32Array;
}

type Shape2 = readonly [rows: number, columns: number];
type Shape4 = readonly [height: number, width: number, input: number, output: number];

/** OIHW → HWIO. @param shape of the kernel in the model */
export function convolutionLayout([height, width, input, output]: Shape4): Layout {
  const shape = [output, input, height, width];
  return { shape, convert: (values) => permute(values, shape, [2, 3, 1, 0]) };
}

/** [input · multiplier, 1, height, width] → [height, width, input, multiplier]. */
export function depthwiseLayout([height, width, input, multiplier]: Shape4): Layout {
  const split = [input, multiplier, height, width];
  return {
    shape: [input * multiplier, 1, height, width],
    convert: (values) => permute(values, split, [2, 3, 0, 1]),
  };
}

/** [output, input] → [input, output]. */
export function denseLayout([input, output]: Shape2): Layout {
  const shape = [output, input];
  return { shape, convert: (values) => permute(values, shape, [1, 0]) };
}

/** What a dense layer sees flattened: channels, height and width of the map, in the order in which PyTorch flattens it. */
export type Flattened = readonly [channels: number, height: number, width: number];

/** A dense layer behind a map: [output, channels · height · width] → [height · width · channels, output]. */
export function flattenedLayout([input, output]: Shape2, [channels, height, width]: Flattened): Layout {
  const split = [output, channels, height, width];
  return { shape: [output, input], convert: (values) => permute(values, split, [2, 3, 1, 0]) };
}

/** A dense layer that the file has as a convolution over the whole map: [output, channels, height, width]. */
export function convolvedDenseLayout([, output]: Shape2, [channels, height, width]: Flattened): Layout {
  const shape = [output, channels, height, width];
  return { shape, convert: (values) => permute(values, shape, [2, 3, 1, 0]) };
}

export function sameLayout(shape: readonly number[]): Layout {
  return { shape, convert: keep };
}
