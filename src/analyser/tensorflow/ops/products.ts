// Products of matrices and of tensors with more axes: matMul, dot, outerProduct, einsum.

import { Unknown } from '../../formulas/quantity';
import type { SumOfProducts } from '../../formulas/sumOfProducts';
import { countable, type Dimension, type Shape } from '../../graph/shape';
import { GLOBAL, POINTWISE, type Window } from '../../graph/window';
import type { Value } from '../../interpreter/values';
import { ofOneSample } from './batch';
import { broadcast } from './elementwise';
import { OperationTensor, type OperationCall } from './operationTensor';

/** tf.matMul(a, b, transposeA, transposeB) and tf.dot. */
export function matrixProduct(call: OperationCall): OperationTensor {
  const tensors = [call.tensor(0), call.tensor(1)].filter((t): t is OperationTensor => t !== undefined);
  const a = orient(call.tensorShape(0), call.args[2]);
  const b = orient(call.tensorShape(1), call.args[3]);
  if (a instanceof Unknown || b instanceof Unknown) {
    const because = a instanceof Unknown ? a : (b as Unknown);
    return call.result(tensors, because, { kind: 'unknown', because }, [[because]]);
  }
  if (a.length === 1 || b.length === 1) return vectorProduct(call, tensors, a, b);
  const batch = broadcast(a.slice(0, -2), b.slice(0, -2));
  if (batch instanceof Unknown) return call.result(tensors, batch);
  const rows = a.at(-2) ?? null;
  const inner = a.at(-1) ?? null;
  const columns = b.at(-1) ?? null;
  // The rows of a plain matrix are the batch.
  const [samples, ...others] = [...batch, rows];
  const macs: SumOfProducts = [[...call.countSamples(samples), ...[...others, inner, columns].map(countable)]];
  const [matrix, weights] = tensors;
  const isEachRow = (a.length > 2 || matrix?.rows !== undefined) && call.args[2] !== true;
  const window = isEachRow && matrix?.isConstant === false && weights?.isConstant ? POINTWISE : GLOBAL;
  return call.result(tensors, [...batch, rows, columns], window, macs);
}

/** tf.dot with a vector on one side or both. */
function vectorProduct(call: OperationCall, tensors: readonly OperationTensor[], a: Shape, b: Shape): OperationTensor {
  const shape = [...a.slice(0, -1), ...b.slice(1)];
  return call.result(tensors, shape, GLOBAL, [[...a, ...b.slice(1)].map(countable)]);
}

function orient(shape: Shape | Unknown, transposed: Value): Shape | Unknown {
  if (shape instanceof Unknown || transposed !== true) return shape;
  return [...shape.slice(0, -2), shape.at(-1) ?? null, shape.at(-2) ?? null];
}

/** tf.outerProduct(v1, v2). */
export function outerProduct(call: OperationCall): OperationTensor {
  const tensors = call.args.filter((value) => value instanceof OperationTensor);
  const [a, b] = [call.tensorShape(0), call.tensorShape(1)];
  if (a instanceof Unknown || b instanceof Unknown) return call.result(tensors, a instanceof Unknown ? a : b);
  return call.result(tensors, [...a, ...b], GLOBAL, [[...a, ...b].map(countable)]);
}

/** tf.einsum('bij,bjk->bik', a, b): each letter is an axis; those that the result lacks are summed over. */
export function einsum(call: OperationCall): OperationTensor {
  const [equation, ...operands] = call.args;
  const tensors = operands.filter((value) => value instanceof OperationTensor);
  const parsed = parseEquation(equation);
  if (!parsed) return call.result(tensors, call.unknown('the equation of tf.einsum is not known'));
  const shapes = operands.map((_, i) => call.tensorShape(i + 1));
  const because = shapes.find((shape) => shape instanceof Unknown);
  if (because instanceof Unknown) return call.result(tensors, because, { kind: 'unknown', because }, [[because]]);
  const sizes = new Map<string, Dimension>();
  parsed.inputs.forEach((letters, i) =>
    [...letters].forEach((letter, axis) => sizes.set(letter, (shapes[i] as Shape)[axis] ?? null)),
  );
  const batch = parsed.output.charAt(0);
  const others = [...sizes].filter(([letter]) => letter !== batch).map(([, size]) => ofOneSample(countable(size)));
  const macs = [...call.countSamples(sizes.get(batch)), ...others];
  const shape = Array.from(parsed.output, (letter) => sizes.get(letter) ?? null);
  return call.result(tensors, shape, windowOf(parsed, tensors), operands.length === 2 ? [macs] : []);
}

interface Equation {
  readonly inputs: readonly string[];
  readonly output: string;
}

function parseEquation(equation: Value): Equation | undefined {
  if (typeof equation !== 'string') return undefined;
  const match = /^([a-zA-Z]*(?:,[a-zA-Z]*)?)->([a-zA-Z]*)$/.exec(equation.replace(/\s/g, ''));
  return match ? { inputs: (match[1] ?? '').split(','), output: match[2] ?? '' } : undefined;
}

/** Weights that meet the channels alone leave every position where it is. */
function windowOf({ inputs, output }: Equation, tensors: readonly OperationTensor[]): Window {
  const data = tensors.findIndex((tensor) => !tensor.isConstant);
  const positions = inputs[data]?.slice(0, -1);
  const isAlone = tensors.filter((tensor) => !tensor.isConstant).length === 1;
  const isPointwise = isAlone && positions !== undefined && output.startsWith(positions);
  return isPointwise && output.length === positions.length + 1 ? POINTWISE : GLOBAL;
}
