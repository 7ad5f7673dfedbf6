// Measuring inside the wasm backend's memory gives what measuring in JavaScript gives.

import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import wabt from 'wabt';
import { beforeAll, describe, expect, it } from 'vitest';
import { createHeapGatherer } from '../../../src/runner/core/heapGatherer';
import { measureActivation, type Gatherer } from '../../../src/runner/core/measureActivation';

const wat = path.resolve(__dirname, '../../../src/runner/core/gatherValues.wat');

async function compile(): Promise<Uint8Array<ArrayBuffer>> {
  const parsed = (await wabt()).parseWat(wat, readFileSync(wat, 'utf8'), { simd: true });
  return new Uint8Array(parsed.toBinary({}).buffer);
}

/** The gatherer, on the wasm backend. */
async function startGatherer(): Promise<Gatherer | undefined> {
  await tf.setBackend('wasm');
  return createHeapGatherer(tf, await compile());
}

beforeAll(() => {
  const packageFile = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/package.json');
  setWasmPaths(path.join(path.dirname(packageFile), 'wasm-out') + path.sep);
});

function heapValues(values: number[]): Float32Array {
  const tensor = tf.tensor1d(values, 'float32');
  return (tf.backend() as unknown as { typedArrayFromHeap(t: tf.Tensor): Float32Array }).typedArrayFromHeap(tensor);
}

describe('measuring in the memory of the wasm backend', () => {
  const noise = (count: number): number[] =>
    Array.from({ length: count }, (_, i) => Math.fround(Math.sin(i * 12.9898)));

  it('is to be had', async () => {
    const gatherer = await startGatherer();
    expect(gatherer?.(heapValues([3, -1, 0, 2, 5]))).toEqual({
      min: -1,
      max: 3,
      sum: 4,
      zeroCount: 1,
      notFiniteCount: 0,
      count: 4,
    });
  });

  it.each([
    ['one value', [7]],
    ['a rest', noise(1003)],
    ['zeros of both signs', [0, -0, 1, -2, 0, 0, 0, 3]],
    ['nothing but zeros', Array<number>(64).fill(0)],
    ['NaN', [1, NaN, 0, -4, 2, 2, 2, 2]],
    ['infinities', [1, Infinity, 0, -Infinity, -4, 2, 2, 2, 9]],
    ['infinities of one sign', [1, Infinity, 0, 4]],
    ['large values', [3e38, 3e38, 3e38, 3e38, -3e38, 1, 1, 1]],
  ])('says of %s what JavaScript says', async (_, values) => {
    const gatherer = await startGatherer();
    const shape = [1, values.length, 1];
    const careful = measureActivation(shape, [...new Float32Array(values)]);
    const quick = measureActivation(shape, heapValues(values), gatherer);
    expect({ ...quick, mean: 0 }).toEqual({ ...careful, mean: 0 });
    if (Number.isNaN(careful.mean)) expect(quick.mean).toBeNaN();
    else expect(quick.mean).toBeCloseTo(careful.mean, 6);
  });

  it('leaves values elsewhere to JavaScript', async () => {
    const gatherer = await startGatherer();
    expect(gatherer?.(new Float32Array([1, 2, 3, 4]))).toBeUndefined();
    expect(measureActivation([1, 4, 1], new Float32Array([1, 2, 3, 4]), gatherer).mean).toBe(2.5);
  });

  it('is not to be had of a backend without such a memory', async () => {
    await tf.setBackend('cpu');
    expect(await createHeapGatherer(tf, await compile())).toBeUndefined();
  });
});
