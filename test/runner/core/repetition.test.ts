// Outputs that are made again instead of kept: what they are, what they save, and that run after run keeps no more than one.

import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, it } from 'vitest';
import { KeptActivations } from '../../../src/runner/core/keptActivations';
import { listSteps } from '../../../src/runner/core/listSteps';
import { findRepetition } from '../../../src/runner/core/repetition';
import { installSeededWeights } from '../../../src/runner/core/seededWeights';
import { walkModel } from '../../../src/runner/core/walkModel';

beforeAll(() => installSeededWeights(tf, 1));

function makePlan() {
  const input = tf.input({ shape: [12, 12, 3] });
  const apply = (layer: tf.layers.Layer, x: tf.SymbolicTensor | tf.SymbolicTensor[]) =>
    layer.apply(x) as tf.SymbolicTensor;
  const stem = apply(tf.layers.conv2d({ filters: 8, kernelSize: 3, padding: 'same' }), input);
  const normal = apply(
    tf.layers.batchNormalization({ betaInitializer: tf.initializers.constant({ value: 0.2 }) }),
    stem,
  );
  const active = apply(tf.layers.reLU(), normal);
  const sum = apply(tf.layers.add(), [active, apply(tf.layers.activation({ activation: 'tanh' }), stem)]);
  return listSteps(tf, tf.model({ inputs: input, outputs: apply(tf.layers.maxPooling2d({ poolSize: 2 }), sum) }));
}

async function keepWalk(kept: KeptActivations, plan: ReturnType<typeof makePlan>, isRepeated: boolean): Promise<void> {
  kept.clear();
  const feedInput = () => tf.range(0, 12 * 12 * 3).div(100).sin().reshape([1, 12, 12, 3]); // prettier-ignore
  await walkModel(
    tf,
    plan.steps,
    { feedInput: () => tf.tidy(feedInput) },
    {
      onOutputs: async (step, [output]) => {
        await kept.add(step.index, output!, isRepeated ? findRepetition(tf, plan, step) : undefined);
      },
      pause: () => Promise.resolve(),
    },
  );
}

it('gives exactly what was computed, and keeps half as much', async () => {
  const plan = makePlan();
  const [repeated, whole] = [new KeptActivations(tf), new KeptActivations(tf)];
  // weights are made in the first walk
  await keepWalk(whole, plan, false);
  const bytes = () => tf.memory().numBytes;
  const before = bytes();
  await keepWalk(repeated, plan, true);
  // the picture, the convolution, the sum and the pooling
  const keptBytes = 4 * (12 * 12 * 3 + 2 * (12 * 12 * 8) + 6 * 6 * 8);
  expect(bytes() - before).toBe(keptBytes);
  for (const { index } of plan.steps) {
    expect(await repeated.readAll(index)).toEqual(await whole.readAll(index));
    expect(await repeated.read(index)).toEqual(await whole.read(index));
    const channel = { layer: index, channel: 1 };
    expect(await repeated.readChannel(channel)).toEqual(await whole.readChannel(channel));
  }
  expect(bytes() - before).toBe(keptBytes);
  // what it is made of has only its bytes left
  const none = new KeptActivations(tf, 0);
  await keepWalk(none, plan, true);
  await expect(none.readAll(3)).rejects.toThrow('The exact values of this layer were not kept');
});

it('keeps no more after twenty runs than after one', async () => {
  const plan = makePlan();
  const kept = new KeptActivations(tf);
  const run = async () => {
    await keepWalk(kept, plan, true);
    for (const { index } of plan.steps) await kept.read(index);
    const { numTensors, numDataBuffers, numBytes } = tf.memory();
    return { numTensors, numDataBuffers, numBytes };
  };
  const first = await run();
  for (let i = 1; i < 20; i++) expect(await run()).toEqual(first);
});
