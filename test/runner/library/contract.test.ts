// What ConvLens asks of a native library: TensorFlow's own JavaScript on the stand-in for its compiled part; the real one where
// CONVLENS_TENSORFLOW_FOLDER names a folder that has it, or Dawn where CONVLENS_WEBGPU_FOLDER does (docs/native-runtime.md). Every
// result must be the cpu backend's.

import type * as tfjs from '@tensorflow/tfjs';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LibraryChoice, LoadedLibrary, NativeBackend } from '../../../src/protocol/library';
import { findNamedLibraries } from '../../../src/runner/library/findLibraries';
import { loadLibrary } from '../../../src/runner/node/library/loadLibrary';
import { SharedTensorFlow } from '../../../src/runner/node/sharedTensorFlow';
import { installStandIn } from './standInPackage';

const MAX_RELATIVE_ERROR = 1e-4;

// as Node loads it, as the package does
const require = createRequire(import.meta.url);
const tf = require('@tensorflow/tfjs') as typeof tfjs;
const webGpuFile = require.resolve('@tensorflow/tfjs-backend-webgpu');
const shared = new SharedTensorFlow(tf, require.resolve('@tensorflow/tfjs'));
const folder = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'convlens-library-'));
const current: { library?: LoadedLibrary } = {};

const { CONVLENS_TENSORFLOW_FOLDER: tensorFlowFolder, CONVLENS_WEBGPU_FOLDER: dawnFolder } = process.env;
const backend: NativeBackend = dawnFolder === undefined ? 'tensorflow' : 'webgpu';

function findLibrary(): LibraryChoice {
  const realFolder = dawnFolder ?? tensorFlowFolder;
  return realFolder === undefined
    ? { packageName: '@tensorflow/tfjs-node-gpu', folder: installStandIn(folder, { isUsingGpu: true }) }
    : findNamedLibraries(backend, path.resolve(realFolder))[0]!;
}

beforeAll(async () => {
  const ownFolder = path.join(folder, 'own');
  fs.mkdirSync(ownFolder);
  fs.writeFileSync(path.join(ownFolder, 'webgpu.js'), `module.exports = require(${JSON.stringify(webGpuFile)});`);
  current.library = await loadLibrary(shared, { library: findLibrary(), isTrial: false, ownFolder });
});

afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

type Compute = () => tfjs.Tensor | tfjs.Tensor[];

async function computeOn(name: string, compute: Compute) {
  await tf.setBackend(name);
  const result = tf.tidy(compute);
  const tensors = Array.isArray(result) ? result : [result];
  const outcome = await Promise.all(
    tensors.map(async (tensor) => ({ shape: tensor.shape, dtype: tensor.dtype, values: [...(await tensor.data())] })),
  );
  tf.dispose(tensors);
  return outcome;
}

async function expectSame(compute: Compute): Promise<void> {
  const cpu = await computeOn('cpu', compute);
  const native = await computeOn(backend, compute);
  expect(native.map(({ shape, dtype }) => [shape, dtype])).toEqual(cpu.map(({ shape, dtype }) => [shape, dtype]));
  cpu.forEach(({ values }, i) => {
    const scale = Math.max(...values.map(Math.abs));
    expect(scale).toBeGreaterThan(0);
    const errors = values.map((value, at) => Math.abs(value - native[i]!.values[at]!));
    expect(Math.max(...errors) / scale).toBeLessThan(MAX_RELATIVE_ERROR);
  });
}

/** Numbers that look drawn and are the same everywhere. */
function fill<R extends tfjs.Rank = tfjs.Rank.R4>(...shape: number[]): tfjs.Tensor<R> {
  const size = shape.reduce((product, length) => product * length, 1);
  return tf.tensor(
    Float32Array.from({ length: size }, (_, i) => Math.sin(i * 12.9898 + size)),
    shape as tfjs.ShapeMap[R],
  );
}

const picture = () => fill(1, 9, 8, 4);
/** Dawn has one package, and cannot be read from synchronously. */
const onlyTensorFlow: (name: string, test: () => Promise<void> | void) => void =
  backend === 'tensorflow' ? it : () => undefined;

it('becomes the backend, and says where it computes', async () => {
  await tf.setBackend(backend);
  expect(tf.getBackend()).toBe(backend);
  const { version, isUsingGpu, deviceName } = current.library!;
  if (backend === 'webgpu') {
    expect(deviceName).not.toBe('');
    return;
  }
  expect(version).toMatch(/^2\.\d+/);
  expect(isUsingGpu).toBe((tf.backend() as unknown as { isUsingGpuDevice: boolean }).isUsingGpuDevice);
});

onlyTensorFlow('is the same TensorFlow.js under every name', () => {
  const modules = shared.makeVirtualModules() as Record<string, typeof tfjs & { node?: object }>;
  const file = path.join(folder, 'user.cjs');
  fs.writeFileSync(file, `exports.tf = require('@tensorflow/tfjs'); exports.node = require('@tensorflow/tfjs-node');`);
  const user = require(file) as { tf: typeof tfjs; node: typeof tfjs & { node: object } };
  const { '@tensorflow/tfjs-node': native, '@tensorflow/tfjs-core': core } = modules;
  expect([user.tf, core]).toEqual([tf, tf]);
  expect(user.node).toBe(native);
  for (const name of ['Tensor', 'LayersModel', 'conv2d', 'registerKernel', 'engine'] as const) {
    expect(native?.[name]).toBe(tf[name]);
  }
  // what only the native packages have
  expect(native?.node).toHaveProperty('decodeImage');
  expect(native?.io).toHaveProperty('fileSystem');
});

describe('operations', () => {
  it.each<readonly [string, Compute]>([
    ['convolution, valid', () => tf.conv2d(picture(), fill(3, 3, 4, 5), 1, 'valid')],
    ['convolution, same, strided', () => tf.conv2d(picture(), fill(3, 2, 4, 5), 2, 'same')],
    ['dilated convolution', () => tf.conv2d(picture(), fill(3, 3, 4, 5), 1, 'same', 'NHWC', 2)],
    ['depthwise convolution', () => tf.depthwiseConv2d(picture(), fill(3, 3, 4, 2), 1, 'same')],
    ['transposed convolution', () => tf.conv2dTranspose(picture(), fill(3, 3, 2, 4), [1, 18, 16, 2], 2, 'same')],
    ['max pooling', () => tf.maxPool(picture(), 3, 2, 'same')],
    ['average pooling at the edge', () => tf.avgPool(picture(), 3, 2, 'same')],
    ['local response normalisation', () => tf.localResponseNormalization(picture(), 2, 2, 1e-1, 0.75)],
    ['concatenation', () => tf.concat([picture(), fill(1, 9, 8, 2)], 3)],
    ['padding', () => tf.pad(picture(), [[0, 0], [1, 2], [2, 1], [0, 0]], 0.5)], // prettier-ignore
    ['a part', () => tf.slice(picture(), [0, 1, 2, 1], [1, 5, 4, 2])],
    ['another order', () => tf.transpose(picture(), [0, 3, 1, 2])],
    ['means over the picture', () => tf.mean(picture(), [1, 2])],
    ['sums that keep their axes', () => tf.sum(picture(), [1], true)],
    ['enlargement', () => tf.image.resizeNearestNeighbor(picture(), [18, 16])],
    ['products of matrices', () => tf.matMul(fill<tfjs.Rank.R2>(3, 7), fill<tfjs.Rank.R2>(5, 7), false, true)],
    [
      'stretching',
      () =>
        tf
          .mul(picture(), fill(1, 1, 1, 4))
          .sub(fill(9, 1, 1))
          .div(1.5),
    ],
    ['comparison', () => tf.greater(picture(), 0.2)],
    ...(['relu', 'relu6', 'elu', 'selu', 'sigmoid', 'tanh', 'softmax', 'square', 'neg'] as const).map((name) => {
      return [name, () => tf[name](picture())] as const;
    }),
  ])('%s', async (_, compute) => {
    await expectSame(compute);
  });
});

describe('gradients', () => {
  it.each<readonly [string, Compute]>([
    [
      'convolution by its input',
      () => tf.grad((x) => tf.conv2d(x as tfjs.Tensor4D, fill(3, 3, 4, 5), 2, 'same').square())(picture()),
    ],
    [
      'convolution by its filter',
      () => tf.grad((w) => tf.conv2d(picture(), w as tfjs.Tensor4D, 2, 'same').square())(fill(3, 3, 4, 5)),
    ],
    [
      'overlapping max pooling',
      () => tf.grad((x) => tf.maxPool(x as tfjs.Tensor4D, 3, 2, 'valid').square())(picture()),
    ],
    [
      'max pooling of values that are the same',
      () => {
        const pool = (x: tfjs.Tensor) => tf.maxPool(x as tfjs.Tensor4D, 3, 2, 'same').mul(fill(1, 5, 4, 4));
        return tf.grad(pool)(tf.relu(picture().sub(0.6)));
      },
    ],
  ])('%s', async (_, compute) => {
    await expectSame(compute);
  });
});

onlyTensorFlow('falls back to the cpu backend for what it does not have', async () => {
  await expectSame(() => {
    const { result, indexes } = tf.maxPoolWithArgmax(picture(), 3, 2, 'valid');
    return [result!, indexes!];
  });
});

describe('layers', () => {
  const models: Readonly<Record<string, () => tfjs.LayersModel>> = {
    'a plain network': () =>
      tf.sequential({
        layers: [
          tf.layers.conv2d({ inputShape: [12, 12, 3], filters: 4, kernelSize: 3, activation: 'relu' }),
          tf.layers.maxPooling2d({ poolSize: 2 }),
          tf.layers.separableConv2d({ filters: 6, kernelSize: 3, padding: 'same', activation: 'elu' }),
          tf.layers.flatten(),
          tf.layers.dense({ units: 7, activation: 'tanh' }),
          tf.layers.dense({ units: 5, activation: 'softmax' }),
        ],
      }),
    'a network with branches': () => {
      const input = tf.input({ shape: [12, 12, 3] });
      const apply = (layer: tfjs.layers.Layer, x: tfjs.SymbolicTensor | tfjs.SymbolicTensor[]) =>
        layer.apply(x) as tfjs.SymbolicTensor;
      const stem = apply(tf.layers.zeroPadding2d({ padding: 1 }), input);
      const conv = apply(tf.layers.conv2d({ filters: 4, kernelSize: 3, strides: 2, useBias: false }), stem);
      const normal = apply(tf.layers.batchNormalization(), conv);
      const deep = apply(tf.layers.depthwiseConv2d({ kernelSize: 3, padding: 'same' }), normal);
      const sum = apply(tf.layers.add(), [normal, apply(tf.layers.activation({ activation: 'sigmoid' }), deep)]);
      const joined = apply(tf.layers.concatenate(), [sum, apply(tf.layers.reLU({ maxValue: 6 }), normal)]);
      const large = apply(tf.layers.upSampling2d({ size: [2, 2] }), joined);
      const back = apply(
        tf.layers.conv2dTranspose({ filters: 3, kernelSize: 2, strides: 2, activation: 'relu' }),
        large,
      );
      const pooled = apply(tf.layers.averagePooling2d({ poolSize: 3, strides: 2, padding: 'same' }), back);
      return tf.model({ inputs: input, outputs: apply(tf.layers.globalAveragePooling2d({}), pooled) });
    },
  };

  it.each(Object.keys(models))('%s', async (name) => {
    await tf.setBackend('cpu');
    const model = models[name]!();
    model.setWeights(model.getWeights().map((weight) => fill(...weight.shape).abs()));
    await expectSame(() => model.predict(fill(1, 12, 12, 3)));
  });
});

it('leaves no memory behind', async () => {
  await tf.setBackend(backend);
  const count = () => {
    const { binding } = tf.backend() as unknown as { binding?: { getNumOfTensors(): number } };
    return [tf.memory().numTensors, tf.memory().numDataBuffers, binding?.getNumOfTensors()];
  };
  const run = async () => {
    const result = tf.tidy(() => tf.conv2d(picture(), fill(3, 3, 4, 5), 1, 'valid').relu());
    await result.data();
    result.dispose();
  };
  await run();
  const before = count();
  for (let i = 0; i < 5; i++) await run();
  expect(count()).toEqual(before);
});
