// Programs made at random: what the analyser reads from the text against what real tfjs makes of them, or throws.

import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs';
import { compileFunction } from 'node:vm';
import { beforeAll, expect, it, vi } from 'vitest';
import { createAnalyser } from '../../src/analyser/createAnalyser';
import { Formula, Unknown } from '../../src/analyser/formulas/quantity';
import { randomProgram } from './randomPrograms/program';

const PROGRAMS = Number(process.env.CONVLENS_RANDOM_PROGRAMS ?? 150);
const SEED = Number(process.env.CONVLENS_CONFORMANCE_SEED ?? 1);

/** What is compared of a model; layers without the numbers in their names, which count on across the models of a process. */
interface Outcome {
  readonly error?: string;
  readonly parameters?: unknown;
  readonly layers?: readonly string[];
}

const withoutNumber = (name: string): string => name.replace(/\d+(_input)?$/, '');
const withoutNames = (message: string): string => message.replace(/\w+_[A-Z]\w*\d+/g, 'layer');
const known = (value: unknown): unknown => {
  if (value instanceof Unknown) return `unknown: ${value.reason}`;
  return value instanceof Formula ? `formula: ${value.toString()}` : value;
};

function describeLayer(name: string, className: string, ...figures: readonly unknown[]): string {
  return JSON.stringify([withoutNumber(name), className, ...figures]);
}

function run(program: string): Outcome {
  let model: tf.LayersModel;
  try {
    model = (compileFunction(program, ['tf']) as (library: typeof tf) => tf.LayersModel)(tf);
  } catch (error) {
    return { error: withoutNames((error as Error).message) };
  }
  const layers = model.layers.map((layer) => {
    const trainable = layer.trainableWeights.reduce(
      (sum, { shape }) => sum + tf.util.sizeFromShape(shape as number[]),
      0,
    );
    return describeLayer(layer.name, layer.getClassName(), outputShapeOf(layer), layer.countParams(), trainable);
  });
  return { parameters: model.countParams(), layers: layers.sort() };
}

/** A layer that is applied to different shapes has no output shape in tfjs: the first one is compared. */
function outputShapeOf(layer: tf.layers.Layer): unknown {
  return (layer.getOutputAt(0) as tf.SymbolicTensor).shape;
}

function read(program: string): Outcome {
  const text = `import * as tf from '@tensorflow/tfjs';\nfunction main() {\n${program}\n}\nmain();\n`;
  const { models, findings } = createAnalyser({ readFile: (file) => (file === 'a.js' ? text : undefined) }).analyse(
    'a.js',
  );
  const errors = findings.filter(({ rule }) => rule === 'tfjs-error');
  if (errors[0]) return { error: withoutNames(errors[0].message) };
  const reading = models.find(({ model }) => model.name === 'model');
  const layers = reading?.layers.map(({ layer, outputShape, parameters, trainableParameters }) => {
    const shape = outputShape instanceof Unknown ? known(outputShape) : outputShape.map(known);
    return describeLayer(layer.name, layer.className, shape, known(parameters), known(trainableParameters));
  });
  return { parameters: known(reading?.totals.parameters), ...(layers && { layers: layers.sort() }) };
}

beforeAll(async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  await tf.setBackend('cpu');
});

it(`reads ${String(PROGRAMS)} programs as they run`, () => {
  const runs: Outcome[] = [];
  for (let seed = SEED; seed < SEED + PROGRAMS; seed++) {
    const program = randomProgram(seed);
    tf.engine().startScope();
    const outcome = run(program);
    tf.engine().endScope();
    tf.disposeVariables();
    expect(read(program), `seed ${String(seed)}:\n${program}`).toEqual(outcome);
    runs.push(outcome);
  }
  // most of them make a model, and some are what tfjs refuses
  expect(runs.filter(({ layers }) => layers).length).toBeGreaterThan(PROGRAMS / 2);
  expect(runs.some(({ error }) => error !== undefined)).toBe(true);
});
