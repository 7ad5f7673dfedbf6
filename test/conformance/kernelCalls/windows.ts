// Calls of the kernels that slide a window, and of their gradients.

import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { differentiate, made, pad, size } from './operands';

const window = fc.record({
  batch: fc.constantFrom(1, 2),
  height: fc.integer({ min: 5, max: 9 }),
  width: fc.integer({ min: 5, max: 9 }),
  channels: size,
  filters: size,
  extent: fc.integer({ min: 1, max: 4 }),
  stride: fc.integer({ min: 1, max: 3 }),
  pad,
  isBiased: fc.boolean(),
});

export function callWindows(): void {
  fc.assert(
    fc.property(window, ({ batch, height, width, channels, filters, extent, stride, pad: way, isBiased }) => {
      const x = made([batch, height, width, channels]) as tf.Tensor4D;
      const filter = made([extent, extent, channels, filters]) as tf.Tensor4D;
      const bias = isBiased ? made([filters]) : undefined;
      const fused = { x, filter, strides: stride, pad: way, bias, activation: 'relu' as const };
      differentiate([x, filter], (a: tf.Tensor4D, b: tf.Tensor4D) => tf.conv2d(a, b, stride, way));
      tf.fused.conv2d(fused);
      const depthwise = made([extent, extent, channels, 2]) as tf.Tensor4D;
      differentiate([x, depthwise], (a: tf.Tensor4D, b: tf.Tensor4D) => tf.depthwiseConv2d(a, b, stride, way));
      tf.fused.depthwiseConv2d({ ...fused, filter: depthwise, bias: undefined });
      differentiate([x], (a: tf.Tensor4D) => tf.maxPool(a, extent, stride, way));
      differentiate([x], (a: tf.Tensor4D) => tf.avgPool(a, extent, stride, way));
      tf.separableConv2d(x, depthwise, made([1, 1, channels * 2, filters]) as tf.Tensor4D, stride, way);
      tf.dilation2d(x, made([extent, extent, channels]) as tf.Tensor3D, stride, way);
    }),
    { numRuns: 60 },
  );
  const dilated = made([1, 9, 9, 2]) as tf.Tensor4D;
  tf.conv2d(dilated, made([3, 3, 2, 2]) as tf.Tensor4D, 1, 'same', 'NHWC', 2);
  tf.conv2d(
    dilated,
    made([3, 3, 2, 2]) as tf.Tensor4D,
    1,
    [
      [0, 0],
      [1, 2],
      [0, 1],
      [0, 0],
    ],
    'NHWC',
  );
  tf.conv2d(dilated, made([3, 3, 2, 2]) as tf.Tensor4D, 2, 1, 'NHWC', 1, 'floor');
  tf.conv2dTranspose(made([1, 4, 4, 3]) as tf.Tensor4D, made([3, 3, 2, 3]) as tf.Tensor4D, [1, 8, 8, 2], 2, 'same');
  tf.conv2d(dilated, made([3, 3, 9, 2]) as tf.Tensor4D, 1, 'same', 'NCHW');
  const volume = made([1, 4, 5, 6, 2]) as tf.Tensor5D;
  const cube = made([2, 2, 2, 2, 3]) as tf.Tensor5D;
  differentiate([volume, cube], (a: tf.Tensor5D, b: tf.Tensor5D) => tf.conv3d(a, b, 1, 'same'));
  differentiate([volume], (a: tf.Tensor5D) => tf.maxPool3d(a, 2, 2, 'same'));
  differentiate([volume], (a: tf.Tensor5D) => tf.avgPool3d(a, 2, 2, 'valid'));
  differentiate([dilated], (a: tf.Tensor4D) => tf.localResponseNormalization(a));
  tf.batchNorm(dilated, made([2]) as tf.Tensor1D, made([2]) as tf.Tensor1D);
}
