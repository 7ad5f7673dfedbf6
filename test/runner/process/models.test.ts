// Models the runner cannot simply feed a picture: several inputs, unknown sizes, inputs that are no picture, layers that fail.

import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { choose, chooseFixture, failureOf, request, startRunner, writeFiles, type StartedRunner } from './startRunner';

const IMPORT = `import * as tf from '@tensorflow/tfjs';\n`;

async function runText(text: string): Promise<StartedRunner> {
  const runner = startRunner();
  const file = path.join(writeFiles({ 'model.ts': IMPORT + text }), 'model.ts');
  await runner.client.run(request(choose(file, 99)));
  return runner;
}

const conv = `tf.layers.conv2d({ filters: 2, kernelSize: 3 })`;

it('feeds every input of a model', async () => {
  const runner = await runText(`
const [a, b] = [tf.input({ shape: [8, 8, 3] }), tf.input({ shape: [8, 8, 1] })];
export const model = tf.model({ inputs: [a, b], outputs: tf.layers.concatenate().apply([a, b]) });`);
  expect(runner.results.map(({ shape }) => shape)).toEqual([
    [1, 8, 8, 3],
    [1, 8, 8, 1],
    [1, 8, 8, 4],
  ]);
  const [, grey] = runner.results;
  expect(grey!.max).toBeGreaterThan(grey!.min);
});

it.each<readonly [string, string, readonly number[]]>([
  ['free height and width', '[null, null, 3]', [1, 224, 224, 3]],
  ['free channels', '[8, 8, null]', [1, 8, 8, 3]],
  ['one channel without an axis', '[28, 28]', [1, 28, 28]],
  ['a vector that is a grey picture', '[784]', [1, 784]],
  ['a vector that is a coloured picture', '[3072]', [1, 3072]],
])('fills an input of %s', async (_, shape, filled) => {
  const runner = await runText(`
const input = tf.input({ shape: ${shape} });
export const model = tf.model({ inputs: input, outputs: tf.layers.reLU().apply(input) });`);
  expect(runner.results.map((result) => result.shape)).toEqual([filled, filled]);
});

it('counts values that are no numbers', async () => {
  const runner = await runText(`
export const model = tf.sequential({ layers: [tf.layers.conv2d({ inputShape: [4, 4, 3], filters: 2, kernelSize: 3 })] });
model.setWeights([tf.fill([3, 3, 3, 2], NaN), tf.zeros([2])]);`);
  expect(runner.results[1]).toMatchObject({ notANumberCount: 8, min: NaN, max: NaN, mean: NaN });
  const maps = await runner.client.featureMaps(1);
  expect([...maps.bytes, ...maps.min, ...maps.max].every((value) => value === 0)).toBe(true);
});

it('shows layers that end in no picture', async () => {
  const runner = await runText(`
export const model = tf.sequential({ layers: [
  tf.layers.reshape({ inputShape: [8, 8, 3], targetShape: [8, 24] }),
  tf.layers.lstm({ units: 5, returnSequences: true }),
  tf.layers.bidirectional({ layer: tf.layers.gru({ units: 3 }), mergeMode: 'concat' }),
  tf.layers.dense({ units: 2, activation: 'softmax' }),
] });`);
  const shapes = runner.results.map(({ shape }) => shape.slice(1).join('×'));
  expect(shapes).toEqual(['8×8×3', '8×24', '8×5', '6', '2']);
  const { min, max, channels } = await runner.client.featureMaps(4);
  expect(channels).toBe(2);
  expect(min).toEqual(max);
  expect(min[0]! + min[1]!).toBeCloseTo(1, 5);
});

describe('says what is wrong with', () => {
  it.each<readonly [string, string, string | RegExp]>([
    [
      'an input too large',
      `const input = tf.input({ shape: [20000, 20000, 3] });\nexport const model = tf.model({ inputs: input, outputs: tf.layers.reLU().apply(input) });`,
      "The model's input has shape [null, 20000, 20000, 3], which is too large to run.",
    ],
    [
      'weights of 10 GB',
      `export const model = tf.sequential({ layers: [tf.layers.flatten({ inputShape: [129, 129, 3] }), tf.layers.dense({ name: 'huge', units: 50000 })] });`,
      'Layer "huge" (Dense) failed: the memory of the wasm backend is full (4 GB). Use a smaller model or picture, or the backend tensorflow (model.ts:2)',
    ],
    [
      'an input not given',
      `export const model = tf.sequential();\nmodel.add(tf.layers.inputLayer({}));`,
      /^model\.ts:3: /,
    ],
    [
      'sizes that only the picture tells',
      `const [a, b] = [tf.input({ shape: [null, null, 3] }), tf.input({ shape: [null, null, 3] })];\nconst small = ${conv}.apply(a);\nexport const model = tf.model({ inputs: [a, b], outputs: tf.layers.concatenate({ name: 'join' }).apply([small, b]) });`,
      /^Layer "join" \(Concatenate\) failed: .* \(model\.ts:4\)$/,
    ],
    [
      'a layer that does not return a tensor',
      `class Odd extends tf.layers.Layer {\n  static className = 'Odd';\n  call() { return 3; }\n}\nexport const model = tf.sequential({ layers: [new Odd({ inputShape: [4, 4, 3], name: 'odd' })] });`,
      /^Layer "odd" \(Odd\) failed: .*\(model\.ts:6\)$/,
    ],
  ])('%s', async (_, text, message) => {
    const { client } = startRunner();
    const file = path.join(writeFiles({ 'model.ts': IMPORT + text }), 'model.ts');
    const failure = await failureOf(client.run(request(choose(file, 99))));
    expect(failure.message).toEqual(message instanceof RegExp ? expect.stringMatching(message) : message);
  });

  it('a layer that throws: its name and the line', async () => {
    const runner = startRunner();
    const failure = await failureOf(runner.client.run(request(chooseFixture('layerThrows.ts', 12))));
    expect(failure.message).toBe('Layer "broken" (Broken) failed: nothing works here (layerThrows.ts:8)');
    expect(failure.detail).toContain('layerThrows.ts');
    expect(runner.results).toHaveLength(1);
  });
});
