// Tensors as a weights file lists them: what both formats, safetensors and tfjs layers models, come to.

/** Makes float values of a tensor's bytes. The bytes are as many as the shape and the element type say. */
export type Decode = (bytes: Uint8Array) => Float32Array;

export interface StoredTensor {
  readonly name: string;
  readonly shape: readonly number[];
  /** As the file calls it: "F32", "float32". */
  readonly elementType: string;
  /** Where the bytes are: half open, within part `part` of the file. */
  readonly part: number;
  readonly start: number;
  readonly end: number;
  /** Undefined for elements that no weight is made of, such as a count of batches. */
  readonly decode: Decode | undefined;
}

export function countElements(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

export function describeShape(shape: readonly (number | null)[]): string {
  return `[${shape.map((size) => size ?? 'null').join(', ')}]`;
}

const SHOWN_CHARACTERS = 100;

/** A name out of a file, fit for a message: one line, not too long. */
export function quoteName(name: string): string {
  const line = name.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ');
  return `"${line.length > SHOWN_CHARACTERS ? `${line.slice(0, SHOWN_CHARACTERS)}…` : line}"`;
}

/** A shape out of a file: undefined when it is none, or larger than any weight. */
export function parseShape(value: unknown): number[] | undefined {
  const isShape =
    Array.isArray(value) &&
    value.length <= 8 &&
    value.every((size) => typeof size === 'number' && Number.isSafeInteger(size) && size >= 0);
  if (!isShape) return undefined;
  const shape = value as number[];
  return Number.isSafeInteger(countElements(shape)) ? shape : undefined;
}
