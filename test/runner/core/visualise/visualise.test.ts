// What can be asked about a run: each answer against one that is plain to see in a small model.

import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Visualisation, VisualisationRequest } from '../../../../src/protocol/inquiries';
import { listSteps } from '../../../../src/runner/core/listSteps';
import { readFilters } from '../../../../src/runner/core/visualise/readFilters';
import { visualise } from '../../../../src/runner/core/visualise/visualise';

beforeAll(() => tf.setBackend('cpu'));

const { layers } = tf;
const SIZE = 12;

/** Bright at the top left, dark elsewhere. */
const picture = tf.tidy(() => {
  const values = tf.buffer([1, SIZE, SIZE, 3]);
  for (let y = 0; y < 4; y++) for (let x = 0; x < 4; x++) for (let c = 0; c < 3; c++) values.set(1, 0, y, x, c);
  return tf.keep(values.toTensor());
});

/** The mean of each 3×3 square, of which the second pooling takes the largest of 2×2; two classes, one of which likes brightness. */
function makeModel(): tf.LayersModel {
  const convolution = layers.conv2d({
    name: 'mean',
    inputShape: [SIZE, SIZE, 3],
    filters: 1,
    kernelSize: 3,
    padding: 'same',
    activation: 'relu',
  });
  const model = tf.sequential({
    layers: [
      convolution,
      layers.maxPooling2d({ name: 'pool', poolSize: 2 }),
      layers.globalAveragePooling2d({ name: 'gap', dataFormat: 'channelsLast' }),
      layers.dense({ name: 'classes', units: 2, activation: 'softmax' }),
    ],
  });
  convolution.setWeights([tf.fill([3, 3, 3, 1], 1 / 27), tf.zeros([1])]);
  model.getLayer('classes').setWeights([tf.tensor2d([[4, -4]]), tf.zeros([2])]);
  return model;
}

async function ask(request: VisualisationRequest, model = makeModel()): Promise<Visualisation> {
  const plan = listSteps(tf, model);
  const run = { plan, source: { feedInput: () => picture.clone() }, recall: () => undefined };
  return visualise(tf, request, { run, pause: () => Promise.resolve(), onProgress: () => undefined });
}

/** Rows and columns, 0-based and inclusive, that are not 0. */
function extentOf({ values, width, channels }: Visualisation): readonly number[] {
  const at = [...values.keys()].filter((i) => values[i] !== 0).map((i) => Math.floor(i / channels));
  const rows = at.map((pixel) => Math.floor(pixel / width));
  const columns = at.map((pixel) => pixel % width);
  return [Math.min(...rows), Math.min(...columns), Math.max(...rows), Math.max(...columns)];
}

describe('a channel', () => {
  it.each(['gradient', 'deconvnet', 'guided'] as const)('by %s begins where it is largest', async (rule) => {
    const found = await ask({ kind: 'channel', layer: 1, channel: 0, rule });
    expect(found).toMatchObject({ height: SIZE, width: SIZE, channels: 3, position: { row: 1, column: 1 } });
    expect(found.score).toBeCloseTo(1);
    expect(extentOf(found)).toEqual([0, 0, 2, 2]);
  });

  it('or at the position that was asked for', async () => {
    const position = { row: 3, column: 4 };
    const found = await ask({ kind: 'channel', layer: 1, channel: 0, rule: 'deconvnet', position });
    expect(found).toMatchObject({ position });
    expect(found.score).toBeCloseTo(2 / 9);
    expect(extentOf(found)).toEqual([2, 3, 4, 5]);
  });

  it('of a softmax begins in front of it', async () => {
    const found = await ask({ kind: 'channel', layer: 4, channel: 0, rule: 'gradient' });
    const other = await ask({ kind: 'channel', layer: 4, channel: 1, rule: 'gradient' });
    expect(Math.max(...found.values)).toBeGreaterThan(0);
    expect([...other.values].map((value) => 0 - value)).toEqual([...found.values]);
  });

  it.each([
    [{ kind: 'channel', layer: 1, channel: 1, rule: 'gradient' }, 'The layer has 1 channels: there is no channel 1.'],
    [
      { kind: 'channel', layer: 2, channel: 0, rule: 'gradient', position: { row: 6, column: 0 } },
      "The layer's maps have 6×6 values: there is no row 6, column 0.",
    ],
    [{ kind: 'occlusion', layer: 9, channel: 0 }, 'There is no layer 9 in this run.'],
    [{ kind: 'classMap', layer: 3 }, 'Grad-CAM needs a layer with maps; "gap" gives [1, 1].'],
    [{ kind: 'classMap', layer: 1, classIndex: 2 }, 'The model has 2 classes: there is no 2.'],
  ] as const)('that is not there: %j', async (request, message) => {
    await expect(ask(request)).rejects.toThrow(message);
  });
});

it('measures a receptive field: the pixels that move a position', async () => {
  const found = await ask({ kind: 'measuredField', layer: 1, position: { row: 2, column: 3 } });
  expect(found).toMatchObject({ height: SIZE, width: SIZE, channels: 1 });
  expect(extentOf(found)).toEqual([1, 2, 3, 4]);
  expect(found.score).toBeCloseTo(1);
});

it('maps a class onto the layer: where the maps speak for it', async () => {
  const bright = await ask({ kind: 'classMap', layer: 1 });
  expect(bright).toMatchObject({ height: SIZE, width: SIZE, channels: 1, classIndex: 0 });
  expect(bright.values[0]).toBeGreaterThan(0);
  expect(bright.values.at(-1)).toBe(0);
  const dark = await ask({ kind: 'classMap', layer: 1, classIndex: 1 });
  expect(Math.max(...dark.values)).toBe(0);
});

it('covers the picture square by square', async () => {
  const progress: number[] = [];
  const plan = listSteps(tf, makeModel());
  const run = { plan, source: { feedInput: () => picture.clone() }, recall: () => undefined };
  const before = tf.memory().numTensors;
  const found = await visualise(
    tf,
    { kind: 'occlusion', layer: 3, channel: 0 },
    { run, pause: () => Promise.resolve(), onProgress: (done, total) => progress.push(done / total) },
  );
  expect(tf.memory().numTensors).toBe(before);
  expect(found).toMatchObject({ channels: 1, squareSize: 2 });
  expect(found.values).toHaveLength(found.height * found.width);
  expect(progress).toHaveLength(found.values.length);
  // the light is at the top left: covering it takes away of the mean, covering the dark does not
  const least = [...found.values].indexOf(Math.min(...found.values));
  expect([Math.floor(least / found.width), least % found.width].every((at) => at < found.width / 3)).toBe(true);
  expect(found.values.at(-1)).toBeCloseTo(found.score);
});

describe('filters', () => {
  it('of the first layer are pictures', async () => {
    const layer = layers.conv2d({ inputShape: [8, 8, 3], filters: 2, kernelSize: [1, 2] });
    const { steps } = listSteps(tf, tf.sequential({ layers: [layer] }));
    layer.setWeights([tf.range(0, 12).reshape([1, 2, 3, 2]), tf.zeros([2])]);
    expect(await readFilters(tf, steps[1]!)).toEqual({
      layer: 1,
      height: 1,
      width: 2,
      channels: 3,
      count: 2,
      values: Float32Array.of(0, 2, 4, 6, 8, 10, 1, 3, 5, 7, 9, 11),
    });
  });

  it('of others are not', async () => {
    const { steps } = listSteps(tf, makeModel());
    await expect(readFilters(tf, steps[2]!)).rejects.toThrow('has no filters that can be drawn');
  });
});
