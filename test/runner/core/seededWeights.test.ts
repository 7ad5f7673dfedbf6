// Weights are drawn by seed and name: the same whatever came before, spread as He et al. want, and only when they are read.

import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { computeFanIn, fillUniform, hashText, installSeededWeights } from '../../../src/runner/core/seededWeights';

beforeAll(async () => {
  await tf.setBackend('cpu');
  installSeededWeights(tf, 1);
});

function makeConvolution(name: string, filters = 64): tf.LayersModel {
  return tf.sequential({
    layers: [tf.layers.conv2d({ name, inputShape: [8, 8, 32], filters, kernelSize: 3 })],
  });
}

const valuesOf = (model: tf.LayersModel, index = 0): Float32Array =>
  model.getWeights()[index]!.dataSync() as Float32Array;

describe('fillUniform', () => {
  it('has the mean and the standard deviation of a uniform distribution, and repeats itself', () => {
    const [values, again, other] = [new Float32Array(100_000), new Float32Array(100_000), new Float32Array(100_000)];
    fillUniform(values, { state: 12345, limit: 3 });
    fillUniform(again, { state: 12345, limit: 3 });
    fillUniform(other, { state: 12346, limit: 3 });
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + value * value, 0) / values.length;
    expect(Math.abs(mean)).toBeLessThan(0.03);
    expect(Math.sqrt(variance)).toBeCloseTo(3 / Math.sqrt(3), 1);
    expect(values.every((value) => Math.abs(value) <= 3)).toBe(true);
    expect(again).toEqual(values);
    expect(other).not.toEqual(values);
  });
});

it('hashes every text to a state that the generator can leave', () => {
  const hashes = Array.from({ length: 10_000 }, (_, i) => hashText(`1/conv${i}/kernel`));
  expect(hashes.every((hash) => hash > 0 && hash < 2 ** 32)).toBe(true);
  expect(new Set(hashes).size).toBeGreaterThan(9_990);
});

it.each<readonly [string, readonly number[], number]>([
  ['kernel', [3, 3, 32, 64], 288],
  ['depthwise_kernel', [3, 3, 32, 1], 9],
  ['pointwise_kernel', [1, 1, 32, 64], 32],
  ['kernel', [100, 10], 100],
  ['scale', [7], 1],
])('fan-in of %s %j', (name, shape, fanIn) => {
  expect(computeFanIn(name, shape)).toBe(fanIn);
});

describe('installSeededWeights', () => {
  it('draws by the names, not by the order', () => {
    const first = valuesOf(makeConvolution('first'));
    makeConvolution('between');
    const again = valuesOf(makeConvolution('first'));
    const second = valuesOf(makeConvolution('second'));
    expect(again).toEqual(first);
    expect(second).not.toEqual(first);
  });

  it('spreads a kernel by its fan-in', () => {
    const kernel = valuesOf(makeConvolution('spread'));
    const deviation = Math.sqrt(kernel.reduce((sum, value) => sum + value * value, 0) / kernel.length);
    expect(deviation / Math.sqrt(2 / 288)).toBeCloseTo(1, 1);
  });

  it('leaves zeros, ones, constants and what the user sets', () => {
    const model = tf.sequential({
      layers: [
        tf.layers.batchNormalization({ inputShape: [2] }),
        tf.layers.dense({ units: 1, kernelInitializer: tf.initializers.constant({ value: 3 }) }),
      ],
    });
    expect(model.getWeights().map((weight) => [...weight.dataSync()])).toEqual([
      [1, 1],
      [0, 0],
      [3, 3],
      [0],
      [0, 0],
      [1, 1],
    ]);
    const dense = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });
    dense.setWeights([tf.tensor([[5], [6]]), tf.tensor([7])]);
    expect(dense.getWeights().map((weight) => [...weight.dataSync()])).toEqual([[5, 6], [7]]);
  });

  it('knows shapes and counts without drawing, and makes tensors on the first read', () => {
    const before = tf.memory().numBytes;
    const model = makeConvolution('late', 4096);
    expect(model.countParams()).toBe(3 * 3 * 32 * 4096 + 4096);
    const built = tf.memory().numBytes - before;
    expect(built).toBeLessThan(100_000);
    valuesOf(model);
    expect(tf.memory().numBytes - before - built).toBeGreaterThan(4_000_000);
    const tensors = tf.memory().numTensors;
    valuesOf(model);
    expect(tf.memory().numTensors).toBe(tensors);
  });

  it('freezes weights, drawn or not', () => {
    const model = makeConvolution('frozen');
    const layer = model.layers[0]!;
    layer.trainable = false;
    valuesOf(model);
    expect(layer.trainableWeights).toHaveLength(0);
    layer.trainable = true;
    expect(layer.trainableWeights).toHaveLength(2);
    expect(layer.trainableWeights.every(({ trainable }) => trainable)).toBe(true);
  });

  it('trains on: a drawn weight is a variable', async () => {
    const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });
    const before = [...valuesOf(model)];
    model.compile({ optimizer: tf.train.sgd(0.1), loss: 'meanSquaredError' });
    await model.fit(tf.ones([4, 2]), tf.ones([4, 1]), { epochs: 1 });
    expect([...valuesOf(model)]).not.toEqual(before);
  });
});
