// Files written by PyTorch, Keras and TensorFlow.js make the models here compute what those libraries compute.

import * as tf from '@tensorflow/tfjs';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installSeededWeights } from '../../../../src/runner/core/seededWeights';
import { permute } from '../../../../src/runner/core/weights/layouts';
import { matchWeights } from '../../../../src/runner/core/weights/matchWeights';
import { openWeightsFile, readTensor } from '../../../../src/runner/node/weights/weightsFile';
import { kerasSmall } from '../../fixtures/weights/kerasSmall';
import { narrowVgg } from '../../fixtures/weights/narrowVgg';
import { compare, fill, openFixture, predict, readExample } from './fixtureModel';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'convlens-weights-'));

beforeAll(async () => {
  await tf.setBackend('cpu');
  installSeededWeights(tf, 1);
});

afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

describe('a narrow VGG of PyTorch', () => {
  it.each([
    ['narrowVgg.safetensors', 1e-5],
    ['narrowVgg.float16.safetensors', 2e-2],
    ['narrowVgg.bfloat16.safetensors', 1e-1],
  ])('%s', async (name, tolerance) => {
    const { picture, output } = await readExample('narrowVgg.example.safetensors');
    const model = narrowVgg();
    const { manner, preprocessing } = await fill(model, name);
    expect(manner).toBe('by the names of torchvision or timm');
    expect(preprocessing.mean).toEqual([0.485, 0.456, 0.406]);
    const given = predict(model, permute(picture, [3, 64, 96], [1, 2, 0]), [64, 96, 3]);
    expect(compare(given, output)).toBeLessThan(tolerance);
  });

  it('is not what random weights give', async () => {
    const { picture, output } = await readExample('narrowVgg.example.safetensors');
    const given = predict(narrowVgg(), permute(picture, [3, 64, 96], [1, 2, 0]), [64, 96, 3]);
    expect(compare(given, output)).toBeGreaterThan(0.1);
  });
});

describe('a small model of Keras', () => {
  it.each([
    ['keras/model.json', '', 'by the names of the layers', 1e-5],
    ['keras.safetensors', '', 'by the names of the layers', 1e-5],
    ['kerasFloat16/model.json', '', 'by the names of the layers', 5e-3],
    ['kerasUint8/model.json', '', 'by the names of the layers', 5e-2],
    // the converter lists the layers by name, not in their order
    ['keras/model.json', 'other_', 'in the order of the layers', 1e-5],
  ])('%s into layers named %s…', async (name, prefix, manner, tolerance) => {
    const { picture, output } = await readExample('keras.example.safetensors');
    const model = kerasSmall(prefix);
    const match = await fill(model, name);
    expect(match.manner).toBe(manner);
    expect(match.notes).toHaveLength(prefix === '' ? 0 : 1);
    expect(compare(predict(model, picture, [12, 16, 3]), output)).toBeLessThan(tolerance);
  });

  it('does not go into layers of other shapes by their order', async () => {
    const layers = [
      tf.layers.conv2d({ name: 'a', inputShape: [12, 16, 3], filters: 6, kernelSize: 3 }),
      tf.layers.batchNormalization({ name: 'b' }),
      tf.layers.depthwiseConv2d({ name: 'c', kernelSize: 5, useBias: false }),
    ];
    const file = await openFixture('keras/model.json');
    expect(() => matchWeights(tf.sequential({ layers }), file)).toThrow(
      'Tensor "depthwise/depthwise_kernel" of keras/model.json has shape [3, 3, 6, 1], but the weight "c/depthwise_kernel" of the model needs [5, 5, 6, 1]. No weights were loaded.',
    );
  });

  it("fills a dense layer at its end from a 1×1 convolution, as Keras's MobileNet ends in one", () => {
    const layers = [tf.layers.dense({ name: 'mine', units: 5, inputShape: [4] })];
    const tensors = [
      { name: 'theirs/kernel', shape: [1, 1, 4, 5] },
      { name: 'theirs/bias', shape: [5] },
    ].map((part) => ({ ...part, elementType: 'float32', part: 0, start: 0, end: 0, decode: () => new Float32Array() }));
    const file = { label: 'model.json', format: 'tfjs', tensors, layerOrder: ['theirs'] } as const;
    expect(matchWeights(tf.sequential({ layers }), file).fillings.map(({ weight }) => weight.name)).toEqual([
      'mine/kernel',
      'mine/bias',
    ]);
    const turned = [{ ...tensors[0]!, shape: [1, 1, 5, 4] }, tensors[1]!];
    expect(() => matchWeights(tf.sequential({ layers }), { ...file, tensors: turned })).toThrow(
      'Tensor "theirs/kernel" of model.json has shape [1, 1, 5, 4]',
    );
  });

  it('does not go into a model with fewer or more layers', async () => {
    const file = await openFixture('keras/model.json');
    const stem = () => tf.layers.conv2d({ name: 'a', inputShape: [12, 16, 3], filters: 6, kernelSize: 3 });
    expect(() => matchWeights(tf.sequential({ layers: [stem()] }), file)).toThrow(
      /has a tensor "stem_norm\/gamma" that the model has no layer for/,
    );
    const twice = tf.sequential({ layers: [stem(), tf.layers.conv2d({ name: 'b', filters: 6, kernelSize: 3 })] });
    expect(() => matchWeights(twice, file)).toThrow(/has no tensor for the weight "b\/kernel"/);
  });

  it('without its topology goes only into layers of its own names', async () => {
    const text = fs.readFileSync(path.join(import.meta.dirname, '../../fixtures/weights/keras/model.json'), 'utf8');
    const { modelTopology: _, ...rest } = JSON.parse(text) as Record<string, unknown>;
    const bare = path.join(folder, 'model.json');
    fs.writeFileSync(bare, JSON.stringify(rest));
    const shards = path.join(import.meta.dirname, '../../fixtures/weights/keras');
    const file = await openWeightsFile(bare, 'model.json', (shard) => Promise.resolve(path.join(shards, shard)));
    expect(matchWeights(kerasSmall(), file).fillings).toHaveLength(12);
    expect(() => matchWeights(kerasSmall('other_'), file)).toThrow(
      /"classes\/kernel" that belongs to none of the layers/,
    );
  });
});

it('a model that TensorFlow.js itself has saved', async () => {
  const make = (name: string) =>
    tf.sequential({
      layers: [
        tf.layers.conv2d({ name: `${name}_conv`, inputShape: [6, 6, 2], filters: 3, kernelSize: 3 }),
        tf.layers.batchNormalization({ name: `${name}_norm` }),
        tf.layers.conv2d({ name: `${name}_again`, filters: 3, kernelSize: 3 }),
        tf.layers.flatten({ name: `${name}_flat` }),
        tf.layers.dense({ name: `${name}_dense`, units: 4 }),
      ],
    });
  const saved = make('saved');
  saved.setWeights(
    saved.getWeights().map((weight) => tf.randomUniform(weight.shape, 0.5, 1.5, 'float32', weight.size)),
  );
  await saved.save(
    tf.io.withSaveHandler((artifacts) => {
      const { weightSpecs: weights, weightData, modelTopology } = artifacts;
      fs.writeFileSync(path.join(folder, 'saved.bin'), Buffer.from(weightData as ArrayBuffer));
      const weightsManifest = [{ paths: ['saved.bin'], weights }];
      fs.writeFileSync(path.join(folder, 'saved.json'), JSON.stringify({ modelTopology, weightsManifest }));
      return Promise.resolve({ modelArtifactsInfo: tf.io.getModelArtifactsInfoForJSON(artifacts) });
    }),
  );
  const picture = Float32Array.from({ length: 72 }, (_, i) => Math.sin(i));
  for (const name of ['saved', 'another']) {
    const model = make(name);
    const file = await openWeightsFile(path.join(folder, 'saved.json'), 'saved.json', (shard) =>
      Promise.resolve(path.join(folder, shard)),
    );
    const { fillings } = matchWeights(model, file);
    for (const { weight, tensor, convert } of fillings) {
      weight.variable.write(tf.tensor(convert(await readTensor(file, tensor!)), [...weight.shape]));
    }
    expect(compare(predict(model, picture, [6, 6, 2]), predict(saved, picture, [6, 6, 2])), name).toBeLessThan(1e-5);
  }
});
