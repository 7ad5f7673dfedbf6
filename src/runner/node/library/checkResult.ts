// Has a library compute something before it is trusted.

import { RunError } from '../../core/failure';
import type { TensorFlow } from '../../core/tensorFlow';

/** A result that is known beforehand, by the operations every network has: on a GPU it takes all of its libraries. */
function compute(tf: TensorFlow) {
  return tf.tidy(() => {
    const picture = tf.tensor4d(new Array<number>(16).fill(1), [1, 4, 4, 1]);
    const filter = tf.tensor4d(new Array<number>(9).fill(1), [3, 3, 1, 1]);
    const sums = tf.maxPool(tf.conv2d(picture, filter, 1, 'valid'), 2, 1, 'valid');
    return tf.matMul(tf.mul(sums, 0.5).reshape([1, 1]), tf.ones([1, 2]));
  });
}

/** @throws RunError when the present backend computes wrong */
export async function checkResult(tf: TensorFlow): Promise<void> {
  const result = compute(tf);
  const values = [...(await result.data())];
  result.dispose();
  if (values.length !== 2 || values.some((value) => Math.abs(value - 4.5) > 1e-3)) {
    throw new RunError(`It computed ${values.join(', ')} where 4.5, 4.5 is right.`);
  }
}
