// The model.json of a tfjs layers model that came from anywhere.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RunError } from '../../../../src/runner/core/failure';
import { parseWeightsManifest } from '../../../../src/runner/core/weights/weightsManifest';

const parse = (value: unknown) => parseWeightsManifest(JSON.stringify(value), 'model.json');
const manifest = (paths: unknown, ...weights: unknown[]) => ({ weightsManifest: [{ paths, weights }] });
const weight = { name: 'a/kernel', shape: [2, 3], dtype: 'float32' };

it('places the weights one after the other, without those of the optimizer', () => {
  const optimizer = { name: 'iter', shape: [], dtype: 'int32', group: 'optimizer' };
  const half = { ...weight, name: 'b', quantization: { dtype: 'float16', original_dtype: 'float32' } };
  const byte = { ...weight, name: 'c', quantization: { dtype: 'uint8', scale: 0.5, min: -1 } };
  const { groups } = parse(manifest(['a.bin', 'more/b.bin'], weight, optimizer, half, byte));
  expect(groups.map(({ byteCount, paths }) => [byteCount, paths])).toEqual([[46, ['a.bin', 'more/b.bin']]]);
  expect(groups[0]?.tensors.map(({ name, start, end }) => [name, start, end])).toEqual([
    ['a/kernel', 0, 24],
    ['b', 28, 40],
    ['c', 40, 46],
  ]);
  const values = groups[0]?.tensors[2]?.decode?.(new Uint8Array([0, 1, 2, 3, 4, 255]));
  expect(values).toEqual(new Float32Array([-1, -0.5, 0, 0.5, 1, 126.5]));
});

describe('refuses', () => {
  it.each([
    ['a path that leaves the folder', '../secret.bin'],
    ['a path that leaves the folder later', 'a/../../secret.bin'],
    ['an absolute path', '/etc/passwd'],
    ['a drive', 'C:\\x.bin'],
    ['an address', 'https://other.test/x.bin'],
    ['a query', 'x.bin?y'],
    ['an empty path', ''],
    ['a number', 3],
  ])('%s', (_, path) => {
    expect(() => parse(manifest([path], weight))).toThrow(/only files beside it are read/);
  });

  it.each([
    ['a graph model', { format: 'graph-model', weightsManifest: [] }, /graph model/],
    ['a model without weights', { modelTopology: {} }, /has no weightsManifest/],
    ['weights without a shape', manifest(['a'], { name: 'w', dtype: 'float32' }), /weight "w" has no name, shape/],
    ['weights without a name', manifest(['a'], { shape: [1], dtype: 'float32' }), /a weight has no name/],
    ['weights of texts', manifest(['a'], { ...weight, dtype: 'string' }), /"a\/kernel" of "string" elements/],
    ['two weights of one name', manifest(['a'], weight, weight), /two weights named "a\/kernel"/],
    ['no files', manifest([], weight), /names no files/],
    ['no list of weights', { weightsManifest: [{ paths: ['a'] }] }, /no list of weights/],
    ['a package.json', { name: 'x', version: '1' }, /has no weightsManifest/],
  ])('%s', (_, value, message) => {
    expect(() => parse(value)).toThrow(message);
  });

  it('what is no JSON', () => {
    expect(() => parseWeightsManifest('# Read me', 'README.md')).toThrow(
      'README.md cannot be read as weights: it is neither a safetensors file nor a tfjs model.json.',
    );
  });
});

it('whatever it says, the outcome is a list or one clear error', () => {
  const entry = fc.record(
    { name: fc.string(), shape: fc.jsonValue(), dtype: fc.string(), quantization: fc.jsonValue() },
    { requiredKeys: [] },
  );
  const group = fc.record(
    { paths: fc.jsonValue(), weights: fc.oneof(fc.array(entry), fc.jsonValue()) },
    { requiredKeys: [] },
  );
  const model = fc.record({
    weightsManifest: fc.oneof(fc.array(group), fc.jsonValue()),
    modelTopology: fc.jsonValue(),
  });
  fc.assert(
    fc.property(fc.oneof(model, fc.jsonValue()), (value) => {
      try {
        parse(value);
      } catch (error) {
        expect(error).toBeInstanceOf(RunError);
      }
    }),
    { numRuns: 2000 },
  );
});
