// What is told of the layers of a run: the field that is computed is the one that the gradient of the layer which ran has, whatever
// way the layer is used in.

import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, it } from 'vitest';
import { createAnalyser } from '../../src/analyser/createAnalyser';
import { readRunFigures } from '../../src/features/runFigures';
import { listSteps, type Plan } from '../../src/runner/core/listSteps';
import { applyLayer } from '../../src/runner/core/walkModel';
import { runSource } from '../support/runSource';

const FILE = '/project/model.ts';
const SIDE = 32;

const PROGRAMS = {
  'a layer that is used twice, the later use nearer to the input': `
    const shared = tf.layers.conv2d({ filters: 3, kernelSize: 3, padding: 'same', name: 'shared' });
    const input = tf.input({ shape: [32, 32, 3], name: 'picture' });
    const far = tf.layers.conv2d({ filters: 3, kernelSize: 7, padding: 'same', name: 'far' }).apply(input);
    const late = shared.apply(far);
    const early = shared.apply(input);
    export const model = tf.model({ inputs: input, outputs: tf.layers.add({ name: 'sum' }).apply([late, early]) });`,
  'a model inside, used twice': `
    const inside = tf.sequential({ layers: [
      tf.layers.conv2d({ inputShape: [32, 32, 3], filters: 3, kernelSize: 3, padding: 'same', name: 'first' }),
      tf.layers.conv2d({ filters: 3, kernelSize: 5, padding: 'same', name: 'second' }),
    ] });
    const input = tf.input({ shape: [32, 32, 3], name: 'picture' });
    const far = tf.layers.conv2d({ filters: 3, kernelSize: 7, padding: 'same', name: 'far' }).apply(input);
    const [late, early] = [inside.apply(far), inside.apply(input)];
    const sum = tf.layers.add({ name: 'sum' }).apply([early, late]);
    export const model = tf.model({ inputs: input, outputs: tf.layers.averagePooling2d({ poolSize: 2, name: 'pool' }).apply(sum) });`,
};

/** Rows of the picture that move a position in the middle of a step's output. */
function measureRows(plan: Plan, index: number, row: number): number {
  const upTo = (picture: tf.Tensor): tf.Tensor => {
    const tensors = new Map<number, tf.Tensor>();
    for (const step of plan.steps) {
      const outputs = step.isInput
        ? [picture]
        : applyLayer(
            tf,
            step,
            step.inputs.map((id) => tensors.get(id)!),
          );
      step.outputs.forEach((id, at) => tensors.set(id, outputs[at]!));
    }
    return tensors.get(plan.steps[index]!.outputs[0]!)!.slice([0, row, row, 0], [1, 1, 1, -1]).sum();
  };
  const gradient = tf.grad(upTo)(tf.ones([1, SIDE, SIDE, 3]));
  return gradient.abs().sum([0, 2, 3]).greater(0).sum().dataSync<'int32'>()[0]!;
}

beforeAll(async () => {
  await tf.setBackend('cpu');
});

it.each(Object.entries(PROGRAMS))('%s', async (_, program) => {
  const text = `import * as tf from '@tensorflow/tfjs';\n${program}`;
  const textOf = (file: string): string | undefined => (file === FILE ? text : undefined);
  const exported = await runSource(new Map([[FILE, text]]), {}, () => tf);
  const { model } = exported as { model: tf.LayersModel };
  for (const layer of model.layers) layer.setWeights(layer.getWeights().map((weight) => tf.onesLike(weight)));
  const plan = listSteps(tf, model);
  const layers = plan.steps.map(({ layer, application, outputShape }, index) => {
    const parameters = layer.countParams();
    return {
      index,
      name: layer.name,
      application,
      className: layer.getClassName(),
      outputShape,
      parameters,
      source: undefined,
    };
  });
  const [reading] = createAnalyser({ readFile: textOf })
    .analyse(FILE)
    .models.filter((one) => one.model.name === 'model');
  const figures = readRunFigures(reading, layers, { textOf });
  for (const { layer: index, field, shape, parameters, inputs, channelSaving } of figures) {
    const name = `${layers[index]!.name} ${layers[index]!.application}`;
    expect(shape, name).toEqual(layers[index]!.outputShape.slice(1));
    expect(parameters, name).toBe(layers[index]!.parameters);
    // what reads the maps is outside
    if (/^(first|second)/.test(name)) expect(channelSaving, name).toBeUndefined();
    const readers = plan.steps[index]!.inputs.map((id) => plan.steps.findIndex(({ outputs }) => outputs.includes(id)));
    expect(inputs, name).toEqual(readers);
    const row = Math.floor((layers[index]!.outputShape[1] ?? 0) / 2);
    expect(field.kind === 'region' && field.rows.extent, name).toBe(measureRows(plan, index, row));
  }
});
