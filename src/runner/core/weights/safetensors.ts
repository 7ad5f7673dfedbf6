// The header of a safetensors file: which tensors it has and where. The file may come from anywhere, so nothing in it is believed.
//
// 8 bytes: the header's length N, little endian; N bytes: JSON, tensor name → { dtype, shape, data_offsets: [start, end] }; then the
// tensors' bytes, which the offsets count from. The format asks for no gaps and no overlaps.

import { RunError } from '../failure';
import { safetensorsElements } from './decodeElements';
import { countElements, describeShape, parseShape, quoteName, type StoredTensor } from './storedTensor';

export const LENGTH_BYTES = 8;
/** The limit of the format's own reader. */
const MAX_HEADER_BYTES = 100_000_000;

/** The header's length; undefined when a file that begins so can be no safetensors file. */
export function readHeaderLength(start: Uint8Array): number | undefined {
  if (start.length <= LENGTH_BYTES || start[LENGTH_BYTES] !== 0x7b) return undefined;
  const length = Number(new DataView(start.buffer, start.byteOffset, LENGTH_BYTES).getBigUint64(0, true));
  return length >= 2 && length <= MAX_HEADER_BYTES ? length : undefined;
}

function parseTensor(name: string, entry: unknown, label: string): StoredTensor {
  const fields: Readonly<Record<string, unknown>> = typeof entry === 'object' && entry !== null ? { ...entry } : {};
  const { dtype, data_offsets: offsets } = fields;
  const shape = parseShape(fields.shape);
  const element = typeof dtype === 'string' ? safetensorsElements.get(dtype) : undefined;
  if (typeof dtype !== 'string' || shape === undefined) {
    throw new RunError(`${label} is damaged: its tensor ${quoteName(name)} has no shape or no type of elements.`);
  }
  if (element === undefined) {
    throw new RunError(
      `${label} has a tensor ${quoteName(name)} of ${quoteName(dtype)} elements, which are not known.`,
    );
  }
  const [start, end] = Array.isArray(offsets) ? (offsets as readonly unknown[]) : [];
  const isSpan = Number.isSafeInteger(start) && Number.isSafeInteger(end) && (start as number) >= 0;
  const byteCount = countElements(shape) * element.byteCount;
  if (!isSpan || (end as number) - (start as number) !== byteCount) {
    throw new RunError(
      `${label} is damaged: its tensor ${quoteName(name)} of shape ${describeShape(shape)} does not have the ${byteCount} bytes that this takes.`,
    );
  }
  return {
    name,
    shape,
    elementType: dtype,
    part: 0,
    start: start as number,
    end: end as number,
    decode: element.decode,
  };
}

/** Every byte belongs to one tensor. */
function checkSpans(tensors: readonly StoredTensor[], dataLength: number, label: string): void {
  let position = 0;
  for (const { name, start, end } of tensors.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    if (end > dataLength) {
      throw new RunError(
        `${label} is cut off: it ends ${end - dataLength} bytes before the end of its tensor ${quoteName(name)}.`,
      );
    }
    if (start !== position) {
      throw new RunError(`${label} is damaged: the bytes of its tensor ${quoteName(name)} do not follow those before.`);
    }
    position = end;
  }
  if (position !== dataLength) {
    throw new RunError(`${label} is damaged: ${dataLength - position} bytes at its end belong to no tensor.`);
  }
}

/**
 * @param header the JSON, without the length before it
 * @param dataLength how many bytes follow the header
 * @param label what to call the file in messages
 * @returns the tensors; their offsets count from the end of the header
 * @throws RunError
 */
export function parseSafetensorsHeader(header: Uint8Array, dataLength: number, label: string): StoredTensor[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(header));
  } catch {
    throw new RunError(`${label} is damaged: its header is not valid JSON.`);
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw new RunError(`${label} is damaged: its header is not a list of tensors.`);
  }
  const tensors = Object.entries(parsed)
    .filter(([name]) => name !== '__metadata__')
    .map(([name, entry]) => parseTensor(name, entry, label));
  if (tensors.length === 0) throw new RunError(`${label} has no tensors.`);
  checkSpans(tensors, dataLength, label);
  return tensors;
}
