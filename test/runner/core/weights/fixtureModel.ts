// A model filled from a fixture, and what its own library made of the same picture.

import * as tf from '@tensorflow/tfjs';
import path from 'node:path';
import { assignWeights } from '../../../../src/runner/core/weights/assignWeights';
import type { Match } from '../../../../src/runner/core/weights/match';
import { matchWeights } from '../../../../src/runner/core/weights/matchWeights';
import { openWeightsFile, readTensor, type WeightsFile } from '../../../../src/runner/node/weights/weightsFile';
import { weightFixtures } from './madeUpWeights';

export function openFixture(name: string): Promise<WeightsFile> {
  const file = path.join(weightFixtures, name);
  return openWeightsFile(file, name, (shard) => Promise.resolve(path.join(path.dirname(file), shard)));
}

export async function fill(model: tf.LayersModel, name: string): Promise<Match> {
  const file = await openFixture(name);
  const match = matchWeights(model, file);
  await assignWeights(tf, match, (tensor) => readTensor(file, tensor));
  return match;
}

export async function readExample(
  name: string,
): Promise<{ readonly picture: Float32Array; readonly output: Float32Array }> {
  const file = await openFixture(name);
  const read = (tensor: string) =>
    readTensor(
      file,
      file.tensors.find(({ name: known }) => known === tensor)!,
    );
  return { picture: await read('picture'), output: await read('output') };
}

/** Largest difference of two lists. */
export function compare(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Infinity;
  return Math.max(...Array.from(a, (value, i) => Math.abs(value - (b[i] ?? NaN))));
}

/** Of a batch of one: height × width × channels. */
export function predict(model: tf.LayersModel, picture: Float32Array, shape: readonly number[]): Float32Array {
  return tf.tidy(() => {
    const output = model.predict(tf.tensor(picture, [1, ...shape])) as tf.Tensor;
    return output.dataSync().slice() as Float32Array;
  });
}
