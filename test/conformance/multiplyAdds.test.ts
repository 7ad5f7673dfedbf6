// Multiply-adds: what the analyser counts against the kernels that tfjs runs for one sample.

import * as tf from '@tensorflow/tfjs';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, it } from 'vitest';
import { createAnalyser } from '../../src/analyser/createAnalyser';

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

beforeAll(() => tf.setBackend('cpu'));

it.each(readdirSync(folder).filter((name) => name.endsWith('.ts')))('%s', async (name) => {
  const { models } = createAnalyser({
    readFile: (file) => {
      try {
        return readFileSync(file, 'utf8');
      } catch {
        return undefined;
      }
    },
  }).analyse(`${folder}${name}`);
  const exported = Object.entries((await import(`./programs/${name}`)) as Record<string, unknown>);
  const running = exported.filter((entry): entry is [string, tf.LayersModel] => entry[1] instanceof tf.LayersModel);
  for (const [variable, model] of running) {
    const reading = models.find((m) => m.model.name === variable);
    expect(reading?.totals.macs, variable).toBe(await countRunning(model));
  }
});
