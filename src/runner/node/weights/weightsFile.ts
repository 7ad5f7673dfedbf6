// An opened file of weights: its list of tensors, checked, and the way to read one.

import { open, stat, type FileHandle } from 'node:fs/promises';
import { RunError } from '../../core/failure';
import { LENGTH_BYTES, parseSafetensorsHeader, readHeaderLength } from '../../core/weights/safetensors';
import { quoteName, type StoredTensor } from '../../core/weights/storedTensor';
import { parseWeightsManifest } from '../../core/weights/weightsManifest';
import type { ListedFile } from '../../core/weights/match';
import { describeSystemError } from './describeSystemError';

/** A stretch of a file on disk that belongs to a part. */
interface Piece {
  readonly file: string;
  /** Where the part's bytes begin in the file. */
  readonly offset: number;
  readonly byteCount: number;
}

export interface WeightsFile extends ListedFile {
  /** Files one after the other that make up each part. */
  readonly parts: readonly (readonly Piece[])[];
}

/** From the address of a shard, as the model.json names it, to the file on disk. */
export type FindShard = (relativePath: string) => Promise<string>;

/** No model.json is larger: it holds the model's description, not its weights. */
const MAX_JSON_BYTES = 100_000_000;

/**
 * A pipe or a device could be read for ever.
 * @throws RunError, or what the system says
 */
export async function checkIsFile(file: string, label: string): Promise<void> {
  const status = await stat(file);
  if (status.isDirectory()) {
    throw new RunError(`${label} is a folder: name the safetensors file or the model.json in it.`);
  }
  if (!status.isFile()) throw new RunError(`${label} is not an ordinary file.`);
}

async function withFile<Result>(
  file: string,
  label: string,
  use: (handle: FileHandle) => Promise<Result>,
): Promise<Result> {
  let handle: FileHandle | undefined;
  try {
    await checkIsFile(file, label);
    handle = await open(file);
    return await use(handle);
  } catch (error) {
    throw error instanceof RunError ? error : new RunError(`${label} cannot be read: ${describeSystemError(error)}.`);
  } finally {
    await handle?.close();
  }
}

async function readBytes(handle: FileHandle, start: number, byteCount: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(byteCount);
  let done = 0;
  while (done < byteCount) {
    const { bytesRead } = await handle.read(bytes, done, byteCount - done, start + done);
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return bytes.subarray(0, done);
}

const foreign: readonly (readonly [start: string, what: string])[] = [
  [
    'PK\u0003\u0004',
    "a PyTorch or Keras file (zip): save the weights as safetensors with PyTorch's own safetensors package",
  ],
  ['\u0089HDF', 'a Keras file (HDF5): convert it with tensorflowjs_converter'],
  ['\u0080\u0002', 'an old PyTorch file (pickle), which could run code: save the weights as safetensors'],
];

function refuseForeign(start: Uint8Array, label: string): void {
  const text = String.fromCharCode(...start);
  const what = foreign.find(([signature]) => text.startsWith(signature))?.[1];
  if (what !== undefined) throw new RunError(`${label} is ${what}.`);
}

async function openSafetensors(
  handle: FileHandle,
  file: string,
  size: number,
  headerLength: number,
  label: string,
): Promise<WeightsFile> {
  const offset = LENGTH_BYTES + headerLength;
  if (offset > size) throw new RunError(`${label} is cut off: it ends before the end of its header.`);
  const header = await readBytes(handle, LENGTH_BYTES, headerLength);
  const tensors = parseSafetensorsHeader(header, size - offset, label);
  return {
    label,
    format: 'safetensors',
    tensors,
    layerOrder: [],
    parts: [[{ file, offset, byteCount: size - offset }]],
  };
}

async function openLayersModel(text: string, label: string, findShard: FindShard): Promise<WeightsFile> {
  const { groups, layerOrder } = parseWeightsManifest(text, label);
  const parts: Piece[][] = [];
  for (const { paths, tensors, byteCount } of groups) {
    const pieces: Piece[] = [];
    for (const path of paths) {
      const file = await findShard(path);
      const size = await withFile(file, `${quoteName(path)} of ${label}`, async (handle) => (await handle.stat()).size);
      pieces.push({ file, offset: 0, byteCount: size });
    }
    const found = pieces.reduce((sum, piece) => sum + piece.byteCount, 0);
    if (found !== byteCount) {
      const first = tensors.find(({ end }) => end > found);
      const which = first === undefined ? '' : `; tensor ${quoteName(first.name)} is cut off`;
      throw new RunError(
        `The weights of ${label} have ${found} bytes in ${paths.map(quoteName).join(', ')}, but its list asks for ${byteCount}${which}.`,
      );
    }
    parts.push(pieces);
  }
  return { label, format: 'tfjs', tensors: groups.flatMap(({ tensors }) => tensors), layerOrder, parts };
}

/**
 * @param label what to call the file in messages
 * @throws RunError when it is no file of weights, or not a whole one
 */
export function openWeightsFile(file: string, label: string, findShard: FindShard): Promise<WeightsFile> {
  return withFile(file, label, async (handle) => {
    const status = await handle.stat();
    if (status.size === 0) throw new RunError(`${label} is empty.`);
    const start = await readBytes(handle, 0, LENGTH_BYTES + 1);
    const headerLength = readHeaderLength(start);
    if (headerLength !== undefined) return openSafetensors(handle, file, status.size, headerLength, label);
    refuseForeign(start, label);
    if (status.size > MAX_JSON_BYTES)
      throw new RunError(`${label} is neither a safetensors file nor a tfjs model.json.`);
    const text = new TextDecoder().decode(await readBytes(handle, 0, status.size));
    return openLayersModel(text, label, findShard);
  });
}

/** @throws RunError that names the tensor */
export async function readTensor({ parts, label }: WeightsFile, tensor: StoredTensor): Promise<Float32Array> {
  const bytes = new Uint8Array(tensor.end - tensor.start);
  let done = 0;
  let pieceStart = 0;
  for (const { file, offset, byteCount } of parts[tensor.part] ?? []) {
    const from = Math.max(tensor.start, pieceStart);
    const to = Math.min(tensor.end, pieceStart + byteCount);
    if (from < to) {
      const read = await withFile(file, label, (handle) => readBytes(handle, offset + from - pieceStart, to - from));
      bytes.set(read, done);
      done += read.length;
    }
    pieceStart += byteCount;
  }
  if (done !== bytes.length || tensor.decode === undefined) {
    throw new RunError(`Tensor ${quoteName(tensor.name)} of ${label} cannot be read: the file has changed meanwhile.`);
  }
  return tensor.decode(bytes);
}
