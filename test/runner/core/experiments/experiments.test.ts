// A run once more with something changed, and what maps say about their channels.

import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ExperimentRequest, ExperimentResult } from '../../../../src/protocol/inquiries';
import { experiment } from '../../../../src/runner/core/experiments/experiment';
import { movePicture } from '../../../../src/runner/core/experiments/movePicture';
import { studyChannels } from '../../../../src/runner/core/experiments/studyChannels';
import { KeptActivations } from '../../../../src/runner/core/keptActivations';
import { installSeededWeights } from '../../../../src/runner/core/seededWeights';
import { listSteps } from '../../../../src/runner/core/listSteps';
import { walkModel } from '../../../../src/runner/core/walkModel';

beforeAll(async () => {
  await tf.setBackend('cpu');
  // the same weights in every run
  installSeededWeights(tf, 1);
});

const { layers } = tf;
const pause = (): Promise<void> => Promise.resolve();
const picture = tf.tidy(() => tf.keep(tf.randomUniform([1, 8, 8, 3], 0, 1, 'float32', 3)));

async function run(model: tf.LayersModel, request: Partial<ExperimentRequest>) {
  const plan = listSteps(tf, model);
  const source = { feedInput: () => picture.clone() };
  const kept = new KeptActivations(tf);
  await walkModel(tf, plan.steps, source, {
    onOutputs: async ({ index }, [output]) => {
      await kept.add(index, output!);
    },
    pause,
  });
  const before = tf.memory().numTensors;
  const result = await experiment(
    tf,
    { switchedOff: [], shift: { down: 0, right: 0 }, ...request },
    { run: { plan, source, recall: ({ index }) => kept.recall(index) }, pause, onProgress: () => undefined },
  );
  expect(tf.memory().numTensors).toBe(before);
  const at = (name: string): number => plan.steps.findIndex(({ layer }) => layer.name === name);
  return { result, plan, at, changeOf: (name: string): number => result.changes[at(name)]! };
}

function makeResidual(): tf.LayersModel {
  const input = tf.input({ shape: [8, 8, 3] });
  const apply = (layer: tf.layers.Layer, ...from: tf.SymbolicTensor[]): tf.SymbolicTensor =>
    layer.apply(from.length === 1 ? from[0]! : from) as tf.SymbolicTensor;
  const stem = apply(layers.conv2d({ name: 'stem', filters: 4, kernelSize: 3, padding: 'same' }), input);
  const shortcut = apply(layers.conv2d({ name: 'projection', filters: 6, kernelSize: 1 }), stem);
  const first = apply(layers.conv2d({ name: 'first', filters: 6, kernelSize: 3, padding: 'same' }), stem);
  const second = apply(layers.conv2d({ name: 'second', filters: 6, kernelSize: 3, padding: 'same' }), first);
  const sum = apply(layers.add({ name: 'sum' }), second, shortcut);
  return tf.model({ inputs: input, outputs: apply(layers.flatten({ name: 'flat' }), sum) });
}

describe('layers that are switched off', () => {
  it('nothing changes when nothing is', async () => {
    const { result } = await run(makeResidual(), {});
    expect([...result.changes].every((change) => change === 0)).toBe(true);
    expect(result.output).toEqual(result.outputBefore);
  });

  it('an addition passes on its shortcut', async () => {
    const model = makeResidual();
    const at = listSteps(tf, model).steps.findIndex(({ layer }) => layer.name === 'sum');
    const { result, changeOf } = await run(model, { switchedOff: [at] });
    expect(result.passedOn).toEqual([{ layer: at, what: 'shortcut' }]);
    expect(changeOf('second')).toBe(0);
    expect(changeOf('flat')).toBeGreaterThan(0);
    const projected = tf.model({
      inputs: model.inputs,
      outputs: model.getLayer('projection').output,
    });
    expect([...result.output]).toEqual([...(projected.predict(picture) as tf.Tensor).dataSync()]);
  });

  it.each([
    ['second', 'input'],
    ['first', 'zeros'],
  ] as const)('%s passes on its %s', async (name, what) => {
    const model = makeResidual();
    const at = listSteps(tf, model).steps.findIndex(({ layer }) => layer.name === name);
    const { result, changeOf } = await run(model, { switchedOff: [at] });
    expect(result.passedOn).toEqual([{ layer: at, what }]);
    expect(changeOf('stem')).toBe(0);
    expect(changeOf(name)).toBeGreaterThan(0);
    if (what === 'zeros') expect(changeOf(name)).toBe(1);
  });
});

/** Eight layers of the same size in a row, each added to what it gets, or not; what they give is small, as training makes it. */
function makeDeep(isResidual: boolean): tf.LayersModel {
  const input = tf.input({ shape: [8, 8, 3] });
  const stem = layers.conv2d({ filters: 8, kernelSize: 3, padding: 'same', activation: 'relu' });
  let x = stem.apply(input) as tf.SymbolicTensor;
  for (let i = 0; i < 8; i++) {
    const config = { name: `${isResidual ? 'f' : 'plain'}${i}`, filters: 8, kernelSize: 3, padding: 'same' } as const;
    const layer = layers.conv2d(config);
    const y = layer.apply(x) as tf.SymbolicTensor;
    layer.setWeights(layer.getWeights().map((weight) => tf.mul(weight, 0.1)));
    const sum = isResidual ? (layers.add({ name: `sum${i}` }).apply([x, y]) as tf.SymbolicTensor) : y;
    x = layers.reLU().apply(sum) as tf.SymbolicTensor;
  }
  return tf.model({ inputs: input, outputs: x });
}

it('without a layer in the middle a plain network gives something else, a residual one nearly the same', async () => {
  const changeWithout = async (model: tf.LayersModel, name: string): Promise<number> => {
    const at = listSteps(tf, model).steps.findIndex(({ layer }) => layer.name === name);
    const { result } = await run(model, { switchedOff: [at] });
    return result.changes.at(-1)!;
  };
  const plain = await changeWithout(makeDeep(false), 'plain4');
  const residual = await changeWithout(makeDeep(true), 'sum4');
  expect(plain).toBeGreaterThan(0.6);
  expect(residual).toBeLessThan(0.2);
});

describe('a picture that is moved', () => {
  it('goes down and right, and repeats its edge', () => {
    const small = tf.tensor([1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 3, 3, 1]);
    expect([...movePicture(tf, small, { down: 1, right: -1 }).dataSync()]).toEqual([2, 3, 3, 2, 3, 3, 5, 6, 6]);
    expect(small.isDisposed).toBe(true);
  });

  it('moves the maps, of which a mean keeps what flattening does not', async () => {
    const input = tf.input({ shape: [8, 8, 3] });
    const maps = layers.conv2d({ name: 'maps', filters: 4, kernelSize: 3, padding: 'same' }).apply(input);
    const mean = layers.globalAveragePooling2d({ name: 'mean', dataFormat: 'channelsLast' }).apply(maps);
    const flat = layers.flatten({ name: 'flat' }).apply(maps);
    const model = tf.model({ inputs: input, outputs: [mean, flat] as tf.SymbolicTensor[] });
    const { changeOf }: { changeOf: (name: string) => number; result: ExperimentResult } = await run(model, {
      shift: { down: 1, right: 1 },
    });
    expect(changeOf('mean')).toBeGreaterThan(0);
    expect(changeOf('flat')).toBeGreaterThan(2 * changeOf('mean'));
  });
});

describe('channels', () => {
  const study = async (layer: tf.layers.Layer, values: readonly number[][]) => {
    const model = tf.sequential({ layers: [layer] });
    const [, step] = listSteps(tf, model).steps;
    // values by channel; places along the rows
    const activation = tf
      .tensor2d(values as number[][])
      .transpose()
      .reshape([1, values[0]!.length, 1, values.length]);
    return studyChannels(tf, step!, activation);
  };

  it('that are dead, and that are the same', async () => {
    const found = await study(layers.reLU({ inputShape: [4, 1, 5] }), [
      [0, 1, 2, 3],
      [0, 0, 0, 0],
      [5, 7, 9, 11],
      [0, 1, 2, 0],
      [3, 2, 1, 0],
    ]);
    expect(found).toEqual({ layer: 1, channels: 5, dead: [1], duplicates: [[0, 2]], saturatedShare: undefined });
  });

  it('that stand at the limit of their function', async () => {
    const found = await study(layers.activation({ activation: 'sigmoid', inputShape: [4, 1, 1] }), [
      [0.001, 0.5, 1, 0.9],
    ]);
    expect(found.saturatedShare).toBe(0.5);
  });
});
