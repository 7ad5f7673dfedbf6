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

const base = (name: string): tf.Sequential =>
  tf.sequential({
    name,
    layers: [
      tf.layers.conv2d({ name: `${name}_conv`, inputShape: [12, 12, 3], filters: 3, kernelSize: 3, padding: 'same' }),
      tf.layers.maxPooling2d({ name: `${name}_pool`, poolSize: 2 }),
    ],
  });
const pass = (layer: tf.layers.Layer, x: tf.SymbolicTensor | tf.SymbolicTensor[]): tf.SymbolicTensor[] =>
  [layer.apply(x)].flat() as tf.SymbolicTensor[];

/** Models in models: what they are, and the layers that run. */
const NESTED: readonly (readonly [string, () => tf.LayersModel, string])[] = [
  [
    'first in a sequential model',
    () => tf.sequential({ layers: [base('a'), tf.layers.flatten({ name: 'flat' })] }),
    'input a_conv a_pool flat',
  ],
  [
    'in a model in a model',
    () => {
      const inner = tf.sequential({ name: 'middle', layers: [base('b'), tf.layers.reLU({ name: 'r' })] });
      const input = tf.input({ shape: [12, 12, 3] });
      return tf.model({ inputs: input, outputs: pass(inner, input) });
    },
    'input b_conv b_pool r',
  ],
  [
    'used twice, with its weights shared',
    () => {
      const [inner, input] = [base('c'), tf.input({ shape: [12, 12, 3] })];
      const [one] = pass(inner, input);
      const [two] = pass(inner, pass(tf.layers.reLU({ name: 'between' }), input));
      return tf.model({ inputs: input, outputs: pass(tf.layers.add({ name: 'sum' }), [one!, two!]) });
    },
    'input c_conv c_pool between c_conv c_pool sum',
  ],
  [
    'with two inputs and two outputs, of which one is read inside too',
    () => {
      const [x, y] = [tf.input({ shape: [12, 12, 3] }), tf.input({ shape: [12, 12, 3] })];
      const [sum] = pass(tf.layers.add({ name: 'inside' }), [x, y]);
      const inner = tf.model({ inputs: [x, y], outputs: [sum!, ...pass(tf.layers.reLU({ name: 'also' }), sum!)] });
      const input = tf.input({ shape: [12, 12, 3] });
      const [moved] = pass(tf.layers.leakyReLU({ name: 'moved' }), input);
      return tf.model({ inputs: input, outputs: pass(inner, [moved!, input]) });
    },
    'input moved inside also',
  ],
  [
    'that passes on what it gets stays one layer',
    () => {
      const x = tf.input({ shape: [12, 12, 3] });
      const inner = tf.model({ name: 'passage', inputs: x, outputs: [x, ...pass(tf.layers.reLU(), x)] });
      const input = tf.input({ shape: [12, 12, 3] });
      return tf.model({ inputs: input, outputs: pass(tf.layers.add({ name: 'sum' }), pass(inner, input)) });
    },
    'input passage sum',
  ],
];

it.each(NESTED)('a model %s runs layer by layer to what predict gives', async (_, make, names) => {
  const model = make();
  const { values, shape } = makeInput(picture, [null, 12, 12, 3]);
  const wanted = [model.predict(tf.tensor(values, [...shape]))].flat().map((output) => [...output.dataSync()]);
  const plan = listSteps(tf, model);
  const ran: string[] = [];
  const given = new Map<number, number[]>();
  await walkModel(tf, plan.steps, feedInputs(tf, plan, { picture, preprocessing: PLUS_MINUS_ONE, seed: 1 }), {
    onOutputs: ({ layer, outputs, isInput }, tensors) => {
      ran.push(isInput ? 'input' : layer.name);
      outputs.forEach((id, i) => given.set(id, [...tensors[i]!.dataSync()]));
      return Promise.resolve();
    },
    pause: () => Promise.resolve(),
  });
  expect(ran.join(' ')).toBe(names);
  expect(plan.outputs.map(({ id }) => given.get(id))).toEqual(wanted);
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
