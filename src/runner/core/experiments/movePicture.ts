// Moves a picture within its frame.

import type { Tensor, TensorFlow } from '../tensorFlow';

/** The picture's edge is repeated where nothing moves in. The tensor is disposed of; what is no picture stays as it is. */
export function movePicture(
  tf: TensorFlow,
  picture: Tensor,
  { down, right }: { readonly down: number; readonly right: number },
): Tensor {
  const [, height = 0, width = 0, channels = 0] = picture.shape;
  if ((down === 0 && right === 0) || picture.rank !== 4) return picture;
  const values = picture.dataSync();
  const moved = new Float32Array(values.length);
  const within = (at: number, size: number): number => Math.min(Math.max(at, 0), size - 1);
  for (let y = 0; y < height; y++) {
    const row = within(y - down, height) * width;
    for (let x = 0; x < width; x++) {
      const from = (row + within(x - right, width)) * channels;
      moved.set(values.subarray(from, from + channels), (y * width + x) * channels);
    }
  }
  picture.dispose();
  return tf.tensor(moved, [1, height, width, channels]);
}
