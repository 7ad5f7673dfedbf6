// A tensor as the stand-in keeps it: plain numbers, row by row.

export interface StoredTensor {
  readonly shape: readonly number[];
  /** TensorFlow's number of the type. */
  readonly dtype: number;
  readonly values: readonly number[];
}

/** TensorFlow's numbers of the types that the stand-in knows. */
export const DTYPE = { float: 1, int32: 3, bool: 10 } as const;

/** What an operation of TensorFlow is called with, besides tensors. */
export type Attributes = Readonly<Record<string, unknown>>;

/** Gives the tensors that the operation gives; one that is asked for what it cannot do throws. */
export type Operation = (inputs: readonly StoredTensor[], attributes: Attributes) => StoredTensor[];

export const sizeOf = (shape: readonly number[]): number => shape.reduce((product, length) => product * length, 1);

export function makeTensor(
  shape: readonly number[],
  values: readonly number[],
  dtype: number = DTYPE.float,
): StoredTensor {
  if (values.length !== sizeOf(shape)) throw new Error(`${values.length} values for the shape ${shape.join('×')}`);
  return { shape, dtype, values };
}

/** A tensor of this shape whose values are computed from their places. */
export function fillTensor(
  shape: readonly number[],
  valueAt: (place: readonly number[]) => number,
  dtype: number = DTYPE.float,
): StoredTensor {
  const place = shape.map(() => 0);
  const values = Array.from({ length: sizeOf(shape) }, () => {
    const value = valueAt(place);
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      place[axis]!++;
      if (place[axis]! < shape[axis]!) break;
      place[axis] = 0;
    }
    return value;
  });
  return { shape, dtype, values };
}

export function valueAt({ shape, values }: StoredTensor, place: readonly number[]): number {
  return values[place.reduce((offset, at, axis) => offset * shape[axis]! + at, 0)]!;
}
