// Calls of the kernels that sum, multiply matrices, and find largest values.

import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { dtype, made, size } from './operands';

export function callReductions(): void {
  fc.assert(
    fc.property(
      fc.constantFrom('sum', 'mean', 'max', 'min', 'prod' as const),
      fc.array(size, { minLength: 1, maxLength: 4 }),
      fc.nat(3),
      fc.boolean(),
      dtype,
      (name, shape, axis, keepDims, type) => {
        const reduce = tf[name as 'sum'];
        reduce(made(shape, type), axis % shape.length, keepDims);
        reduce(made(shape, type), -1, keepDims);
        reduce(made(shape, type), undefined, keepDims);
        tf.argMax(made(shape, type), axis % shape.length);
        tf.argMin(made(shape, type), axis % shape.length);
        tf.cumsum(made(shape, type), axis % shape.length);
      },
    ),
    { numRuns: 100 },
  );
  fc.assert(
    fc.property(size, size, size, size, fc.boolean(), fc.boolean(), (batch, rows, inner, columns, turnA, turnB) => {
      const a = made([batch, ...(turnA ? [inner, rows] : [rows, inner])]);
      const b = made([1, ...(turnB ? [columns, inner] : [inner, columns])]);
      tf.matMul(a, b, turnA, turnB);
      tf.fused.matMul({ a, b, transposeA: turnA, transposeB: turnB, bias: made([columns]), activation: 'relu' });
    }),
    { numRuns: 40 },
  );
  tf.cumprod(made([2, 3]), 1);
  tf.topk(made([2, 5]), 3);
}
