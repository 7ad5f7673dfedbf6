// Every layer of every classic network: the wasm backend, as the runner mends it, gives what the cpu backend gives. Where
// CONVLENS_WEBGPU_FOLDER names a folder that has Dawn, the webgpu backend on it is tested instead (docs/native-runtime.md).

import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { createRequire } from 'node:module';
import path from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { classicNetworks } from '../../src/networks/index';
import { listSteps, type Step } from '../../src/runner/core/listSteps';
import { repairKernels } from '../../src/runner/core/repairKernels';
import { fillUniform, hashText, installSeededWeights } from '../../src/runner/core/seededWeights';
import { walkModel, type WalkSource } from '../../src/runner/core/walkModel';
import { findNamedLibraries } from '../../src/runner/library/findLibraries';
import { loadDawn } from '../../src/runner/node/library/loadDawn';
import { loadFactory } from '../networks/runningModel';

/** Pixels on a side: the least that Inception v4 takes. */
const SIZE = 75;
/** Of the difference, as a part of the layer's largest value. */
const MAX_RELATIVE_ERROR = 1e-4;

const dawnFolder = process.env.CONVLENS_WEBGPU_FOLDER;
const testedBackend = dawnFolder === undefined ? 'wasm' : 'webgpu';
const require = createRequire(import.meta.url);

async function startTestedBackend(): Promise<void> {
  if (dawnFolder !== undefined) {
    const [dawn] = findNamedLibraries('webgpu', path.resolve(dawnFolder));
    await loadDawn(tf, dawn!.folder, require.resolve('@tensorflow/tfjs-backend-webgpu'));
    return;
  }
  const wasmPackage = require.resolve('@tensorflow/tfjs-backend-wasm/package.json');
  setWasmPaths(path.join(path.dirname(wasmPackage), 'wasm-out') + path.sep);
  await tf.setBackend('wasm');
  repairKernels(tf);
}

beforeAll(async () => {
  await startTestedBackend();
  installSeededWeights(tf, 1);
});

function drawTensor(name: string, shape: readonly number[]): tf.Tensor {
  const values = new Float32Array(shape.reduce((product, size) => product * size, 1));
  fillUniform(values, { state: hashText(name), limit: 1 });
  return tf.tensor(values, [...shape]);
}

/** A small picture leaves fewer values than a dense layer has weights for: behind flatten it goes on with others. */
const source: WalkSource = {
  feedInput: () => drawTensor('picture', [1, SIZE, SIZE, 3]),
  replace: ({ layer, outputShape }) =>
    layer.getClassName() === 'Flatten' ? drawTensor('flattened', [1, outputShape[1] as number]) : undefined,
};

async function valuesOfLayers(backend: string, steps: readonly Step[]): Promise<Float32Array[]> {
  await tf.setBackend(backend);
  const values: Float32Array[] = [];
  const onOutputs = async ({ index }: Step, [output]: readonly tf.Tensor[]): Promise<void> => {
    values[index] = Float32Array.from(await output!.data());
  };
  await walkModel(tf, steps, source, { onOutputs, pause: () => Promise.resolve() });
  return values;
}

function relativeError(expected: Float32Array, found: Float32Array): number {
  let [difference, largest] = [0, 0];
  expected.forEach((value, i) => {
    // NaN must not pass for equal
    difference = Math.max(difference, Math.abs(value - found[i]!));
    largest = Math.max(largest, Math.abs(value));
  });
  return largest === 0 && difference === 0 ? 0 : difference / largest;
}

it.each(classicNetworks)('$id', async ({ id, file, factory, arguments: named }) => {
  await tf.setBackend('cpu');
  const call = { file: path.basename(file, '.ts'), factory, arguments: named } as Parameters<typeof loadFactory>[0];
  const model = (await loadFactory(call))();
  const { steps } = listSteps(tf, model);
  const expected = await valuesOfLayers('cpu', steps);
  const found = await valuesOfLayers(testedBackend, steps);
  const errors = steps.map(({ index }) => relativeError(expected[index]!, found[index]!));
  const isWrong = (error: number, index: number): boolean =>
    !(error <= MAX_RELATIVE_ERROR) || found[index]!.every((value) => value === 0);
  expect(steps.filter(({ index }) => isWrong(errors[index]!, index)).map(({ layer }) => layer.name)).toEqual([]);
  console.log(`${id}: largest difference ${Math.max(...errors).toExponential(1)} of a layer's largest value`);
  model.dispose();
});
