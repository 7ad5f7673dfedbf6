// Each input of a model gets what it can take: the picture, words and classes by number, or any values.

import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, it } from 'vitest';
import { feedInputs, type InputFeeder } from '../../../src/runner/core/feedInputs';
import { listSteps, type Plan } from '../../../src/runner/core/listSteps';
import { PLUS_MINUS_ONE } from '../../../src/runner/core/weights/preprocessing';

const picture = { width: 2, height: 1, rgba: new Uint8Array([255, 255, 255, 255, 0, 0, 0, 255]) };

beforeAll(async () => {
  await tf.setBackend('cpu');
});

function feed(plan: Plan, seed = 1): { feeder: InputFeeder; fed: { shape: number[]; values: number[] }[] } {
  const feeder = feedInputs(tf, plan, { picture, preprocessing: PLUS_MINUS_ONE, seed });
  const tensors = plan.steps.filter(({ isInput }) => isInput).map((step) => feeder.feedInput(step));
  return { feeder, fed: tensors.map((tensor) => ({ shape: tensor.shape, values: [...tensor.dataSync<'float32'>()] })) };
}

function planOf(inputs: tf.SymbolicTensor[], outputs: tf.SymbolicTensor[]): Plan {
  return listSteps(tf, tf.model({ inputs, outputs }));
}

it('a generator: a latent vector gets values from -1 to 1, the class, in a model inside, one of its numbers', () => {
  const classes = tf.sequential({ layers: [tf.layers.embedding({ inputDim: 10, outputDim: 3, inputLength: 40 })] });
  const latent = tf.input({ shape: [100], name: 'latent' });
  const labels = tf.input({ shape: [40], name: 'labels' });
  const plan = planOf(
    [latent, labels],
    [tf.layers.reLU().apply(latent) as tf.SymbolicTensor, classes.apply(labels) as tf.SymbolicTensor],
  );
  const { feeder, fed } = feed(plan);
  const [noise, numbers] = fed;
  expect(noise?.shape).toEqual([1, 100]);
  expect(new Set(noise?.values).size).toBe(100);
  expect(Math.max(...(noise?.values.map(Math.abs) ?? []))).toBeLessThanOrEqual(1);
  expect(numbers?.values.every((value) => Number.isInteger(value) && value >= 0 && value < 10)).toBe(true);
  expect(new Set(numbers?.values).size).toBeGreaterThan(5);
  expect(feeder.describe()).toBe(
    'latent: 100 random values from -1 to 1 (seed 1), not the picture; labels: 40 random whole numbers from 0 to 9 (seed 1), not the picture',
  );
  expect(feed(plan).fed).toEqual(fed);
  expect(feed(plan, 2).fed[0]).not.toEqual(noise);
});

it.each<readonly [(number | null)[], number[], RegExp]>([
  [[4], [1, 4], /^4 random values/],
  [[784], [1, 784], /^784 values, grey values/],
  [[3072], [1, 3072], /^3072 values, grey values/],
  [[4, 4, 4, 3], [1, 4, 4, 4, 3], /^4×4×4×3 random values/],
  [[null, 2, 2, 2, 1], [1, 16, 2, 2, 2, 1], /^16×2×2×2×1 random values/],
  [[6, 5], [1, 6, 5], /^6×5, grey values/],
  [[6, 5, 3], [1, 6, 5, 3], /^6×5, RGB/],
])('an input of shape %j gets %j: %s', (shape, expected, words) => {
  const input = tf.input({ shape });
  const { feeder, fed } = feed(planOf([input], [tf.layers.reLU().apply(input) as tf.SymbolicTensor]));
  expect(fed[0]?.shape).toEqual(expected);
  expect(feeder.describe()).toMatch(words);
});
