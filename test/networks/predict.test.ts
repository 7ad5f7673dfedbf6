// Every kind of classic network runs: one picture through it on the wasm backend.

import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { classicNetworks } from '../../src/networks/index';
import { buildNetwork } from './runningModel';

/** The others differ from these by the number of their blocks alone. */
const kinds = [
  'alexnet',
  'zfnet',
  'vgg11',
  'googlenet',
  'resnet18',
  'resnet50',
  'inceptionv4',
  'squeezenet1.0',
  'mobilenet',
  'shufflenet-g3',
];

beforeAll(async () => {
  setWasmPaths(fileURLToPath(new URL('../../node_modules/@tensorflow/tfjs-backend-wasm/dist/', import.meta.url)));
  await tf.setBackend('wasm');
});

describe('one picture through', () => {
  for (const network of classicNetworks.filter(({ id }) => kinds.includes(id))) {
    it(network.title, async () => {
      const model = await buildNetwork({ ...network, file: network.file.replace('src/networks/', '') });
      const scores = tf.tidy(() => model.predict(tf.ones([1, ...network.inputShape])) as tf.Tensor);
      const values = await scores.data();
      expect(scores.shape).toEqual([1, 1000]);
      // All weights are zero, so all classes are equally likely.
      expect(Math.max(...values)).toBeCloseTo(1 / 1000, 6);
      expect(Math.min(...values)).toBeCloseTo(1 / 1000, 6);
      scores.dispose();
      model.dispose();
    });
  }

  it('GoogLeNet with its auxiliary classifiers: three outputs', async () => {
    const model = await buildNetwork({ file: 'googlenet.ts', factory: 'googLeNet', arguments: { auxiliary: true } });
    const scores = tf.tidy(() => model.predict(tf.ones([2, 224, 224, 3])) as tf.Tensor[]);
    expect(scores.map((tensor) => tensor.shape)).toEqual([
      [2, 1000],
      [2, 1000],
      [2, 1000],
    ]);
    tf.dispose(scores);
    model.dispose();
  });

  it('the naive and the compressed Inception module', async () => {
    const shapes: number[][] = [];
    for (const factory of ['naiveInceptionModule', 'inceptionModule']) {
      const model = await buildNetwork({ file: 'naiveInception.ts', factory, arguments: {} });
      const maps = tf.tidy(() => model.predict(tf.ones([1, 28, 28, 192])) as tf.Tensor);
      shapes.push([...maps.shape, model.countParams()]);
      maps.dispose();
      model.dispose();
    }
    expect(shapes).toEqual([
      [1, 28, 28, 416, 387_296],
      [1, 28, 28, 256, 163_696],
    ]);
  });

  it('the plain 34-layer net, which has the 34 layers of ResNet-34 and no projections', async () => {
    const plain = await buildNetwork({ file: 'plain34.ts', factory: 'plain34', arguments: {} });
    const residual = await buildNetwork({ file: 'resnet34.ts', factory: 'resNet34', arguments: {} });
    const weighted = plain.layers.filter((layer) => ['Conv2D', 'Dense'].includes(layer.getClassName()));
    const projections = residual.layers.filter((layer) => layer.name.includes('projection'));
    const projected = projections.reduce((sum, layer) => sum + layer.countParams(), 0);
    expect(weighted).toHaveLength(34);
    expect(plain.countParams()).toBe(residual.countParams() - projected);
    const scores = tf.tidy(() => plain.predict(tf.ones([1, 224, 224, 3])) as tf.Tensor);
    expect(scores.shape).toEqual([1, 1000]);
    scores.dispose();
    plain.dispose();
    residual.dispose();
  });
});
