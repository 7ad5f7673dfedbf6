// Operations on each value by itself, with broadcasting, and sums over axes.

import { DTYPE, fillTensor, makeTensor, valueAt, type Operation, type StoredTensor } from './storedTensor';

const ofEach =
  (compute: (value: number) => number): Operation =>
  ([input]) => [{ ...input!, values: input!.values.map(compute) }];

/** The longer shape's leading axes stay; an axis of 1 is stretched. */
function broadcast(a: readonly number[], b: readonly number[]): number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) => {
    const [x, y] = [a[axis - rank + a.length] ?? 1, b[axis - rank + b.length] ?? 1];
    if (x !== y && x !== 1 && y !== 1) throw new Error(`${a.join('×')} and ${b.join('×')} do not go together`);
    return x === 1 ? y : x;
  });
}

function valueStretched(tensor: StoredTensor, place: readonly number[]): number {
  const own = place.slice(place.length - tensor.shape.length);
  return valueAt(
    tensor,
    own.map((at, axis) => (tensor.shape[axis] === 1 ? 0 : at)),
  );
}

const ofPairs =
  (compute: (a: number, b: number) => number, dtype?: number): Operation =>
  ([a, b]) => {
    if (a!.dtype !== b!.dtype) throw new Error('the two inputs are not of one type');
    return [
      fillTensor(
        broadcast(a!.shape, b!.shape),
        (place) => compute(valueStretched(a!, place), valueStretched(b!, place)),
        dtype ?? a!.dtype,
      ),
    ];
  };

const alongAxes =
  (start: number, join: (sum: number, value: number) => number, isMean = false): Operation =>
  ([input, axes], { keep_dims: isKept }) => {
    const { shape } = input!;
    const reduced = new Set(axes!.values.map((axis) => (axis + shape.length) % shape.length));
    const kept = shape.map((length, axis) => (reduced.has(axis) ? 1 : length));
    const results = new Array<number>(kept.reduce((product, length) => product * length, 1)).fill(start);
    let at = 0;
    fillTensor(shape, (place) => {
      const offset = place.reduce((sum, index, axis) => sum * kept[axis]! + (reduced.has(axis) ? 0 : index), 0);
      results[offset] = join(results[offset]!, input!.values[at++]!);
      return 0;
    });
    const count = isMean ? input!.values.length / results.length : 1;
    const outputShape = isKept === true ? kept : shape.filter((_, axis) => !reduced.has(axis));
    return [
      makeTensor(
        outputShape,
        results.map((sum) => sum / count),
        input!.dtype,
      ),
    ];
  };

const SELU_SCALE = 1.0507009873554805;
const SELU_ALPHA = 1.6732632423543772;

const matMul: Operation = ([a, b], { adj_x: isATransposed, adj_y: isBTransposed }) => {
  const [rows, inner] = a!.shape.slice(-2);
  const columns = b!.shape.at(isBTransposed === true ? -2 : -1)!;
  const outputRows = isATransposed === true ? inner! : rows!;
  const innerLength = isATransposed === true ? rows! : inner!;
  return [
    fillTensor([...a!.shape.slice(0, -2), outputRows, columns], (place) => {
      const batch = place.slice(0, -2);
      const [row, column] = place.slice(-2);
      let sum = 0;
      for (let i = 0; i < innerLength; i++) {
        const left = valueAt(a!, [...batch, ...(isATransposed === true ? [i, row!] : [row!, i])]);
        sum += left * valueAt(b!, [...batch, ...(isBTransposed === true ? [column!, i] : [i, column!])]);
      }
      return sum;
    }),
  ];
};

const softmax: Operation = ([input]) => {
  const length = input!.shape.at(-1)!;
  const rows = Array.from({ length: input!.values.length / length }, (_, row) =>
    input!.values.slice(row * length, (row + 1) * length),
  );
  const values = rows.flatMap((row) => {
    const powers = row.map((value) => Math.exp(value - Math.max(...row)));
    const sum = powers.reduce((a, b) => a + b);
    return powers.map((power) => power / sum);
  });
  return [{ ...input!, values }];
};

const normalise: Operation = ([input, scale, offset, mean, variance], { epsilon }) => {
  const normalised = fillTensor(input!.shape, (place) => {
    const channel = place.at(-1)!;
    const deviation = Math.sqrt(variance!.values[channel]! + Number(epsilon));
    return (
      ((valueAt(input!, place) - mean!.values[channel]!) / deviation) * scale!.values[channel]! +
      offset!.values[channel]!
    );
  });
  return [normalised, mean!, variance!, mean!, variance!];
};

const normaliseNeighbours: Operation = ([input], { depth_radius: radius, bias, alpha, beta }) => [
  fillTensor(input!.shape, (place) => {
    const channel = place.at(-1)!;
    const last = Math.min(input!.shape.at(-1)! - 1, channel + Number(radius));
    let sum = 0;
    for (let c = Math.max(0, channel - Number(radius)); c <= last; c++)
      sum += valueAt(input!, [...place.slice(0, -1), c]) ** 2;
    return valueAt(input!, place) / (Number(bias) + Number(alpha) * sum) ** Number(beta);
  }),
];

export const arithmetic: Readonly<Record<string, Operation>> = {
  Relu: ofEach((x) => Math.max(0, x)),
  Relu6: ofEach((x) => Math.min(6, Math.max(0, x))),
  Elu: ofEach((x) => (x < 0 ? Math.expm1(x) : x)),
  Selu: ofEach((x) => SELU_SCALE * (x < 0 ? SELU_ALPHA * Math.expm1(x) : x)),
  Sigmoid: ofEach((x) => 1 / (1 + Math.exp(-x))),
  Tanh: ofEach(Math.tanh),
  Square: ofEach((x) => x * x),
  Sqrt: ofEach(Math.sqrt),
  Neg: ofEach((x) => -x),
  OnesLike: ofEach(() => 1),
  ZerosLike: ofEach(() => 0),
  Identity: ofEach((x) => x),
  Add: ofPairs((a, b) => a + b),
  AddV2: ofPairs((a, b) => a + b),
  Sub: ofPairs((a, b) => a - b),
  Mul: ofPairs((a, b) => a * b),
  RealDiv: ofPairs((a, b) => a / b),
  Maximum: ofPairs(Math.max),
  Minimum: ofPairs(Math.min),
  Greater: ofPairs((a, b) => Number(a > b), DTYPE.bool),
  Sum: alongAxes(0, (sum, value) => sum + value),
  Mean: alongAxes(0, (sum, value) => sum + value, true),
  Max: alongAxes(-Infinity, Math.max),
  BatchMatMul: matMul,
  BatchMatMulV2: matMul,
  Softmax: softmax,
  FusedBatchNorm: normalise,
  FusedBatchNormV3: normalise,
  LRN: normaliseNeighbours,
};
