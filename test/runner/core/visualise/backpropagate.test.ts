// A signal that is walked back layer by layer arrives as TensorFlow.js's own gradient of the whole model says.

import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ReluRule } from '../../../../src/protocol/inquiries';
import { installSeededWeights } from '../../../../src/runner/core/seededWeights';
import { listSteps, listStepsUpTo } from '../../../../src/runner/core/listSteps';
import { backpropagate } from '../../../../src/runner/core/visualise/backpropagate';
import { withTensors } from '../../../../src/runner/core/visualise/finishedRun';

beforeAll(async () => {
  await tf.setBackend('cpu');
  // the same weights in every run
  installSeededWeights(tf, 1);
});

const pause = (): Promise<void> => Promise.resolve();
const { layers } = tf;

async function walkBack(model: tf.LayersModel, picture: tf.Tensor, signal: tf.Tensor, rule: ReluRule) {
  const plan = listSteps(tf, model);
  const from = plan.steps.findLast(({ outputs }) => outputs[0] === plan.outputs[0]!.id)!;
  const steps = listStepsUpTo(plan, from);
  const source = { feedInput: () => picture.clone() };
  return withTensors(tf, steps, { run: { plan, source, recall: () => undefined }, pause }, (computed) =>
    backpropagate(tf, { steps, computed, from, signal, to: plan.inputs[0]!.id, rule, pause }),
  );
}

function expectSame(found: tf.Tensor, expected: tf.Tensor): void {
  expect(found.shape).toEqual(expected.shape);
  const size = tf.tidy(() => tf.max(tf.abs(expected)).dataSync()[0]!);
  const difference = tf.tidy(() => tf.max(tf.abs(tf.sub(found, expected))).dataSync()[0]!);
  expect(size).toBeGreaterThan(0);
  expect(difference / size).toBeLessThan(1e-4);
}

const on = (shape: readonly number[]): tf.SymbolicTensor => tf.input({ shape: [...shape] });
const build = (
  shape: readonly number[],
  make: (input: tf.SymbolicTensor) => tf.SymbolicTensor,
): (() => tf.LayersModel) => {
  return () => {
    const input = on(shape);
    return tf.model({ inputs: input, outputs: make(input) });
  };
};
type Made = tf.layers.Layer;
const stack =
  (shape: readonly number[], ...make: readonly (() => Made)[]) =>
  (): tf.LayersModel => {
    const input = on(shape);
    const output = make.reduce((tensor, layer) => layer().apply(tensor) as tf.SymbolicTensor, input);
    return tf.model({ inputs: input, outputs: output });
  };
const apply = (layer: Made, ...inputs: tf.SymbolicTensor[]): tf.SymbolicTensor =>
  layer.apply(inputs.length === 1 ? inputs[0]! : inputs) as tf.SymbolicTensor;

describe('the gradient', () => {
  const models: Readonly<Record<string, () => tf.LayersModel>> = {
    'convolutions of all kinds': stack(
      [15, 14, 3],
      () => layers.conv2d({ filters: 4, kernelSize: [3, 2], padding: 'same', activation: 'relu' }),
      () => layers.conv2d({ filters: 5, kernelSize: 3, strides: 2, padding: 'same', activation: 'sigmoid' }),
      () => layers.conv2d({ filters: 4, kernelSize: 2, activation: 'elu', useBias: false }),
      () => layers.depthwiseConv2d({ kernelSize: 3, depthMultiplier: 2, padding: 'same', activation: 'relu6' }),
      () => layers.separableConv2d({ filters: 3, kernelSize: 3, padding: 'same', activation: 'relu' }),
      () => layers.conv2dTranspose({ filters: 3, kernelSize: 2, strides: 2, activation: 'relu' }),
    ),
    'a classifier': stack(
      [12, 12, 3],
      () => layers.zeroPadding2d({ padding: 1 }),
      () => layers.conv2d({ filters: 6, kernelSize: 4 }),
      () => layers.batchNormalization(),
      () => layers.reLU({ maxValue: 1.5 }),
      () => layers.maxPooling2d({ poolSize: 3, strides: 2, padding: 'same' }),
      () => layers.dropout({ rate: 0.5 }),
      () => layers.flatten(),
      () => layers.dense({ units: 7, activation: 'relu' }),
      () => layers.dense({ units: 5, activation: 'tanh' }),
      () => layers.dense({ units: 3, activation: 'softmax' }),
    ),
    'branches, a layer used twice and a nested model': build([8, 8, 3], (input) => {
      const shared = layers.conv2d({ filters: 3, kernelSize: 3, padding: 'same', activation: 'relu' });
      const once = apply(shared, input);
      const twice = apply(shared, once);
      const inner = tf.sequential({
        layers: [
          layers.conv2d({ inputShape: [8, 8, 3], filters: 2, kernelSize: 3, padding: 'same', activation: 'relu' }),
        ],
      });
      const joined = apply(layers.concatenate(), apply(layers.add(), once, twice, once), inner.apply(twice) as never);
      return apply(layers.globalAveragePooling2d({ dataFormat: 'channelsLast' }), joined);
    }),
    'the same tensor twice': build([4, 4, 2], (input) => {
      const once = apply(layers.conv2d({ filters: 2, kernelSize: 1 }), input);
      return apply(layers.multiply(), once, once);
    }),
  };

  it.each(Object.keys(models))('of %s', async (name) => {
    const model = models[name]!();
    const picture = tf.randomUniform([1, ...(model.inputs[0]!.shape.slice(1) as number[])], -1, 1, 'float32', 3);
    const signal = tf.randomUniform([1, ...(model.outputs[0]!.shape.slice(1) as number[])], -1, 1, 'float32', 4);
    const expected = tf.grad((x: tf.Tensor) => model.apply(x, { training: false }) as tf.Tensor)(picture, signal);
    const before = tf.memory().numTensors;
    const found = await walkBack(model, picture, signal, 'gradient');
    expectSame(found, expected);
    found.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('of a dilated convolution, which TensorFlow.js does not have, is the difference that a pixel makes', async () => {
    const model = stack([9, 9, 2], () =>
      layers.conv2d({ filters: 3, kernelSize: 3, dilationRate: 2, padding: 'same' }),
    )();
    const picture = tf.randomUniform([1, 9, 9, 2], -1, 1, 'float32', 3);
    const signal = tf.randomUniform([1, 9, 9, 3], -1, 1, 'float32', 4);
    const found = (await walkBack(model, picture, signal, 'gradient')).dataSync();
    const weigh = (x: tf.Tensor): number => tf.sum(tf.mul(model.predict(x) as tf.Tensor, signal)).dataSync()[0]!;
    const values = picture.dataSync();
    for (const at of [0, 7, 80, 161]) {
      const moved = Float32Array.from(values);
      moved[at]! += 1;
      expect(found[at]).toBeCloseTo(weigh(tf.tensor(moved, [1, 9, 9, 2])) - weigh(picture), 3);
    }
  });

  it('says which layer lets nothing through', async () => {
    class Rank extends tf.layers.Layer {
      static className = 'Rank';
      override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
        const [input] = [inputs].flat();
        return tf.tensor(input!.dataSync().toSorted(), input!.shape);
      }
      override computeOutputShape(shape: tf.Shape): tf.Shape {
        return shape;
      }
    }
    const model = stack(
      [4, 4, 1],
      () => new Rank({ name: 'ranks' }),
      () => layers.flatten(),
    )();
    await expect(walkBack(model, tf.ones([1, 4, 4, 1]), tf.ones([1, 16]), 'gradient')).rejects.toThrow(
      'No gradient gets through layer "ranks" (Rank)',
    );
  });
});

describe('the other rules for ReLU', () => {
  /** conv, ReLU, pooling, conv, ReLU with the rule written as a gradient of TensorFlow.js's own. */
  function differentiateBy(rule: ReluRule, model: tf.LayersModel, picture: tf.Tensor, signal: tf.Tensor): tf.Tensor {
    const relu = tf.customGrad((x, save) => {
      (save as (tensors: tf.Tensor[]) => void)([x as tf.Tensor]);
      return {
        value: tf.relu(x as tf.Tensor),
        gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => {
          const positive = tf.relu(dy);
          return rule === 'deconvnet' ? positive : tf.mul(positive, tf.step(saved[0]!));
        },
      };
    });
    const [first, second] = model.layers.filter((layer) => layer.getClassName() === 'Conv2D');
    const convolve = (x: tf.Tensor, layer: Made): tf.Tensor => {
      const [kernel, bias] = layer.getWeights();
      return tf.add(tf.conv2d(x as tf.Tensor4D, kernel as tf.Tensor4D, 1, 'same'), bias!);
    };
    return tf.grad((x: tf.Tensor) => {
      const pooled = tf.maxPool(relu(convolve(x, first!)) as tf.Tensor4D, 2, 2, 'valid');
      return relu(convolve(pooled, second!));
    })(picture, signal);
  }

  it.each(['deconvnet', 'guided'] as const)('%s', async (rule) => {
    const model = stack(
      [8, 8, 3],
      () => layers.conv2d({ filters: 6, kernelSize: 3, padding: 'same', activation: 'relu' }),
      () => layers.maxPooling2d({ poolSize: 2 }),
      () => layers.conv2d({ filters: 4, kernelSize: 3, padding: 'same' }),
      () => layers.activation({ activation: 'relu' }),
    )();
    const picture = tf.randomUniform([1, 8, 8, 3], -1, 1, 'float32', 5);
    const signal = tf.randomUniform([1, 4, 4, 4], -1, 1, 'float32', 6);
    expectSame(await walkBack(model, picture, signal, rule), differentiateBy(rule, model, picture, signal));
  });
});
