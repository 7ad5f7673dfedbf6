// Operations that treat every element alike, and those with two operands that broadcast.

import { Unknown } from '../../formulas/quantity';
import type { Dimension, Shape } from '../../graph/shape';
import { OperationTensor, type OperationCall } from './operationTensor';

/** One tensor in, the same shape out. Softmax and normalisation across channels count: they stay at one position. */
export const UNARY = (
  'abs acos acosh asin asinh atan atanh ceil cos cosh elu erf exp expm1 floor isFinite isInf isNaN leakyRelu log log1p ' +
  'logicalNot logSigmoid neg prelu reciprocal relu relu6 round rsqrt selu sigmoid sign sin sinh softmax logSoftmax softplus ' +
  'sqrt square step tan tanh clipByValue cast clone dropout localResponseNormalization onesLike zerosLike batchNorm ' +
  'batchNorm4d batchNorm3d batchNorm2d asType toFloat toInt toBool identity variable cumsum cumprod bandPart toTensor real imag'
).split(' ');

export const BINARY = (
  'add sub mul div divNoNan floorDiv maximum minimum mod pow squaredDifference atan2 equal notEqual greater greaterEqual less ' +
  'lessEqual logicalAnd logicalOr logicalXor bitwiseAnd complex'
).split(' ');

export function unary(call: OperationCall): OperationTensor {
  const tensor = call.tensor(0);
  return call.result(tensor ? [tensor] : [], call.shape(0));
}

export function binary(call: OperationCall): OperationTensor {
  const tensors = call.args.slice(0, 2).filter((value) => value instanceof OperationTensor);
  return call.result(tensors, broadcast(call.shape(0), call.shape(1)));
}

/** `tf.where(condition, a, b)`. */
export function where(call: OperationCall): OperationTensor {
  const tensors = call.args.filter((value) => value instanceof OperationTensor);
  return call.result(tensors, broadcast(call.shape(0), broadcast(call.shape(1), call.shape(2))));
}

/** `tf.addN([a, b, …])`. */
export function addN(call: OperationCall, tensors: readonly OperationTensor[]): OperationTensor {
  return call.result(tensors, tensors.map((t) => t.sizes).reduce(broadcast, []));
}

/** NumPy's rule: aligned at the right, a size of 1 stretches. */
export function broadcast(a: Shape | Unknown, b: Shape | Unknown): Shape | Unknown {
  if (a instanceof Unknown) return a;
  if (b instanceof Unknown) return b;
  const rank = Math.max(a.length, b.length);
  const at = (shape: Shape, i: number): Dimension =>
    shape[i - rank + shape.length] ?? (i - rank + shape.length < 0 ? 1 : null);
  return Array.from({ length: rank }, (_, i) => {
    const left = at(a, i);
    const right = at(b, i);
    if (left === 1) return right;
    // Both are the same size when the program runs: a number says it best.
    return right !== 1 && (left === null || typeof right === 'number') ? right : left;
  });
}
