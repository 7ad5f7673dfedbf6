// The wasm backend as the runner mends it gives what the cpu backend gives: kernels it lacks, kernels it has wrong, large dense layers.

import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { createRequire } from 'node:module';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { repairKernels } from '../../../src/runner/core/repairKernels';

const wasmPackage = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/package.json');
const MAX_RELATIVE_ERROR = 1e-5;

beforeAll(async () => {
  setWasmPaths(path.join(path.dirname(wasmPackage), 'wasm-out') + path.sep);
  await tf.setBackend('wasm');
  repairKernels(tf);
});

type Outcome = readonly {
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly values: readonly number[];
}[];

async function computeOn(backend: string, compute: () => tf.Tensor | tf.Tensor[]): Promise<Outcome> {
  await tf.setBackend(backend);
  const result = compute();
  const tensors = Array.isArray(result) ? result : [result];
  return tensors.map((tensor) => ({ shape: tensor.shape, dtype: tensor.dtype, values: [...tensor.dataSync()] }));
}

/** Numbers that look drawn and are the same everywhere. */
function fill(...shape: number[]): tf.Tensor {
  const size = shape.reduce((product, length) => product * length, 1);
  return tf.tensor(
    Float32Array.from({ length: size }, (_, i) => Math.sin(i * 12.9898 + size)),
    shape,
  );
}

async function expectSame(compute: () => tf.Tensor | tf.Tensor[]): Promise<void> {
  const cpu = await computeOn('cpu', compute);
  const wasm = await computeOn('wasm', compute);
  expect(wasm.map(({ shape, dtype }) => [shape, dtype])).toEqual(cpu.map(({ shape, dtype }) => [shape, dtype]));
  cpu.forEach(({ values }, i) => {
    const scale = Math.max(...values.map(Math.abs));
    expect(scale).toBeGreaterThan(0);
    const errors = values.map((value, at) => Math.abs(value - wasm[i]!.values[at]!));
    expect(Math.max(...errors) / scale).toBeLessThan(MAX_RELATIVE_ERROR);
  });
}

const picture = () => fill(1, 9, 8, 4) as tf.Tensor4D;

const signal = () => tf.complex(fill(2, 12), fill(2, 12).neg().add(0.25));
const fourier = (values: tf.Tensor) => [tf.real(values), tf.imag(values)];

describe('kernels', () => {
  it.each<readonly [string, () => tf.Tensor | tf.Tensor[]]>([
    [
      'gradient of a convolution by its filter',
      () => tf.grad((w: tf.Tensor) => tf.conv2d(picture(), w as tf.Tensor4D, 2, 'same').square())(fill(3, 3, 4, 5)),
    ],
    [
      'gradient of a depthwise convolution by its filter',
      () =>
        tf.grad((w: tf.Tensor) => tf.depthwiseConv2d(picture(), w as tf.Tensor4D, 1, 'valid').square())(
          fill(3, 3, 4, 2),
        ),
    ],
    [
      'gradient of a depthwise convolution by its input',
      () =>
        tf.grad((x: tf.Tensor) =>
          tf.depthwiseConv2d(x as tf.Tensor4D, fill(3, 3, 4, 2) as tf.Tensor4D, 1, 'same').square(),
        )(picture()),
    ],
    [
      'gradient of overlapping max pooling',
      () => tf.grad((x: tf.Tensor) => tf.maxPool(x as tf.Tensor4D, 3, 2, 'valid').square())(picture()),
    ],
    ['Fourier transform', () => fourier(tf.spectral.fft(signal()))],
    ['inverse Fourier transform', () => fourier(tf.spectral.ifft(signal()))],
    ['Fourier transform of real numbers', () => fourier(tf.spectral.rfft(fill(2, 12)))],
    ['and back', () => tf.spectral.irfft(tf.spectral.rfft(fill(2, 12)))],
    ['a part of complex numbers, in another form', () => fourier(tf.clone(signal()).reshape([4, 6]))],
    ['real numbers as complex ones', () => [tf.real(tf.cast(fill(3, 4), 'complex64')), tf.abs(signal())]],
    ['max pooling with positions', () => Object.values(tf.maxPoolWithArgmax(picture(), 3, 2, 'valid'))],
    [
      'gradient of padded max pooling by a large picture',
      () => tf.grad((x: tf.Tensor) => tf.maxPool(x as tf.Tensor4D, 3, 2, 'same').square())(fill(1, 33, 31, 5)),
    ],
    [
      'gradient of average pooling',
      () => tf.grad((x: tf.Tensor) => tf.avgPool(x as tf.Tensor4D, 3, 2, 'same').square())(picture()),
    ],
    [
      'gradient of a strided convolution by its input',
      () =>
        tf.grad((x: tf.Tensor) => tf.conv2d(x as tf.Tensor4D, fill(3, 3, 4, 5) as tf.Tensor4D, 2, 'same').square())(
          picture(),
        ),
    ],
    [
      'gradient of a strided depthwise convolution by its input',
      () =>
        tf.grad((x: tf.Tensor) =>
          tf.depthwiseConv2d(x as tf.Tensor4D, fill(3, 3, 4, 2) as tf.Tensor4D, 2, 'same').square(),
        )(picture()),
    ],
    [
      'gradient of local response normalisation',
      () => tf.grad((x: tf.Tensor) => tf.localResponseNormalization(x as tf.Tensor4D, 2, 2, 0.1, 0.75))(picture()),
    ],
    [
      'gradient of enlargement',
      () => tf.grad((x: tf.Tensor) => tf.image.resizeBilinear(x as tf.Tensor4D, [18, 18]).square())(fill(1, 9, 9, 4)),
    ],
    [
      'gradient of enlargement to the nearest',
      () => tf.grad((x: tf.Tensor) => tf.image.resizeNearestNeighbor(x as tf.Tensor4D, [18, 16]).square())(picture()),
    ],
    ...(['relu', 'relu6', 'elu', 'selu', 'sigmoid', 'tanh', 'softplus', 'leakyRelu', 'softmax'] as const).map(
      (name) => [`gradient of ${name}`, () => tf.grad((x: tf.Tensor) => tf[name](x).square())(picture())] as const,
    ),
    ['dilated convolution', () => tf.conv2d(picture(), fill(3, 3, 4, 5) as tf.Tensor4D, 1, 'same', 'NHWC', 2)],
    [
      'dilated depthwise convolution',
      () => tf.depthwiseConv2d(picture(), fill(3, 3, 4, 2) as tf.Tensor4D, 1, 'same', 'NHWC', 2),
    ],
    [
      'transposed convolution',
      () => tf.conv2dTranspose(picture(), fill(3, 3, 2, 4) as tf.Tensor4D, [1, 18, 16, 2], 2, 'same'),
    ],
    ['max pooling at the edge', () => tf.maxPool(picture(), 3, 2, 'same')],
    ['average pooling at the edge', () => tf.avgPool(picture(), 3, 2, 'same')],
    ['sums by segment', () => tf.unsortedSegmentSum(fill(5, 3), tf.tensor1d([0, 2, 1, 2, 0], 'int32'), 3)],
    ['einsum', () => tf.einsum('bij,bjk->bik', fill(2, 3, 4), fill(2, 4, 5))],
    ['local response normalisation', () => tf.localResponseNormalization(picture(), 5, 2, 1e-4, 0.75)],
  ])('%s', async (_, compute) => {
    await expectSame(compute);
  });
});

it('says what it has no values for', async () => {
  await tf.setBackend('wasm');
  const words = tf.tensor(['a', 'b', 'a'], [3], 'string');
  expect(() => tf.string.staticRegexReplace(words, 'a', 'b')).toThrow(
    'the wasm backend has no values of type string; choose the cpu backend',
  );
});

describe('a row times a large matrix', () => {
  const [inputs, units] = [1024, 1001];

  it.each(['linear', 'relu', 'relu6', 'elu', 'sigmoid', 'tanh', 'softmax', 'selu'] as const)(
    '%s',
    async (activation) => {
      await expectSame(() => {
        const layer = tf.layers.dense({ units, inputShape: [inputs], activation, kernelInitializer: 'zeros' });
        layer.build([null, inputs]);
        layer.setWeights([fill(inputs, units), fill(units)]);
        return layer.apply(fill(1, inputs)) as tf.Tensor;
      });
    },
  );

  it.each<readonly [string, () => tf.Tensor]>([
    ['without bias', () => tf.matMul(fill(1, inputs), fill(inputs, units))],
    ['transposed weights', () => tf.matMul(fill(1, inputs), fill(units, inputs), false, true)],
    ['a transposed column', () => tf.matMul(fill(inputs, 1), fill(inputs, units), true)],
    ['an odd number of inputs', () => tf.matMul(fill(1, inputs + 3), fill(inputs + 3, units))],
    ['several rows', () => tf.matMul(fill(2, inputs), fill(inputs, units))],
    ['several matrices', () => tf.matMul(fill(2, 1, inputs), fill(2, inputs, units))],
    [
      'leaky ReLU',
      () =>
        tf.fused.matMul({
          a: fill(1, inputs),
          b: fill(inputs, units),
          activation: 'leakyrelu',
          leakyreluAlpha: 0.3,
        }),
    ],
    [
      'PReLU',
      () =>
        tf.fused.matMul({
          a: fill(1, inputs),
          b: fill(inputs, units),
          activation: 'prelu',
          preluActivationWeights: fill(1, units),
        }),
    ],
  ])('%s', async (_, compute) => {
    await expectSame(compute);
  });

  it('leaves no memory behind', async () => {
    await tf.setBackend('wasm');
    const [row, weights] = [fill(1, inputs), fill(inputs, units)];
    const run = () => {
      tf.matMul(row, weights).dispose();
      tf.einsum('ij,jk->ik', row, weights).dispose();
    };
    run();
    const before = tf.memory();
    for (let i = 0; i < 5; i++) run();
    expect([tf.memory().numTensors, tf.memory().numDataBuffers]).toEqual([before.numTensors, before.numDataBuffers]);
  });
});
