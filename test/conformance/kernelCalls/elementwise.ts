// Calls of the kernels that compute each value on its own, from one tensor or from two.

import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { dtype, made, size } from './operands';

const UNARY = `
  abs acos acosh asin asinh atan atanh ceil cos cosh elu erf exp expm1 floor log log1p neg reciprocal relu
  relu6 round rsqrt selu sigmoid sign sin sinh softplus sqrt square step tan tanh onesLike zerosLike
  isFinite isInf isNaN leakyRelu clone
`
  .trim()
  .split(/\s+/);
const BINARY = `
  add sub mul div maximum minimum pow mod squaredDifference atan2 equal notEqual greater greaterEqual less
  lessEqual prelu
`
  .trim()
  .split(/\s+/);

/** Of some axes only one is left, so that the other operand is spread over them. */
const spread = fc.record({ shape: fc.array(size, { maxLength: 4 }), flattened: fc.nat(15), cut: fc.nat(3) });

/** Some functions take floats only. */
function call(name: string, ...operands: tf.Tensor[]): void {
  try {
    (tf as unknown as Record<string, (...values: tf.Tensor[]) => unknown>)[name]!(...operands);
  } catch (error) {
    if (!String(error).includes('must be float32')) throw error;
  }
}

export function callUnary(): void {
  for (const name of UNARY) {
    const shape = fc.array(size, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(shape, dtype, (sizes, type) => call(name, made(sizes, type))),
      { numRuns: 10 },
    );
  }
  tf.softmax(made([2, 3]));
  tf.clipByValue(made([3]), 1, 2);
  tf.logicalNot(made([3], 'bool'));
  tf.all(made([3, 2], 'bool'), 1);
  tf.any(made([3, 2], 'bool'), 0, true);
  tf.grad((x) => tf.elu(x))(made([4]));
  tf.cast(made([4]), 'int32');
  tf.cast(made([4], 'int32'), 'bool');
  tf.cast(made([4], 'int32'), 'float32');
}

export function callBinary(): void {
  for (const name of BINARY) {
    const check = fc.property(spread, dtype, ({ shape, flattened, cut }, type) => {
      const other = shape.map((one, axis) => (flattened & (1 << axis) ? 1 : one)).slice(Math.min(cut, shape.length));
      call(name, made(shape, type), made(name === 'prelu' ? shape.map(() => 1) : other, type));
    });
    fc.assert(check, { numRuns: 20 });
  }
  tf.logicalAnd(made([3], 'bool'), made([1], 'bool'));
  tf.logicalOr(made([3], 'bool'), made([1], 'bool'));
  tf.addN([made([2, 3]), made([2, 3]), made([2, 3])]);
  tf.where(made([2, 3], 'bool'), made([2, 3]), made([2, 3]));
}
