// Calls of the kernels that move values, make them, or read them at other places.

import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { differentiate, dtype, made, size } from './operands';

export function callRearrangements(): void {
  fc.assert(
    fc.property(fc.array(size, { minLength: 1, maxLength: 4 }), fc.nat(3), size, dtype, (shape, at, count, type) => {
      const axis = at % shape.length;
      const x = made(shape, type);
      tf.concat(Array<tf.Tensor>(count + 1).fill(x), axis);
      tf.stack(Array<tf.Tensor>(count).fill(x), axis);
      tf.unstack(x, axis);
      tf.split(
        x,
        [1, shape[axis]! - 1].filter((one) => one > 0),
        axis,
      );
      tf.slice(
        x,
        shape.map(() => 0),
        shape.map((one, i) => (i === axis ? -1 : one)),
      );
      tf.slice(
        x,
        shape.map((one) => one - 1),
      );
      tf.stridedSlice(
        x,
        shape.map(() => 0),
        shape,
        shape.map(() => 2),
      );
      tf.pad(
        x,
        shape.map((): [number, number] => [count, 1]),
      );
      tf.transpose(x);
      tf.reverse(x, axis);
      tf.tile(
        x,
        shape.map(() => count),
      );
      tf.gather(x, tf.tensor1d([0, shape[axis]! - 1, 0], 'int32'), axis);
      tf.reshape(x, [-1]);
      tf.expandDims(x, axis);
    }),
    { numRuns: 80 },
  );
  const picture = made([2, 4, 6, 4]) as tf.Tensor4D;
  tf.stridedSlice(made([4, 5]), [1, 0], [3, 5], [1, 1], 0, 0, 0, 0, 1);
  tf.mirrorPad(
    made([3, 3]),
    [
      [1, 1],
      [2, 0],
    ],
    'reflect',
  );
  // of a square, because the cpu backend exchanges height and width
  const square = made([2, 4, 4, 3]) as tf.Tensor4D;
  differentiate([square], (x: tf.Tensor4D) => tf.image.resizeBilinear(x, [5, 3]));
  differentiate([square], (x: tf.Tensor4D) => tf.image.resizeNearestNeighbor(x, [8, 3]));
  tf.image.resizeBilinear(tf.cast(picture, 'int32'), [2, 2]);
  tf.spaceToBatchND(
    picture,
    [2, 3],
    [
      [1, 1],
      [0, 0],
    ],
  );
  tf.batchToSpaceND(
    made([6, 2, 2, 1]),
    [2, 3],
    [
      [0, 1],
      [1, 0],
    ],
  );
  tf.depthToSpace(picture, 2, 'NHWC');
  tf.gatherND(
    made([3, 4, 2]),
    tf.tensor2d(
      [
        [0, 1],
        [2, 3],
      ],
      undefined,
      'int32',
    ),
  );
  tf.oneHot(tf.tensor1d([0, 2], 'int32'), 4);
  tf.fill([2, 3], 1);
  tf.zeros([2, 3], 'int32');
  tf.range(0, 7, 2);
  tf.range(5, 1, -1, 'int32');
  tf.linspace(0, 1, 5);
  tf.image.flipLeftRight(picture);
  tf.image.rotateWithOffset(picture, 0.5);
  tf.diag(made([3]));
}
