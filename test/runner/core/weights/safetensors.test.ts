// The header of a safetensors file that came from anywhere: what is wrong is refused, with the tensor's name, and nothing else happens.

import fc from 'fast-check';
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { RunError } from '../../../../src/runner/core/failure';
import { parseSafetensorsHeader, readHeaderLength } from '../../../../src/runner/core/weights/safetensors';
import { weightFixtures } from './madeUpWeights';

const text = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
const parse = (header: unknown, dataLength: number) =>
  parseSafetensorsHeader(text(header), dataLength, 'x.safetensors');
const float = (shape: unknown, ...offsets: unknown[]) => ({ dtype: 'F32', shape, data_offsets: offsets });

it('reads what PyTorch has written', () => {
  const bytes = fs.readFileSync(path.join(weightFixtures, 'narrowVgg.safetensors'));
  const length = readHeaderLength(bytes)!;
  const tensors = parseSafetensorsHeader(bytes.subarray(8, 8 + length), bytes.length - 8 - length, 'narrowVgg');
  const first = tensors.find(({ name }) => name === 'features.0.weight')!;
  expect([first.shape, first.elementType, first.end - first.start]).toEqual([[4, 3, 3, 3], 'F32', 432]);
  expect(tensors).toHaveLength(22);
});

it('takes scalars, empty tensors and metadata', () => {
  const header = { __metadata__: { format: 'pt' }, a: float([], 0, 4), b: float([0, 3], 4, 4), c: float([2], 4, 12) };
  expect(parse(header, 12).map(({ name, start, end }) => [name, start, end])).toEqual([
    ['a', 0, 4],
    ['b', 4, 4],
    ['c', 4, 12],
  ]);
});

describe('refuses', () => {
  it.each([
    ['a cut off file', { a: float([2], 0, 8), b: float([2], 8, 16) }, 12, /is cut off: it ends 4 bytes before .* "b"/],
    ['bytes that belong to nobody', { a: float([2], 0, 8) }, 9, /1 bytes at its end/],
    ['a gap', { a: float([2], 0, 8), b: float([1], 12, 16) }, 16, /"b" do not follow/],
    ['an overlap', { a: float([2], 0, 8), b: float([2], 4, 12) }, 12, /"b" do not follow/],
    ['fewer bytes than the shape takes', { a: float([3], 0, 8) }, 8, /"a" of shape \[3\] does not have the 12 bytes/],
    ['a negative offset', { a: float([2], -8, 0) }, 8, /"a"/],
    ['an offset that is no whole number', { a: float([2], 0.5, 8.5) }, 8, /"a"/],
    ['offsets that are texts', { a: float([2], '0', '8') }, 8, /"a"/],
    ['no offsets', { a: { dtype: 'F32', shape: [2] } }, 8, /"a"/],
    ['a negative size', { a: float([-2], 0, 8) }, 8, /"a" has no shape/],
    ['a shape whose product is beyond numbers', { a: float([2 ** 40, 2 ** 40], 0, 8) }, 8, /"a" has no shape/],
    ['a shape of very many axes', { a: float(Array(9).fill(1), 0, 4) }, 4, /"a" has no shape/],
    ['an unknown element type', { a: { dtype: 'Q4', shape: [2], data_offsets: [0, 8] } }, 8, /"a" of "Q4" elements/],
    ['a tensor that is a number', { a: 3 }, 8, /"a" has no shape or no type/],
    ['no tensors', { __metadata__: {} }, 0, /has no tensors/],
    ['a list', [1, 2], 0, /not a list of tensors/],
    ['null', null, 0, /not a list of tensors/],
  ])('%s', (_, header, dataLength, message) => {
    expect(() => parse(header, dataLength)).toThrow(message);
    expect(() => parse(header, dataLength)).toThrow(RunError);
  });

  it('text that is no JSON, or no UTF-8', () => {
    for (const bytes of [new TextEncoder().encode('{"a":'), new Uint8Array([0x7b, 0xff, 0x7d])]) {
      expect(() => parseSafetensorsHeader(bytes, 0, 'x')).toThrow(/is not valid JSON/);
    }
  });

  it('names in one short line', () => {
    const name = `bad\n\u202e${'x'.repeat(500)}`;
    try {
      parse({ [name]: 1 }, 0);
      expect.unreachable();
    } catch (error) {
      const { message } = error as RunError;
      expect(message.length).toBeLessThan(250);
      expect(message).not.toMatch(/[\n\u202e]/);
    }
  });

  it('names that are those of objects are names', () => {
    const header =
      '{"__proto__":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"constructor":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}';
    const tensors = parseSafetensorsHeader(new TextEncoder().encode(header), 8, 'x');
    expect(tensors.map(({ name }) => name)).toEqual(['__proto__', 'constructor']);
  });
});

describe('the length of a header', () => {
  const start = (length: bigint, next = 0x7b): Uint8Array => {
    const bytes = new Uint8Array(9);
    new DataView(bytes.buffer).setBigUint64(0, length, true);
    bytes[8] = next;
    return bytes;
  };

  it.each([
    [2n, 2],
    [100_000_000n, 100_000_000],
    [100_000_001n, undefined],
    [1n, undefined],
    [0n, undefined],
    [0xffff_ffff_ffff_ffffn, undefined],
  ])('%s', (length, read) => {
    expect(readHeaderLength(start(length))).toBe(read);
  });

  it('is that of JSON only', () => {
    expect(readHeaderLength(start(2n, 0x20))).toBeUndefined();
    expect(readHeaderLength(new Uint8Array(8))).toBeUndefined();
  });
});

it('whatever the header says, the outcome is a list within the file or one clear error', () => {
  const tensor = fc.record(
    {
      dtype: fc.constantFrom('F32', 'F16', 'I64', 'BOOL', 'X'),
      shape: fc.oneof(fc.array(fc.integer({ min: -1, max: 5 })), fc.jsonValue()),
      data_offsets: fc.oneof(fc.array(fc.integer({ min: -4, max: 40 }), { maxLength: 3 }), fc.jsonValue()),
    },
    { requiredKeys: [] },
  );
  const header = fc.oneof(fc.jsonValue(), fc.dictionary(fc.string({ minLength: 1 }), tensor));
  fc.assert(
    fc.property(header, fc.nat({ max: 60 }), (value, dataLength) => {
      try {
        for (const { start, end } of parse(value, dataLength)) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeLessThanOrEqual(dataLength);
        }
      } catch (error) {
        expect(error).toBeInstanceOf(RunError);
      }
    }),
    { numRuns: 2000 },
  );
});
