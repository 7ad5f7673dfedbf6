// Operands of calls, and calls of which nothing but the kernels that run is of interest.

import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';

export const size = fc.integer({ min: 1, max: 4 });
export const dtype = fc.constantFrom('float32' as const, 'int32' as const);
export const pad = fc.constantFrom('same' as const, 'valid' as const);

/** Values 1 to 5 in turn, or both truth values. */
export function made(shape: readonly number[], type: 'float32' | 'int32' | 'bool' = 'float32'): tf.Tensor {
  const count = shape.reduce((product, one) => product * one, 1);
  const values = Array.from({ length: count }, (_, i) => (type === 'bool' ? i % 2 : ((i * 7) % 5) + 1));
  return tf.tensor(values, [...shape], type);
}

/** Computes the gradient by each operand too. */
export function differentiate<Operands extends tf.Tensor[]>(
  operands: Operands,
  compute: (...operands: Operands) => tf.Tensor,
): void {
  tf.grads(compute as unknown as (...operands: tf.Tensor[]) => tf.Tensor)(operands);
}
