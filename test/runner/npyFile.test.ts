// NumPy's file format, byte by byte as its documentation has it, and read back.

import { expect, it } from 'vitest';
import { encodeNpy } from '../../src/runner/npyFile';

const decoder = new TextDecoder('latin1');

it('starts with the magic, version 1.0 and a header that fills up to a multiple of 64 bytes', () => {
  const file = encodeNpy([2, 3], new Float32Array([0, 1, -2.5, NaN, Infinity, 1e-45]));
  expect([...file.subarray(0, 10)]).toEqual([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, 118, 0]);
  const header = decoder.decode(file.subarray(10, 128));
  expect(header).toBe(`${"{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }".padEnd(117)}\n`);
  expect(file).toHaveLength(128 + 6 * 4);
  // little-endian: -2.5 is 0xc0200000
  expect([...file.subarray(128 + 8, 128 + 12)]).toEqual([0, 0, 0x20, 0xc0]);
  expect(new Float32Array(file.slice(128).buffer)).toEqual(new Float32Array([0, 1, -2.5, NaN, Infinity, 1e-45]));
});

it.each([
  { shape: [5], text: '(5,)' },
  { shape: [], text: '()' },
  { shape: [1, 224, 224, 64], text: '(1, 224, 224, 64)' },
])('writes the shape $text as Python does', ({ shape, text }) => {
  const file = encodeNpy(shape, new Float32Array(2));
  const length = (file[8] ?? 0) + 256 * (file[9] ?? 0);
  expect((10 + length) % 64).toBe(0);
  const header = decoder.decode(file.subarray(10, 10 + length));
  expect(header.trimEnd()).toBe(`{'descr': '<f4', 'fortran_order': False, 'shape': ${text}, }`);
  expect(header.endsWith('\n')).toBe(true);
});

it('a header that needs more than one block gets it', () => {
  const shape = Array.from({ length: 40 }, () => 1);
  const file = encodeNpy(shape, new Float32Array([7]));
  expect(file).toHaveLength(192 + 4);
  expect(new Float32Array(file.slice(192).buffer)).toEqual(new Float32Array([7]));
});
