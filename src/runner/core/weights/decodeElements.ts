// Bytes of a weights file, little endian, as float values.

import type { Decode } from './storedTensor';

interface ElementType {
  readonly byteCount: number;
  readonly decode: Decode | undefined;
}

/** The bytes at an offset of their own, where a typed array may look at them: that needs a multiple of its element's size. */
function align(bytes: Uint8Array): ArrayBuffer {
  return bytes.slice().buffer;
}

const decodeFloat32: Decode = (bytes) => new Float32Array(align(bytes));
const decodeFloat64: Decode = (bytes) => Float32Array.from(new Float64Array(align(bytes)));

/** The upper half of a float32. */
const decodeBrainFloat16: Decode = (bytes) => {
  const halves = new Uint16Array(align(bytes));
  const bits = Uint32Array.from(halves, (half) => half * 0x10000);
  return new Float32Array(bits.buffer);
};

/** IEEE 754 binary16. */
function readFloat16(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

export const decodeFloat16: Decode = (bytes) => Float32Array.from(new Uint16Array(align(bytes)), readFloat16);

/** tfjs's affine quantisation: value = min + scale · integer. */
export function decodeQuantized(byteCount: 1 | 2, scale: number, min: number): Decode {
  return (bytes) => {
    const integers = byteCount === 1 ? bytes : new Uint16Array(align(bytes));
    return Float32Array.from(integers, (integer) => integer * scale + min);
  };
}

const notFloat = (byteCount: number): ElementType => ({ byteCount, decode: undefined });

/** Every element type of the safetensors format that has whole bytes. */
export const safetensorsElements: ReadonlyMap<string, ElementType> = new Map([
  ['F64', { byteCount: 8, decode: decodeFloat64 }],
  ['F32', { byteCount: 4, decode: decodeFloat32 }],
  ['F16', { byteCount: 2, decode: decodeFloat16 }],
  ['BF16', { byteCount: 2, decode: decodeBrainFloat16 }],
  ['I64', notFloat(8)],
  ['I32', notFloat(4)],
  ['I16', notFloat(2)],
  ['I8', notFloat(1)],
  ['U64', notFloat(8)],
  ['U32', notFloat(4)],
  ['U16', notFloat(2)],
  ['U8', notFloat(1)],
  ['BOOL', notFloat(1)],
  ['F8_E4M3', notFloat(1)],
  ['F8_E5M2', notFloat(1)],
  ['C64', notFloat(8)],
]);

/** The element types of tfjs that have a fixed size. */
export const tfjsElements: ReadonlyMap<string, ElementType> = new Map([
  ['float32', { byteCount: 4, decode: decodeFloat32 }],
  ['float16', { byteCount: 2, decode: decodeFloat16 }],
  ['int32', notFloat(4)],
  ['uint8', notFloat(1)],
  ['uint16', notFloat(2)],
  ['bool', notFloat(1)],
  ['complex64', notFloat(8)],
]);
