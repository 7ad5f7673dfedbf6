// Models built from their definitions, without running the program: the same layers, which compute the same.

import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs';
import { compileFunction } from 'node:vm';
import { beforeAll, expect, it, vi } from 'vitest';
import { createAnalyser } from '../../src/analyser/createAnalyser';
import { defineModel } from '../../src/features/defineModel';
import type { ModelDefinition } from '../../src/protocol/modelDefinition';
import { buildModel } from '../../src/runner/core/buildModel';
import { randomProgram } from './randomPrograms/program';

const PROGRAMS = 40;

function define(program: string): ModelDefinition | undefined {
  const text = `import * as tf from '@tensorflow/tfjs';\nfunction main() {\n${program}\n}\nmain();\n`;
  const textOf = (file: string): string | undefined => (file === 'a.js' ? text : undefined);
  const { models } = createAnalyser({ readFile: textOf }).analyse('a.js');
  const reading = models.find(({ model }) => model.name === 'model');
  return reading && defineModel(reading, { textOf });
}

function run(program: string): tf.LayersModel | undefined {
  try {
    return (compileFunction(program, ['tf']) as (library: typeof tf) => tf.LayersModel)(tf);
  } catch {
    return undefined;
  }
}

/** The same values for weights of the same shape, whatever order the layers are in. */
function fillWeights(model: tf.LayersModel): void {
  const ramp = ({ shape }: { shape: (number | null)[] }): tf.Tensor => {
    const size = tf.util.sizeFromShape(shape as number[]);
    const values = Float32Array.from({ length: size }, (_, i) => (1 + Math.sin(i + size)) / Math.sqrt(size));
    return tf.tensor(values, shape as number[]);
  };
  model.setWeights(model.weights.map(ramp));
}

function predict(model: tf.LayersModel): number[][] {
  fillWeights(model);
  const inputs = model.inputs.map(({ shape }) => {
    const sizes = shape.map((size, axis) => size ?? (axis === 0 ? 1 : 12));
    const values = Float32Array.from({ length: tf.util.sizeFromShape(sizes) }, (_, i) => Math.sin(i));
    return tf.tensor(values, sizes);
  });
  return [model.predict(inputs)].flat().map((output) => [...output.dataSync()]);
}

beforeAll(async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  await tf.setBackend('cpu');
});

it(`builds what ${String(PROGRAMS)} programs make`, () => {
  let built = 0;
  for (let seed = 1; seed <= PROGRAMS; seed++) {
    const program = randomProgram(seed);
    const definition = define(program);
    tf.engine().startScope();
    const running = run(program);
    if (running === undefined) expect(definition, `seed ${String(seed)}`).toBeUndefined();
    if (definition && running) {
      built++;
      expect(predict(buildModel(tf, definition).model), `seed ${String(seed)}:\n${program}`).toEqual(predict(running));
    }
    tf.engine().endScope();
    tf.disposeVariables();
  }
  expect(built).toBeGreaterThan(PROGRAMS / 2);
});

it('builds wrappers, cells, states, embeddings, shared layers and models inside of models, with their places', () => {
  const program = `
    const words = tf.input({ shape: [7], dtype: 'int32' });
    const read = tf.layers.embedding({ inputDim: 20, outputDim: 6, embeddingsInitializer: tf.initializers.heNormal({}) });
    const [sequence, h, c] = tf.layers.lstm({ units: 5, returnSequences: true, returnState: true }).apply(read.apply(words));
    const next = tf.layers.rnn({ cell: tf.layers.gruCell({ units: 5 }), kernelRegularizer: tf.regularizers.l2({}) }).apply(sequence);
    const both = tf.layers.bidirectional({ layer: tf.layers.gru({ units: 3 }), mergeMode: 'concat' }).apply(sequence);
    const inside = tf.sequential({ layers: [tf.layers.dense({ units: 4, inputShape: [5], activation: 'relu' })] });
    const joined = tf.layers.concatenate().apply([inside.apply(h), inside.apply(c), next, both]);
    const model = tf.model({ inputs: words, outputs: tf.layers.dense({ units: 2 }).apply(joined) });
    return model;`;
  const definition = define(program);
  const running = run(program);
  if (!definition || !running) throw new Error('there is no model');
  const { model, places } = buildModel(tf, definition);
  expect(predict(model)).toEqual(predict(running));
  const [embedding] = model.layers.filter((layer) => layer.getClassName() === 'Embedding');
  expect(embedding && places.get(embedding)).toEqual({ file: 'a.js', line: 5, column: 18 });
});

it.each([
  [
    'a layer of the program',
    'class Own extends tf.layers.Layer { call(x) { return x; } } const y = new Own().apply(x);',
  ],
  ['a size that is not known', 'const y = tf.layers.dense({ units: Number(process.argv[2]) }).apply(x);'],
  [
    'weights that are not random',
    `const y = tf.layers.dense({ units: 2, kernelInitializer: tf.initializers.constant({ value: 3 }) }).apply(x);`,
  ],
])('defines no model with %s', (_, lines) => {
  const program = (text: string): string =>
    `const x = tf.input({ shape: [4] }); ${text} const model = tf.model({ inputs: x, outputs: y }); return model;`;
  expect(define(program(lines))).toBeUndefined();
  expect(define(program('const y = tf.layers.dense({ units: 2 }).apply(x);'))).toBeDefined();
  // that its multiply-adds cannot be counted is no obstacle
  const open = 'const image = tf.input({ shape: [null, null, 3] });';
  expect(
    define(
      program(`${open} const y = tf.layers.conv2d({ filters: 2, kernelSize: 3 }).apply(image);`).replace(
        'inputs: x',
        'inputs: image',
      ),
    ),
  ).toBeDefined();
});
