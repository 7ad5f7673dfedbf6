// A row times a matrix, reading the matrix once from front to back: what a dense layer does for a batch of one.

const activations: Readonly<Record<string, (value: number, alpha: number) => number>> = {
  linear: (value) => value,
  relu: (value) => (value < 0 ? 0 : value),
  relu6: (value) => (value < 0 ? 0 : value > 6 ? 6 : value),
  elu: (value) => (value < 0 ? Math.expm1(value) : value),
  leakyrelu: (value, alpha) => (value < 0 ? value * alpha : value),
  sigmoid: (value) => 1 / (1 + Math.exp(-value)),
};

export interface RowProduct {
  /** `inputs` values. */
  readonly row: ArrayLike<number>;
  /** `inputs × outputs` values, row by row. */
  readonly weights: ArrayLike<number>;
  /** `outputs` values. */
  readonly bias: ArrayLike<number> | undefined;
  readonly activation: string;
  readonly leakyReluAlpha: number;
  /** `outputs` values, which this fills. */
  readonly output: { [index: number]: number; readonly length: number };
}

/** output = activation(row · weights + bias). False, with nothing done, when the activation is not a known one. */
export function multiplyRow({ row, weights, bias, activation, leakyReluAlpha, output }: RowProduct): boolean {
  const activate = activations[activation];
  if (activate === undefined) return false;
  const outputs = output.length;
  // four rows at a time, so that the sums are read and written a quarter as often; in doubles, so that long sums stay exact
  const sums = new Float64Array(outputs);
  const blockEnd = row.length - (row.length % 4);
  for (let i = 0; i < blockEnd; i += 4) {
    const [x0, x1, x2, x3] = [row[i], row[i + 1], row[i + 2], row[i + 3]] as [number, number, number, number];
    const at0 = i * outputs;
    const [at1, at2, at3] = [at0 + outputs, at0 + 2 * outputs, at0 + 3 * outputs];
    for (let j = 0; j < outputs; j++) {
      sums[j]! +=
        x0 * (weights[at0 + j] as number) +
        x1 * (weights[at1 + j] as number) +
        x2 * (weights[at2 + j] as number) +
        x3 * (weights[at3 + j] as number);
    }
  }
  for (let i = blockEnd; i < row.length; i++) {
    const x = row[i] as number;
    for (let j = 0; j < outputs; j++) sums[j]! += x * (weights[i * outputs + j] as number);
  }
  for (let j = 0; j < outputs; j++) {
    output[j] = activate((sums[j] as number) + (bias === undefined ? 0 : (bias[j] as number)), leakyReluAlpha);
  }
  return true;
}
