// Reads one channel of an activation: a backend whose values are far away sends no more than that.

import { findMapShape } from './mapShape';
import type { Tensor, TensorFlow } from './tensorFlow';

/** The values of the channel, row by row. The tensor stays the caller's. */
export async function readChannel(tf: TensorFlow, tensor: Tensor, channel: number): Promise<Float32Array> {
  const { channels } = findMapShape(tensor.shape);
  const pixels = tensor.size / channels;
  const values = tf.tidy(() => tf.slice(tf.reshape(tensor, [pixels, channels]), [0, channel], [pixels, 1]));
  try {
    return Float32Array.from(await values.data());
  } finally {
    values.dispose();
  }
}
