// One call of each kernel that goes to a device, on more values than are computed here.

import * as tf from '@tensorflow/tfjs';
import { fillUniform, hashText } from '../../../../src/runner/core/seededWeights';

type Shape4 = [number, number, number, number];

const SHAPE: Shape4 = [2, 12, 12, 8];

/** Values from `low` to `high`, away from its ends. */
function draw(shape: readonly number[], low = -1, high = 1): tf.Tensor {
  const values = fillUniform(new Float32Array(tf.util.sizeFromShape([...shape])), {
    state: hashText('draw'),
    limit: 0.45,
  });
  return tf.tensor(
    values.map((value) => low + (value + 0.5) * (high - low)),
    [...shape],
  );
}

const x = (low?: number, high?: number): tf.Tensor4D => draw(SHAPE, low, high) as tf.Tensor4D;
const integers = (): tf.Tensor4D => tf.cast(x(0, 9), 'int32');
const truths = (): tf.Tensor => tf.greater(x(), 0);
const filter = (size: number, inputs: number, outputs: number): tf.Tensor4D =>
  draw([size, size, inputs, outputs]) as tf.Tensor4D;
const cube = (): tf.Tensor5D => draw([1, 6, 8, 8, 4]) as tf.Tensor5D;
const cubeFilter = (): tf.Tensor5D => draw([2, 2, 2, 4, 3]) as tf.Tensor5D;

const unary = (names: readonly string[], low: number, high: number): [string, () => tf.Tensor][] =>
  names.map((name) => {
    const compute = (tf as unknown as Record<string, (value: tf.Tensor) => tf.Tensor>)[name]!;
    return [name, () => compute(x(low, high))];
  });

const binary = (names: readonly string[]): [string, () => tf.Tensor][] =>
  names.map((name) => {
    const compute = (tf as unknown as Record<string, (a: tf.Tensor, b: tf.Tensor) => tf.Tensor>)[name]!;
    return [name, () => compute(x(0.2, 3), draw([12, 8], 0.5, 2))];
  });

/** By what they are called in TensorFlow.js. Each gives a tensor, or a list of them. */
export const kernelCalls: readonly (readonly [string, () => tf.Tensor | tf.Tensor[]])[] = [
  ...unary(['acos', 'asin', 'atanh', 'erf', 'sin', 'cos', 'tan', 'tanh', 'sinh', 'cosh', 'atan', 'asinh'], -0.9, 0.9),
  ...unary(['acosh', 'log', 'log1p', 'sqrt', 'rsqrt', 'reciprocal'], 1.1, 4),
  ...unary(['abs', 'ceil', 'floor', 'round', 'exp', 'expm1', 'neg', 'sign', 'square', 'relu', 'relu6', 'step'], -8, 8),
  ...unary(['elu', 'selu', 'sigmoid', 'softplus', 'leakyRelu', 'softmax', 'logSoftmax'], -4, 4),
  ...unary(['onesLike', 'zerosLike', 'isNaN', 'isInf', 'isFinite'], -1, 1),
  ...binary(['add', 'sub', 'mul', 'div', 'maximum', 'minimum', 'pow', 'mod', 'squaredDifference', 'atan2']),
  ...binary(['equal', 'notEqual', 'greater', 'greaterEqual', 'less', 'lessEqual']),
  ['prelu', () => tf.prelu(x(), draw([8], 0.1, 0.5))],
  ['clipByValue', () => tf.clipByValue(x(), -0.5, Infinity)],
  ['logicalAnd', () => tf.logicalAnd(truths(), truths())],
  ['logicalOr', () => tf.logicalOr(truths(), tf.logicalNot(truths()))],
  ['where', () => tf.where(truths(), x(), tf.zerosLike(x()))],
  ['addN', () => tf.addN([x(), x(), x()])],
  ['cast', () => [tf.cast(x(-5, 5), 'int32'), tf.cast(integers(), 'bool'), tf.cast(truths(), 'float32')]],
  ['integers', () => [tf.add(integers(), integers()), tf.sum(integers(), 3), tf.max(integers(), 1)]],
  ['gradient of elu', () => tf.grad((value) => tf.elu(value))(x())],
  [
    'sums',
    () => [tf.sum(x(), [1, 2]), tf.mean(x(), -1, true), tf.max(x(), 0), tf.min(x(), 2), tf.prod(x(0.5, 1.5), 3)],
  ],
  ['all and any', () => [tf.all(truths(), 3), tf.any(truths(), 1)]],
  ['argMax and argMin', () => [tf.argMax(x(), 3), tf.argMin(x(), 1)]],
  ['cumsum and cumprod', () => [tf.cumsum(x(), 1), tf.cumprod(x(0.5, 1.5), 2, true, true)]],
  ['topk', () => Object.values(tf.topk(x(), 3))],
  [
    'matMul',
    () => [tf.matMul(draw([2, 30, 20]), draw([1, 20, 40])), tf.matMul(draw([30, 20]), draw([40, 20]), false, true)],
  ],
  [
    'fused matMul',
    () => tf.fused.matMul({ a: draw([40, 30]), b: draw([30, 40]), bias: draw([40]), activation: 'relu' }),
  ],
  ...[1, 2].map((stride) => {
    return [
      `conv2d and its gradients, stride ${stride}`,
      () =>
        tf.grads((a: tf.Tensor, b: tf.Tensor) => tf.conv2d(a as tf.Tensor4D, b as tf.Tensor4D, stride, 'same'))([
          x(),
          filter(3, 8, 6),
        ]),
    ] as const;
  }),
  [
    'conv2d',
    () => [
      tf.conv2d(x(), filter(3, 8, 6), 1, 'same', 'NHWC', 2),
      tf.conv2d(x(), filter(5, 8, 6), 2, 1, 'NHWC', 1, 'floor'),
    ],
  ],
  ['conv2dTranspose', () => tf.conv2dTranspose(x(), filter(3, 4, 8), [2, 24, 24, 4], 2, 'same')],
  [
    'fused conv2d',
    () =>
      tf.fused.conv2d({
        x: x(),
        filter: filter(3, 8, 6),
        strides: 2,
        pad: 'valid',
        bias: draw([6]),
        activation: 'relu6',
      }),
  ],
  [
    'depthwiseConv2d and its gradients',
    () =>
      tf.grads((a: tf.Tensor, b: tf.Tensor) => tf.depthwiseConv2d(a as tf.Tensor4D, b as tf.Tensor4D, 2, 'same'))([
        x(),
        filter(3, 8, 2),
      ]),
  ],
  ['depthwiseConv2d', () => tf.depthwiseConv2d(x(), filter(3, 8, 2), 1, 'same', 'NHWC', 2)],
  [
    'fused depthwiseConv2d',
    () =>
      tf.fused.depthwiseConv2d({
        x: x(),
        filter: filter(3, 8, 1),
        strides: 1,
        pad: 'same',
        bias: draw([8]),
        activation: 'relu',
      }),
  ],
  [
    'conv3d and its gradients',
    () =>
      tf.grads((a: tf.Tensor, b: tf.Tensor) => tf.conv3d(a as tf.Tensor5D, b as tf.Tensor5D, 1, 'same'))([
        cube(),
        cubeFilter(),
      ]),
  ],
  ['conv3d', () => tf.conv3d(cube(), cubeFilter(), 2, 'valid')],
  ['dilation2d', () => tf.dilation2d(x(), draw([3, 3, 8]) as tf.Tensor3D, 1, 'same')],
  ['pooling', () => [tf.maxPool(x(), 3, 2, 'same'), tf.avgPool(x(), 3, 2, 'same'), tf.maxPool(x(), 2, 2, 'valid')]],
  [
    'gradient of maxPool, also among equals',
    () => [
      tf.grad((a) => tf.maxPool(a as tf.Tensor4D, 3, 2, 'same'))(x()),
      tf.grad((a) => tf.maxPool(a as tf.Tensor4D, 2, 2, 'valid'))(tf.relu(x())),
    ],
  ],
  ['gradient of avgPool', () => tf.grad((a) => tf.avgPool(a as tf.Tensor4D, 3, 2, 'same'))(x())],
  ['pooling in 3d', () => [tf.maxPool3d(cube(), 2, 2, 'same'), tf.avgPool3d(cube(), 2, 2, 'same')]],
  [
    'gradients of pooling in 3d',
    () => [
      tf.grad((a) => tf.maxPool3d(a as tf.Tensor5D, 2, 2, 'same'))(cube()),
      tf.grad((a) => tf.avgPool3d(a as tf.Tensor5D, 2, 2, 'same'))(cube()),
    ],
  ],
  ['localResponseNormalization', () => tf.localResponseNormalization(x(), 2, 1, 0.5, 0.75)],
  ['its gradient', () => tf.grad((a) => tf.localResponseNormalization(a as tf.Tensor4D, 2, 1, 0.5, 0.75))(x())],
  ['batchNorm', () => tf.batchNorm(x(), draw([8]), draw([8], 0.5, 1.5), draw([8]), draw([8]))],
  ['concat and stack', () => [tf.concat([x(), x(), x()], 3), tf.concat([x(), x()], 1), tf.stack([x(), x()], 2)]],
  ['split and unstack', () => [...tf.split(x(), [3, 5], 3), ...tf.unstack(x(), 0)]],
  [
    'slice',
    () => [
      tf.slice(x(), [0, 2, 3, 1], [2, 5, -1, 4]),
      tf.stridedSlice(x(), [0, 1, 0, 0], [2, 12, 12, 8], [1, 2, 3, 1]),
    ],
  ],
  [
    'pad',
    () => [
      tf.pad(
        x(),
        [
          [0, 0],
          [1, 2],
          [0, 3],
          [0, 0],
        ],
        -2,
      ),
      tf.mirrorPad(
        x(),
        [
          [0, 0],
          [1, 2],
          [3, 0],
          [0, 0],
        ],
        'reflect',
      ),
    ],
  ],
  [
    'transpose and reverse',
    () => [tf.transpose(x(), [0, 3, 2, 1]), tf.transpose(draw([40, 60])), tf.reverse(x(), [1, 3])],
  ],
  ['tile and gather', () => [tf.tile(x(), [1, 2, 1, 2]), tf.gather(x(), tf.tensor1d([7, 0, 3], 'int32'), 3)]],
  ['gatherND', () => tf.gatherND(draw([40, 40]), tf.cast(draw([600, 2], 0, 39), 'int32'))],
  [
    'resize',
    () => [
      tf.image.resizeBilinear(x(), [20, 7], true),
      tf.image.resizeBilinear(x(), [5, 24], false, true),
      tf.image.resizeNearestNeighbor(x(), [20, 7]),
    ],
  ],
  [
    'gradients of resize',
    () => [
      tf.grad((a) => tf.image.resizeBilinear(a as tf.Tensor4D, [20, 7]))(x()),
      tf.grad((a) => tf.image.resizeNearestNeighbor(a as tf.Tensor4D, [24, 24]))(x()),
    ],
  ],
  [
    'blocks',
    () => [
      tf.spaceToBatchND(
        x(),
        [2, 3],
        [
          [0, 0],
          [0, 0],
        ],
      ),
      tf.batchToSpaceND(
        draw([8, 12, 12, 2]),
        [2, 2],
        [
          [1, 0],
          [0, 1],
        ],
      ),
      tf.depthToSpace(x(), 2, 'NHWC'),
    ],
  ],
  [
    'oneHot, fill, range and linspace',
    () => [
      tf.oneHot(tf.cast(draw([300], 0, 9), 'int32'), 10),
      tf.fill([40, 40], 2.5),
      tf.range(0, 3000, 2),
      tf.linspace(0, 1, 2000),
    ],
  ],
  ['flip and rotate', () => [tf.image.flipLeftRight(x()), tf.image.rotateWithOffset(x(), 0.5, 0.2)]],
  ['diag', () => tf.diag(draw([40]))],
];
