// Operations that slide a window over a picture, channels last, and their gradients.

import { fillTensor, makeTensor, sizeOf, valueAt, type Attributes, type Operation } from './storedTensor';

interface Axis {
  readonly outputLength: number;
  readonly stride: number;
  readonly dilation: number;
  readonly before: number;
}

function planAxis(length: number, window: number, stride: number, dilation: number, padding: unknown): Axis {
  const reach = (window - 1) * dilation + 1;
  if (padding === 'VALID')
    return { outputLength: Math.ceil((length - reach + 1) / stride), stride, dilation, before: 0 };
  if (padding !== 'SAME') throw new Error(`the padding ${String(padding)} is not one that the stand-in knows`);
  const outputLength = Math.ceil(length / stride);
  const total = Math.max(0, (outputLength - 1) * stride + reach - length);
  return { outputLength, stride, dilation, before: Math.floor(total / 2) };
}

/** Calls for every pixel of the output, and every pixel of the input that its window covers. */
type Visit = (
  output: readonly [number, number],
  input: readonly [number, number],
  window: readonly [number, number],
) => void;

function planWindows(inputShape: readonly number[], window: readonly number[], attributes: Attributes) {
  if (attributes.data_format !== 'NHWC') throw new Error('the stand-in has channels last');
  const strides = attributes.strides as readonly number[];
  const dilations = (attributes.dilations as readonly number[] | undefined) ?? [1, 1, 1, 1];
  const [rows, columns] = [0, 1].map((axis) =>
    planAxis(inputShape[axis + 1]!, window[axis]!, strides[axis + 1]!, dilations[axis + 1]!, attributes.padding),
  ) as [Axis, Axis];
  const visit = (each: Visit): void => {
    for (let y = 0; y < rows.outputLength; y++) {
      for (let x = 0; x < columns.outputLength; x++) {
        for (let v = 0; v < window[0]!; v++) {
          for (let u = 0; u < window[1]!; u++) {
            const row = y * rows.stride - rows.before + v * rows.dilation;
            const column = x * columns.stride - columns.before + u * columns.dilation;
            const isInside = row >= 0 && column >= 0 && row < inputShape[1]! && column < inputShape[2]!;
            if (isInside) each([y, x], [row, column], [v, u]);
          }
        }
      }
    }
  };
  return { outputSize: [rows.outputLength, columns.outputLength] as const, visit };
}

/** An array that is added to by place. */
class Sums {
  readonly values: number[];

  constructor(readonly shape: readonly number[]) {
    this.values = new Array<number>(sizeOf(shape)).fill(0);
  }

  add(place: readonly number[], value: number): void {
    this.values[place.reduce((offset, at, axis) => offset * this.shape[axis]! + at, 0)]! += value;
  }

  toTensor = () => makeTensor(this.shape, this.values);
}

const convolve: Operation = ([input, filter], attributes) => {
  const [batch, , , channels] = input!.shape;
  const filters = filter!.shape[3]!;
  const { outputSize, visit } = planWindows(input!.shape, filter!.shape, attributes);
  const output = new Sums([batch!, ...outputSize, filters]);
  visit((at, from, window) => {
    for (let c = 0; c < channels!; c++) {
      const value = valueAt(input!, [0, ...from, c]);
      for (let f = 0; f < filters; f++) output.add([0, ...at, f], value * valueAt(filter!, [...window, c, f]));
    }
  });
  return [output.toTensor()];
};

const convolveDepthwise: Operation = ([input, filter], attributes) => {
  const [batch, , , channels] = input!.shape;
  const multiplier = filter!.shape[3]!;
  const { outputSize, visit } = planWindows(input!.shape, filter!.shape, attributes);
  const output = new Sums([batch!, ...outputSize, channels! * multiplier]);
  visit((at, from, window) => {
    for (let c = 0; c < channels!; c++) {
      const value = valueAt(input!, [0, ...from, c]);
      for (let m = 0; m < multiplier; m++) {
        output.add([0, ...at, c * multiplier + m], value * valueAt(filter!, [...window, c, m]));
      }
    }
  });
  return [output.toTensor()];
};

const convolveBack: Operation = ([inputShape, filter, gradient], attributes) => {
  const shape = inputShape!.values;
  const { visit } = planWindows(shape, filter!.shape, attributes);
  const sums = new Sums(shape);
  visit((at, from, window) => {
    for (let c = 0; c < shape[3]!; c++) {
      for (let f = 0; f < filter!.shape[3]!; f++) {
        sums.add([0, ...from, c], valueAt(gradient!, [0, ...at, f]) * valueAt(filter!, [...window, c, f]));
      }
    }
  });
  return [sums.toTensor()];
};

const filterGradient: Operation = ([input, filterShape, gradient], attributes) => {
  const shape = filterShape!.values;
  const { visit } = planWindows(input!.shape, shape, attributes);
  const sums = new Sums(shape);
  visit((at, from, window) => {
    for (let c = 0; c < shape[2]!; c++) {
      for (let f = 0; f < shape[3]!; f++) {
        sums.add([...window, c, f], valueAt(gradient!, [0, ...at, f]) * valueAt(input!, [0, ...from, c]));
      }
    }
  });
  return [sums.toTensor()];
};

const pool =
  (join: (values: readonly number[]) => number): Operation =>
  ([input], attributes) => {
    const [batch, , , channels] = input!.shape;
    const { outputSize, visit } = planWindows(input!.shape, (attributes.ksize as number[]).slice(1, 3), attributes);
    const covered = new Map<string, (readonly [number, number])[]>();
    visit((at, from) => covered.set(String(at), [...(covered.get(String(at)) ?? []), from]));
    return [
      fillTensor([batch!, ...outputSize, channels!], ([, y, x, c]) => {
        return join((covered.get(String([y, x])) ?? []).map((from) => valueAt(input!, [0, ...from, c!])));
      }),
    ];
  };

/** Each window's gradient goes to the first of its largest values. */
const maxPoolBack: Operation = ([input, output, gradient], attributes) => {
  const { visit } = planWindows(input!.shape, (attributes.ksize as number[]).slice(1, 3), attributes);
  const sums = new Sums(input!.shape);
  const isGiven = new Set<string>();
  visit((at, from) => {
    for (let c = 0; c < input!.shape[3]!; c++) {
      const key = [...at, c].join(' ');
      if (isGiven.has(key) || valueAt(input!, [0, ...from, c]) !== valueAt(output!, [0, ...at, c])) continue;
      isGiven.add(key);
      sums.add([0, ...from, c], valueAt(gradient!, [0, ...at, c]));
    }
  });
  return [sums.toTensor()];
};

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

export const windows: Readonly<Record<string, Operation>> = {
  Conv2D: convolve,
  DepthwiseConv2dNative: convolveDepthwise,
  Conv2DBackpropInput: convolveBack,
  Conv2DBackpropFilter: filterGradient,
  MaxPool: pool((values) => Math.max(...values)),
  AvgPool: pool(mean),
  MaxPoolGrad: maxPoolBack,
};
