// The weights that fixtures/weights/makeTorch.py makes up: a hash of the tensor's name and the element's index, so that nobody has to
// store them.

import fs from 'node:fs';
import path from 'node:path';
import type { ListedFile } from '../../../../src/runner/core/weights/match';
import type { StoredTensor } from '../../../../src/runner/core/weights/storedTensor';
import { hashText } from '../../../../src/runner/core/seededWeights';

export const weightFixtures = path.resolve(import.meta.dirname, '../../fixtures/weights');

type Shapes = Readonly<Record<string, readonly number[]>>;

/** Names and shapes of PyTorch's own networks, by "network source". */
export const stateDicts = JSON.parse(fs.readFileSync(path.join(weightFixtures, 'stateDicts.json'), 'utf8')) as Readonly<
  Record<string, Shapes>
>;

export function listStateDict(key: string): ListedFile {
  const shapes = stateDicts[key];
  if (shapes === undefined) throw new Error(`stateDicts.json has no ${key}: run makeTorch.py again.`);
  const tensors = Object.entries(shapes).map(([name, shape]): StoredTensor => {
    const isCount = name.endsWith('num_batches_tracked');
    return {
      name,
      shape,
      elementType: isCount ? 'I64' : 'F32',
      part: 0,
      start: 0,
      end: 0,
      decode: isCount ? undefined : () => new Float32Array(),
    };
  });
  return { label: `${key}.safetensors`, format: 'safetensors', tensors, layerOrder: [] };
}

/** `offset` + `scale` · u, with u uniform in [-1, 1). */
export function makeUniform(name: string, count: number, scale = 1, offset = 0): Float32Array {
  const seed = hashText(name);
  const values = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    let x = (Math.imul(i, 0x9e3779b1) + seed) | 0;
    x ^= x >>> 16;
    x = Math.imul(x, 0x85ebca6b);
    x ^= x >>> 13;
    x = Math.imul(x, 0xc2b2ae35);
    x ^= x >>> 16;
    values[i] = offset + ((x >>> 0) / 2 ** 31 - 1) * scale;
  }
  return values;
}

/** @param gain mean of the normalisations' gamma */
export function makeUpTensor({ name, shape }: StoredTensor, gain: number): Float32Array {
  const count = shape.reduce((product, size) => product * size, 1);
  if (shape.length > 1) return makeUniform(name, count, Math.sqrt(6 / (count / (shape[0] ?? 1))));
  if (name.endsWith('running_var')) return makeUniform(name, count, 0.5, 1);
  return name.endsWith('weight') ? makeUniform(name, count, 0.2, gain) : makeUniform(name, count, 0.1);
}
