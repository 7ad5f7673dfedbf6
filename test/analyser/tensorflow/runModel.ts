// Annotated model texts that also run in the real TensorFlow.js: both must agree.

import * as tf from '@tensorflow/tfjs';
import { expect, it } from 'vitest';
import { Unknown, type AnalyserOptions, type FileAnalysis, type LayerReading } from '../../../src/analyser/index';
import { expectReadings, filesOf } from '../../support/annotatedSource';
import { runSource } from '../../support/runSource';

/** One test for each text: its expectations hold, and so they do where it runs. */
export function checkModels(texts: Readonly<Record<string, string>>): void {
  for (const [title, text] of Object.entries(texts)) {
    it(title, async () => {
      await expectAsRunning(text);
    });
  }
}

/** One test for each text whose values are known only when it runs: its expectations hold. */
export function checkReadings(texts: Readonly<Record<string, string>>, options?: AnalyserOptions): void {
  for (const [title, text] of Object.entries(texts)) it(title, () => void expectReadings(text, options));
}

/** @returns what the text throws where it runs, when it is expected to */
export async function expectAsRunning(text: string): Promise<string | undefined> {
  const analysis = expectReadings(text);
  const errors = analysis.findings.filter(({ severity }) => severity === 'error');
  const globals = text.includes('@tensorflow/') ? {} : { tf };
  const run = runSource(filesOf(text), globals, (name) => (name.startsWith('@tensorflow/') ? tf : undefined));
  if (errors.length > 0) {
    const thrown = await run.then(
      () => 'nothing was thrown',
      (error: unknown) => (error as Error).message,
    );
    expect(withoutCounts(errors[0]?.message ?? '')).toBe(withoutCounts(thrown));
    return thrown;
  }
  const exported = (await run) as Record<string, unknown>;
  const models = Object.entries(exported).filter(
    (entry): entry is [string, tf.LayersModel] => entry[1] instanceof tf.LayersModel,
  );
  expect(models.length, 'the text exports a model').toBeGreaterThan(0);
  for (const [name, model] of models) expectSame(analysis, name, model);
  return undefined;
}

function expectSame(analysis: FileAnalysis, name: string, model: tf.LayersModel): void {
  const reading = analysis.models.find((one) => one.model.name === name) ?? analysis.models[0];
  expect(reading?.layers.map(readFigures).sort(), name).toEqual(model.layers.map(runningFigures).sort());
  expect(reading?.totals.parameters, name).toBe(model.countParams());
}

function readFigures({ layer, outputShape, parameters, trainableParameters }: LayerReading): string {
  const shape = outputShape instanceof Unknown ? outputShape.reason : outputShape;
  return JSON.stringify([withoutCounts(layer.name), layer.className, shape, parameters, trainableParameters]);
}

function runningFigures(layer: tf.layers.Layer): string {
  const trainable = layer.trainableWeights.reduce(
    (sum, { shape }) => sum + shape.reduce<number>((a, b) => a * (b ?? 1), 1),
    0,
  );
  // Of the first application: a layer that is shared between sizes has no single output shape.
  const output = layer.getOutputAt(0);
  const shape = Array.isArray(output) ? output.map((one) => one.shape) : output.shape;
  const figures = [withoutCounts(layer.name), layer.getClassName(), shape, layer.countParams(), trainable];
  return JSON.stringify(figures);
}

/** tfjs counts the names of layers over the models of a process: `dense_Dense12` is `dense_Dense`. */
function withoutCounts(text: string): string {
  return text.replace(/((?:_[A-Z]\w*?)|\b(?:input|sequential_|model))\d+(?=\W|$|_input)/g, '$1');
}
