// The custom layers of the classic networks: their arithmetic, their shapes, and that they survive saving.

import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ChannelShuffle } from '../../src/networks/channelShuffle';
import { GroupedConvolution2D } from '../../src/networks/groupedConvolution2d';
import { LocalResponseNormalization } from '../../src/networks/localResponseNormalization';

beforeEach(async () => {
  await tf.setBackend('cpu');
  tf.engine().startScope();
});

afterEach(() => {
  tf.engine().endScope();
});

describe('GroupedConvolution2D', () => {
  it('with one group is tf.layers.conv2d', () => {
    const x = tf.randomNormal([2, 7, 6, 4], 0, 1, 'float32', 1);
    const grouped = new GroupedConvolution2D({
      filters: 6,
      kernelSize: 3,
      groups: 1,
      strides: 2,
      padding: 'same',
      activation: 'relu',
    });
    const plain = tf.layers.conv2d({ filters: 6, kernelSize: 3, strides: 2, padding: 'same', activation: 'relu' });
    const expected = plain.apply(x) as tf.Tensor;
    const before = grouped.apply(x) as tf.Tensor;
    grouped.setWeights(plain.getWeights());
    const actual = grouped.apply(x) as tf.Tensor;
    expect(before.shape).toEqual(expected.shape);
    expectClose(actual, expected);
  });

  it('lets each group of filters see its own channels only', () => {
    const layer = new GroupedConvolution2D({ filters: 4, kernelSize: 1, groups: 2, useBias: false });
    const x = tf.tensor([1, 10, 100, 1000], [1, 1, 1, 4]);
    layer.apply(x);
    // kernel[0, 0, i, f]: filters 0 and 1 belong to channels 0 and 1, filters 2 and 3 to channels 2 and 3.
    layer.setWeights([tf.tensor([1, 0, 1, 0, 0, 1, 0, 1], [1, 1, 2, 4])]);
    expectClose(layer.apply(x) as tf.Tensor, tf.tensor([1, 10, 100, 1000], [1, 1, 1, 4]));
  });

  it.each([
    [{ kernelSize: 3, strides: 1, padding: 'valid' as const }],
    [{ kernelSize: 3, strides: 2, padding: 'valid' as const }],
    [{ kernelSize: 3, strides: 2, padding: 'same' as const }],
    [{ kernelSize: 5, strides: 3, padding: 'same' as const }],
  ])('says the shape that it makes: %o', (config) => {
    for (const size of [9, 10, 11]) {
      const layer = new GroupedConvolution2D({ filters: 4, groups: 2, ...config });
      const output = layer.apply(tf.zeros([1, size, size + 1, 2])) as tf.Tensor;
      expect(layer.computeOutputShape([null, size, size + 1, 2])).toEqual([null, ...output.shape.slice(1)]);
    }
  });

  it('keeps open sizes open', () => {
    const layer = new GroupedConvolution2D({ filters: 4, kernelSize: 3, groups: 2 });
    expect(layer.computeOutputShape([null, null, 8, 2])).toEqual([null, null, 6, 4]);
  });

  it('refuses channels that do not divide', () => {
    const layer = new GroupedConvolution2D({ name: 'conv2', filters: 4, kernelSize: 3, groups: 2 });
    expect(() => layer.apply(tf.input({ shape: [8, 8, 3] }))).toThrow(
      'conv2: 3 channels and 4 filters do not divide into 2 groups',
    );
  });
});

describe('LocalResponseNormalization', () => {
  it("is the paper's formula", () => {
    const activations = [1, -2, 3, 4, -5, 6];
    const layer = new LocalResponseNormalization();
    const expected = activations.map((a, i) => {
      const neighbours = activations.slice(Math.max(0, i - 2), i + 3);
      return a / (2 + 1e-4 * neighbours.reduce((sum, b) => sum + b * b, 0)) ** 0.75;
    });
    expectClose(layer.apply(tf.tensor(activations, [1, 1, 1, 6])) as tf.Tensor, tf.tensor(expected, [1, 1, 1, 6]));
  });
});

describe('ChannelShuffle', () => {
  it('deals the channels of each group out to all groups', () => {
    const shuffled = new ChannelShuffle({ groups: 2 }).apply(
      tf.tensor([0, 1, 2, 10, 11, 12], [1, 1, 1, 6]),
    ) as tf.Tensor;
    expect([...shuffled.dataSync()]).toEqual([0, 10, 1, 11, 2, 12]);
  });
});

describe('a saved model', () => {
  it('has its custom layers again, with their weights', async () => {
    const model = tf.sequential({
      layers: [
        tf.layers.inputLayer({ inputShape: [6, 6, 4] }),
        new GroupedConvolution2D({
          filters: 4,
          kernelSize: 3,
          groups: 2,
          strides: 2,
          padding: 'same',
        }),
        new LocalResponseNormalization({ alpha: 0.5 }),
        new ChannelShuffle({ groups: 2 }),
      ],
    });
    const x = tf.randomNormal([1, 6, 6, 4], 0, 1, 'float32', 2);
    let artifacts: tf.io.ModelArtifacts = {};
    await model.save(
      tf.io.withSaveHandler((saved) => {
        artifacts = saved;
        return Promise.resolve({ modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } });
      }),
    );
    const loaded = await tf.loadLayersModel(tf.io.fromMemory(artifacts));
    expectClose(loaded.predict(x) as tf.Tensor, model.predict(x) as tf.Tensor);
  });
});

function expectClose(actual: tf.Tensor, expected: tf.Tensor): void {
  expect(actual.shape).toEqual(expected.shape);
  expect(tf.max(tf.abs(tf.sub(actual, expected))).arraySync()).toBeLessThan(1e-5);
}
