// A walk over a model gives what predict gives, layer by layer, and leaves no tensor behind.

import * as tf from '@tensorflow/tfjs';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Picture } from '../../../src/protocol/runner';
import { KeptActivations } from '../../../src/runner/core/keptActivations';
import { listSteps } from '../../../src/runner/core/listSteps';
import { feedInputs } from '../../../src/runner/core/feedInputs';
import { makeInput } from '../../../src/runner/core/makeInput';
import { walkModel } from '../../../src/runner/core/walkModel';
import { PLUS_MINUS_ONE } from '../../../src/runner/core/weights/preprocessing';

const picture: Picture = {
  width: 12,
  height: 12,
  rgba: Uint8Array.from({ length: 12 * 12 * 4 }, (_, i) => (i % 4 === 3 ? 255 : (i * 31) % 256)),
};

beforeAll(async () => {
  await tf.setBackend('cpu');
});
beforeEach(() => tf.disposeVariables());

/** Branches, a layer applied twice, a nested model, dropout, two outputs. */
function makeModel(): tf.LayersModel {
  const input = tf.input({ shape: [12, 12, 3] });
  const shared = tf.layers.conv2d({ filters: 3, kernelSize: 3, padding: 'same', activation: 'relu', name: 'shared' });
  const once = shared.apply(input) as tf.SymbolicTensor;
  const twice = shared.apply(once) as tf.SymbolicTensor;
  const sum = tf.layers.add().apply([once, twice]) as tf.SymbolicTensor;
  const dropped = tf.layers.dropout({ rate: 0.9 }).apply(sum) as tf.SymbolicTensor;
  const inner = tf.sequential({ layers: [tf.layers.maxPooling2d({ inputShape: [12, 12, 3], poolSize: 2 })] });
  const pooled = inner.apply(dropped) as tf.SymbolicTensor;
  const both = tf.layers.concatenate().apply([pooled, inner.apply(once) as tf.SymbolicTensor]) as tf.SymbolicTensor;
  const flat = tf.layers.flatten().apply(both) as tf.SymbolicTensor;
  return tf.model({ inputs: input, outputs: [flat, twice] });
}

it('ends in what predict gives', async () => {
  const model = makeModel();
  const { values, shape } = makeInput(picture, [null, 12, 12, 3]);
  const [flat, twice] = (model.predict(tf.tensor(values, [...shape])) as tf.Tensor[]).map((tensor) => [
    ...tensor.dataSync(),
  ]);
  const plan = listSteps(tf, model);
  const outputs: { readonly name: string; readonly application: number; readonly values: number[] }[] = [];
  await walkModel(tf, plan.steps, feedInputs(tf, plan, { picture, preprocessing: PLUS_MINUS_ONE, seed: 1 }), {
    onOutputs: ({ layer, application }, [output]) => {
      outputs.push({ name: layer.getClassName(), application, values: [...output!.dataSync()] });
      return Promise.resolve();
    },
    pause: () => Promise.resolve(),
  });
  expect(outputs).toHaveLength(9);
  expect(outputs.find(({ name }) => name === 'Flatten')?.values).toEqual(flat);
  expect(outputs.find(({ name, application }) => name === 'Conv2D' && application === 1)?.values).toEqual(twice);
});

it('keeps the activations, and gives them back', async () => {
  const plan = listSteps(tf, makeModel());
  const walk = (kept: KeptActivations) =>
    walkModel(tf, plan.steps, feedInputs(tf, plan, { picture, preprocessing: PLUS_MINUS_ONE, seed: 1 }), {
      onOutputs: async ({ index }, [output]) => {
        await kept.add(index, output!);
      },
      pause: () => Promise.resolve(),
    });
  await walk(new KeptActivations(tf, 0));
  const before = tf.memory().numTensors;
  const [kept, bytes, some] = [new KeptActivations(tf), new KeptActivations(tf, 0), new KeptActivations(tf, 3000)];
  for (const store of [kept, bytes, some]) await walk(store);
  for (const index of plan.steps.keys()) {
    const maps = await kept.read(index);
    expect(await bytes.read(index)).toEqual(maps);
    expect(await some.read(index)).toEqual(maps);
  }
  expect(tf.memory().numTensors).toBeGreaterThan(before);
  for (const store of [kept, bytes, some]) store.clear();
  expect(tf.memory().numTensors).toBe(before);
  await expect(kept.read(0)).rejects.toThrow('There are no feature maps of layer 0: it has not run.');
});

describe('a layer that fails', () => {
  class Failing extends tf.layers.Layer {
    static className = 'Failing';
    override call(): tf.Tensor {
      throw new Error('out of order');
    }
  }

  it('is named, and everything before it is disposed of', async () => {
    const model = tf.sequential({
      layers: [tf.layers.reLU({ inputShape: [4, 4, 3] }), new Failing({ name: 'broken' }), tf.layers.reLU()],
    });
    const plan = listSteps(tf, model);
    const seen: number[] = [];
    const before = tf.memory().numTensors;
    const walk = walkModel(tf, plan.steps, feedInputs(tf, plan, { picture, preprocessing: PLUS_MINUS_ONE, seed: 1 }), {
      onOutputs: ({ index }) => {
        seen.push(index);
        return Promise.resolve();
      },
      pause: () => Promise.resolve(),
    });
    await expect(walk).rejects.toThrow('Layer "broken" (Failing) failed: out of order');
    expect(seen).toEqual([0, 1]);
    expect(tf.memory().numTensors).toBe(before);
  });
});
