// Whole networks with PyTorch's layout of weights give what PyTorch gives: the probabilities of the thousand classes.

import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { inceptionV4 } from '../../../../src/networks/inceptionv4';
import { mobileNet } from '../../../../src/networks/mobilenet';
import { resNet18 } from '../../../../src/networks/resnet18';
import { resNet50 } from '../../../../src/networks/resnet50';
import { squeezeNet1_0 } from '../../../../src/networks/squeezenet1_0';
import { squeezeNet1_1 } from '../../../../src/networks/squeezenet1_1';
import { vgg11 } from '../../../../src/networks/vgg11';
import { repairKernels } from '../../../../src/runner/core/repairKernels';
import { installSeededWeights } from '../../../../src/runner/core/seededWeights';
import { assignWeights } from '../../../../src/runner/core/weights/assignWeights';
import { permute } from '../../../../src/runner/core/weights/layouts';
import { matchWeights } from '../../../../src/runner/core/weights/matchWeights';
import { openWeightsFile, readTensor, type WeightsFile } from '../../../../src/runner/node/weights/weightsFile';
import { listStateDict, makeUniform, makeUpTensor, weightFixtures } from './madeUpWeights';

const wasmPackage = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/package.json');
const file = path.join(weightFixtures, 'parity.safetensors');

/** As makeTorch.py has chosen and written them. */
function readGains(): Readonly<Record<string, string>> {
  const bytes = fs.readFileSync(file);
  const header = JSON.parse(bytes.toString('utf8', 8, 8 + Number(bytes.readBigUInt64LE()))) as {
    readonly __metadata__: Readonly<Record<string, string>>;
  };
  return header.__metadata__;
}

const gains = readGains();
const networks: readonly (readonly [name: string, key: string, factory: () => tf.LayersModel])[] = [
  ['vgg11', 'vgg11 torchvision', vgg11],
  ['resnet18', 'resnet18 torchvision', resNet18],
  ['resnet50', 'resnet50 torchvision', () => resNet50(1000, '3x3')],
  ['squeezenet1_0', 'squeezenet1_0 torchvision', squeezeNet1_0],
  ['squeezenet1_1', 'squeezenet1_1 torchvision', squeezeNet1_1],
  ['mobilenet', 'mobilenet timm', () => mobileNet(1000, 1, 224, 'symmetric')],
  ['inceptionv4', 'inceptionv4 timm', inceptionV4],
];

describe('with the same made-up weights and picture', () => {
  let outputs: WeightsFile;

  beforeAll(async () => {
    setWasmPaths(path.join(path.dirname(wasmPackage), 'wasm-out') + path.sep);
    await tf.setBackend('wasm');
    repairKernels(tf);
    installSeededWeights(tf, 1);
    outputs = await openWeightsFile(file, 'parity.safetensors', (shard) => Promise.resolve(shard));
  });

  it('has an output of every network', () => {
    expect(outputs.tensors.map(({ name }) => name).sort()).toEqual(networks.map(([name]) => name).sort());
  });

  it.each(networks)('%s gives the probabilities of PyTorch', { timeout: 120_000 }, async (name, key, factory) => {
    const model = factory();
    const match = matchWeights(model, listStateDict(key));
    const gain = Number(gains[name]);
    await assignWeights(tf, match, (tensor) => Promise.resolve(makeUpTensor(tensor, gain)));
    const side = model.inputs[0]!.shape[1]!;
    const picture = permute(makeUniform('picture', 3 * side * side), [3, side, side], [1, 2, 0]);
    const input = tf.tensor(picture, [1, side, side, 3]);
    const output = model.predict(input) as tf.Tensor;
    const probabilities = output.dataSync();
    const wanted = await readTensor(
      outputs,
      outputs.tensors.find((tensor) => tensor.name === name)!,
    );
    tf.dispose([input, output]);
    model.dispose();
    const largest = Math.max(...wanted);
    const error = Math.max(...wanted.map((value, i) => Math.abs(value - probabilities[i]!)));
    expect(probabilities.indexOf(Math.max(...probabilities))).toBe(wanted.indexOf(largest));
    expect(error / largest).toBeLessThan(1e-4);
    // not all the same: it is a picture that is classified
    expect(largest).toBeGreaterThan(3e-3);
  });
});
