// A full memory of the wasm backend: the user is told, and no number is wrong.

import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { createRequire } from 'node:module';
import path from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { refuseFullMemory, withFailingWarnings } from '../../../src/runner/core/wasmMemory';

const wasmPackage = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/package.json');

beforeAll(async () => {
  setWasmPaths(path.join(path.dirname(wasmPackage), 'wasm-out') + path.sep);
  await withFailingWarnings(() => tf.setBackend('wasm'));
  refuseFullMemory(tf);
});

/** Memory that is taken and not written to: it costs no time. */
function take(byteCount: number): tf.Tensor {
  const backend = tf.backend() as unknown as { makeOutput(shape: number[], dtype: string): tf.TensorInfo };
  return tf.engine().makeTensorFromTensorInfo(backend.makeOutput([byteCount / 4], 'float32'));
}

/** Takes all there is, in pieces of this size. */
function takeAll(byteCount: number, taken: tf.Tensor[]): void {
  try {
    for (;;) taken.push(take(byteCount));
  } catch (error) {
    expect((error as Error).message).toMatch(/^the memory of the wasm backend is full \(4 GB\)\./);
  }
}

it('fails where there is no room, and leaves the other tensors as they are', () => {
  const first = tf.tensor1d([1, 2, 3]);
  const [picture, filter] = [tf.ones<tf.Rank.R4>([1, 3, 3, 256]), tf.ones<tf.Rank.R4>([3, 3, 256, 9000])];
  const taken: tf.Tensor[] = [];
  for (const megabytes of [1000, 100, 10, 1]) takeAll(megabytes * 1e6, taken);
  expect(taken.length).toBeGreaterThan(3);
  expect(() => tf.ones([20_000_000])).toThrow('the memory of the wasm backend is full');
  // XNNPACK makes a copy of the filter
  expect(() => tf.conv2d(picture, filter, 1, 'valid')).toThrow('the memory of the wasm backend is full');
  // a little more than 4 GB is little where only 32 bits of it are read
  expect(() => take(2 ** 32 + 40)).toThrow('the memory of the wasm backend is full');
  expect([...first.dataSync()]).toEqual([1, 2, 3]);
  tf.dispose(taken);
  const sums = tf.conv2d(picture, filter, 1, 'valid').dataSync();
  expect([sums.length, ...new Set(sums)]).toEqual([9000, 9 * 256]);
});
