// The same model on the wasm backend and on TensorFlow.js's own reference, the cpu backend.

import path from 'node:path';
import { expect, it } from 'vitest';
import type { BackendChoice, FeatureMaps } from '../../../src/protocol/runner';
import { choose, chooseFixture, failureOf, fixtures, request, startRunner, writeFiles } from './startRunner';

/** Float32 sums in another order differ by a few units in the last place. */
const MAX_RELATIVE_ERROR = 1e-5;

const models: Readonly<Record<string, string>> = {
  'custom layers': '',
  'common layers': `
const input = tf.input({ shape: [20, 20, 3] });
let x = tf.layers.conv2d({ filters: 8, kernelSize: 5, strides: 2, padding: 'same', activation: 'relu' }).apply(input);
x = tf.layers.batchNormalization().apply(x);
const pooled = tf.layers.averagePooling2d({ poolSize: 2, padding: 'same' }).apply(x);
const wide = tf.layers.separableConv2d({ filters: 8, kernelSize: 3, strides: 2, padding: 'same', activation: 'elu' }).apply(x);
x = tf.layers.add().apply([pooled, wide]);
x = tf.layers.upSampling2d({ size: [2, 2], interpolation: 'bilinear' }).apply(x);
x = tf.layers.conv2dTranspose({ filters: 4, kernelSize: 3, strides: 2, activation: 'sigmoid' }).apply(x);
x = tf.layers.maxPooling2d({ poolSize: 3, strides: 2 }).apply(x);
x = tf.layers.flatten().apply(x);
x = tf.layers.dense({ units: 2500, activation: 'relu' }).apply(x);
x = tf.layers.dense({ units: 2500, activation: 'tanh' }).apply(x);
export const model = tf.model({ inputs: input, outputs: tf.layers.dense({ units: 10, activation: 'softmax' }).apply(x) });`,
};

async function readAllMaps(file: string, line: number, backend: BackendChoice): Promise<FeatureMaps[]> {
  const runner = startRunner();
  const summary = await runner.client.run(request(choose(file, line), { backend }));
  expect(summary.backend).toBe(backend);
  const maps: FeatureMaps[] = [];
  for (const { index } of runner.layers) maps.push(await runner.client.featureMaps(index));
  return maps;
}

it.each(Object.keys(models))('%s: every map is that of the cpu backend', async (name) => {
  const isFixture = models[name] === '';
  const file = isFixture
    ? path.join(fixtures, 'customLayer.ts')
    : path.join(writeFiles({ 'model.ts': `import * as tf from '@tensorflow/tfjs';${models[name]}` }), 'model.ts');
  const line = isFixture ? 70 : 99;
  const wasm = await readAllMaps(file, line, 'wasm');
  const cpu = await readAllMaps(file, line, 'cpu');
  expect(wasm.length).toBeGreaterThan(5);
  wasm.forEach(({ layer, min, max, bytes }, index) => {
    const wanted = cpu[index]!;
    const range = Math.max(...wanted.max) - Math.min(...wanted.min);
    const extremes = [...min, ...max].map((value, i) => Math.abs(value - [...wanted.min, ...wanted.max][i]!));
    expect(Math.max(...extremes) / range, `extremes of layer ${layer}`).toBeLessThan(MAX_RELATIVE_ERROR);
    // a value on the edge between two levels may fall to either side
    const steps = bytes.map((byte, i) => Math.abs(byte - wanted.bytes[i]!));
    expect(Math.max(...steps), `levels of layer ${layer}`).toBeLessThanOrEqual(1);
  });
});

it.each<readonly [BackendChoice, RegExp]>([
  ['tensorflow', /^The tensorflow backend needs a native library, and none was named\.$/],
  ['webgpu', /^The webgpu backend needs a native library, and none was named\.$/],
])('says that it cannot start %s', async (backend, message) => {
  const { client } = startRunner();
  const choice = chooseFixture('tiny.ts', 10, { name: 'net' });
  expect((await failureOf(client.run(request(choice, { backend })))).message).toMatch(message);
});

it('takes wasm when it may choose', async () => {
  const { client } = startRunner();
  const choice = chooseFixture('tiny.ts', 10, { name: 'net' });
  expect(await client.run(request(choice, { backend: 'auto' }))).toMatchObject({ backend: 'wasm', notes: [] });
});
