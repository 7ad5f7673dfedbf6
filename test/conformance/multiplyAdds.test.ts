// Multiply-adds: what the analyser counts against the kernels that tfjs runs for one sample.

import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createAnalyser } from '../../src/analyser/createAnalyser';
import { evaluate } from '../../src/analyser/formulas/sumOfProducts';
import type { Shape } from '../../src/analyser/graph/graph';
import { applyLayer } from '../../src/analyser/layers/applyLayer';
import { readFile } from '../support/readFile';
import { casesOf } from './layersCases';
import { createInTfjs, createLayer, runInTable, type LayerCase } from './layersRun';

const folder = fileURLToPath(new URL('programs/', import.meta.url)).replaceAll('\\', '/');

const product = (sizes: readonly number[]): number => sizes.reduce((a, b) => a * b, 1);

/** Multiply-adds of a kernel with weights or of a matrix product; 0 for any other. */
function countOf(name: string, [a = [], b = []]: readonly number[][], output: readonly number[]): number {
  switch (name) {
    case 'Conv2D':
    case 'FusedConv2D':
    case 'Conv3D':
      return product(b) * product(output.slice(0, -1));
    case 'DepthwiseConv2dNative':
    case 'FusedDepthwiseConv2D':
      return product(b.slice(0, 2)) * product(output);
    case 'Conv2DBackpropInput':
    case 'Conv3DBackpropInputV2':
      return product(b) * product(a.slice(0, -1));
    case 'BatchMatMul':
    case '_FusedMatMul': {
      // Which axes are multiplied depends on what is transposed: rows × inner of the one, whatever their order.
      const inner = product(a.slice(-2)) / output.at(-2)!;
      return product(output) * inner;
    }
    default:
      return 0;
  }
}

async function countRunning(model: tf.LayersModel): Promise<number> {
  const inputs = model.inputs.map(({ shape }) => tf.zeros(shape.map((size) => size ?? 1)));
  const { kernels } = await tf.profile(() => model.predict(inputs));
  return kernels.reduce(
    (total, { name, inputShapes, outputShapes }) => total + countOf(name, inputShapes, outputShapes[0]!),
    0,
  );
}

/** What the layer table counts and what a model of that one layer runs; undefined where tfjs does not run it, or runs it once for each output. */
async function countBoth(one: LayerCase): Promise<{ counted: unknown; running: number } | undefined> {
  const isFixed = one.inputs.every((shape) => shape.slice(1).every((size) => size !== null && size > 0));
  const returnsState = JSON.stringify(one.config ?? {}).includes('"returnState":true');
  const inputs = one.inputs.map((shape) => [null, ...shape.slice(1)]);
  if (!isFixed || returnsState || runInTable({ ...one, inputs }).error !== undefined) return undefined;
  const { behaviour } = createLayer(one.factory, one.config);
  const outputs = applyLayer(one.factory, behaviour, inputs, undefined).outputs as Shape[];
  if (!behaviour.macs || outputs.some((shape) => shape.some((size) => typeof size === 'number' && size < 1)))
    return undefined;
  const symbols = inputs.map((batchShape) => tf.input({ batchShape }));
  const applied = createInTfjs(one).apply(symbols.length === 1 ? symbols[0]! : symbols);
  if (Array.isArray(applied)) return undefined;
  const model = tf.model({ inputs: symbols, outputs: applied as tf.SymbolicTensor });
  try {
    model.predict(inputs.map((shape) => tf.zeros(shape.map((size) => size ?? 1))));
  } catch {
    return undefined;
  }
  return { counted: evaluate(behaviour.macs(inputs, outputs)), running: await countRunning(model) };
}

beforeAll(() => tf.setBackend('cpu'));

beforeEach(() => {
  tf.engine().startScope();
});

afterEach(() => {
  tf.engine().endScope();
});

describe('of each layer', () => {
  it.each(
    'conv1d conv2d conv3d conv2dTranspose conv3dTranspose depthwiseConv2d separableConv2d dense simpleRNN gru lstm rnn bidirectional timeDistributed'.split(
      ' ',
    ),
  )('%s', async (factory) => {
    let compared = 0;
    for (const one of fc.sample(casesOf(factory), { numRuns: 60, seed: 11 })) {
      const both = await countBoth(one);
      if (!both) continue;
      compared++;
      expect(both.counted, JSON.stringify(one)).toBe(both.running);
    }
    expect(compared).toBeGreaterThan(2);
  });
});

describe('of models', () => {
  it.each(readdirSync(folder).filter((name) => name.endsWith('.ts')))('%s', async (name) => {
    const { models } = createAnalyser({ readFile }).analyse(`${folder}${name}`);
    const exported = Object.entries((await import(`./programs/${name}`)) as Record<string, unknown>);
    const running = exported.filter((entry): entry is [string, tf.LayersModel] => entry[1] instanceof tf.LayersModel);
    for (const [variable, model] of running) {
      const reading = models.find((m) => m.model.name === variable);
      expect(reading?.totals.macs, variable).toBe(await countRunning(model));
    }
  });
});
