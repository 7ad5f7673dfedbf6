// The forms of what kernels give, known before they compute, against what the kernels of the cpu backend give.

import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { findKernel, replaceKernel } from '../../src/runner/core/completeKernels';
import { describeOutputs, knownKernels, listKernels } from '../../src/runner/core/device/kernelOutputs';

const seen = new Set<string>();
const differences: string[] = [];

/** From now on each kernel that runs is compared. */
beforeAll(async () => {
  await tf.setBackend('cpu');
  for (const name of knownKernels) {
    const original = findKernel(tf, name, 'cpu')!;
    replaceKernel(tf, name, 'cpu', (call) => {
      const given = original(call);
      if (Array.isArray(given) !== listKernels.has(name)) differences.push(`${name} gives a list, or does not`);
      const actual = [given].flat().map(({ shape, dtype }) => ({ shape, dtype }));
      const attributes = (call.attrs ?? {}) as Readonly<Record<string, unknown>>;
      const foretold = describeOutputs(tf, name, { inputs: call.inputs as never, attributes });
      const [wanted, found] = [actual, foretold.map(({ shape, dtype }) => ({ shape, dtype }))].map((forms) =>
        JSON.stringify(forms),
      );
      if (wanted !== found) differences.push(`${name} ${JSON.stringify(call.attrs)}: ${found} is ${wanted}`);
      seen.add(name);
      return given;
    });
  }
});

const UNARY = [
  ...['abs', 'acos', 'acosh', 'asin', 'asinh', 'atan', 'atanh', 'ceil', 'cos', 'cosh', 'elu', 'erf', 'exp', 'expm1'],
  ...[
    'floor',
    'log',
    'log1p',
    'neg',
    'reciprocal',
    'relu',
    'relu6',
    'round',
    'rsqrt',
    'selu',
    'sigmoid',
    'sign',
    'sin',
  ],
  ...[
    'sinh',
    'softplus',
    'sqrt',
    'square',
    'step',
    'tan',
    'tanh',
    'onesLike',
    'zerosLike',
    'isFinite',
    'isInf',
    'isNaN',
  ],
  ...['leakyRelu', 'clone'],
] as const;
const BINARY = [
  ...['add', 'sub', 'mul', 'div', 'maximum', 'minimum', 'pow', 'mod', 'squaredDifference', 'atan2'],
  ...['equal', 'notEqual', 'greater', 'greaterEqual', 'less', 'lessEqual', 'prelu'],
] as const;

const size = fc.integer({ min: 1, max: 4 });
const dtype = fc.constantFrom('float32' as const, 'int32' as const);
const pad = fc.constantFrom('same' as const, 'valid' as const);

function made(shape: readonly number[], type: 'float32' | 'int32' | 'bool' = 'float32'): tf.Tensor {
  const count = shape.reduce((product, one) => product * one, 1);
  const values = Array.from({ length: count }, (_, i) => (type === 'bool' ? i % 2 : ((i * 7) % 5) + 1));
  return tf.tensor(values, [...shape], type);
}

/** Of some axes only one is left, so that the other operand is spread over them. */
const spread = fc.record({ shape: fc.array(size, { maxLength: 4 }), flattened: fc.nat(15), cut: fc.nat(3) });

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

function differentiate<Operands extends tf.Tensor[]>(
  operands: Operands,
  compute: (...operands: Operands) => tf.Tensor,
): void {
  tf.grads(compute as unknown as (...operands: tf.Tensor[]) => tf.Tensor)(operands);
}

/** Some functions take floats only. */
function call(name: string, ...operands: tf.Tensor[]): void {
  try {
    (tf as unknown as Record<string, (...values: tf.Tensor[]) => unknown>)[name]!(...operands);
  } catch (error) {
    if (!String(error).includes('must be float32')) throw error;
  }
}

const checks: Readonly<Record<string, () => void>> = {
  'functions of one tensor': () => {
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
  },
  'functions of two tensors': () => {
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
  },
  'windows, and the gradients of what slides them': () => {
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
  },
  'sums, largest values and products': () => {
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
  },
  'what moves values': () => {
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
  },
};

it.each(Object.entries(checks))('%s', (_, check) => {
  tf.tidy(check);
  expect(differences.splice(0)).toEqual([]);
});

it('every kernel of the table ran', () => {
  expect(knownKernels.filter((name) => !seen.has(name))).toEqual([]);
});
