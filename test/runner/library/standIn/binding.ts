// Stands in for the compiled part of @tensorflow/tfjs-node-gpu: what the package's own JavaScript calls, on plain arrays. It becomes the
// module `tfjs_binding.node` of a package; the file `behaviour.json` beside it says what else it does, as a real library may.

import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { arithmetic } from './arithmetic';
import { shapes } from './shapes';
import { DTYPE, makeTensor, type StoredTensor } from './storedTensor';
import { windows } from './windows';

export interface Behaviour {
  readonly isUsingGpu: boolean;
  /** What it prints to the error output when it is loaded. */
  readonly prints?: string;
  /** What happens when it is loaded. */
  readonly onLoad?: 'crash' | 'wait';
  /** An operation that fails, and how. */
  readonly failing?: { readonly operation: string; readonly message: string };
  /** An operation that ends the process. */
  readonly crashing?: string;
  /** Added to every product: a library that computes wrong. */
  readonly error?: number;
}

const behaviour = JSON.parse(fs.readFileSync(path.join(__dirname, 'behaviour.json'), 'utf8')) as Behaviour;
if (behaviour.prints !== undefined) fs.writeSync(2, behaviour.prints);
if (behaviour.onLoad === 'crash') crash();
while (behaviour.onLoad === 'wait');

function crash(): void {
  execFileSync('kill', ['-SEGV', String(process.pid)]);
}

const operations = { ...arithmetic, ...windows, ...shapes };
const tensors = new Map<number, StoredTensor>();
const ids = { last: 0 };

function keep(tensor: StoredTensor): number {
  tensors.set(++ids.last, tensor);
  return ids.last;
}

function find(id: number): StoredTensor {
  const tensor = tensors.get(id);
  if (tensor === undefined) throw new Error(`There is no tensor ${id}.`);
  return tensor;
}

export function createTensor(shape: readonly number[], dtype: number, buffer: ArrayLike<number>): number {
  return keep(makeTensor([...shape], Array.from(buffer), dtype));
}

export function deleteTensor(id: number): void {
  if (!tensors.delete(id)) throw new Error(`There is no tensor ${id} to delete.`);
}

export function tensorDataSync(id: number): Float32Array | Int32Array | Uint8Array {
  const { dtype, values } = find(id);
  if (dtype === DTYPE.float) return Float32Array.from(values);
  return dtype === DTYPE.int32 ? Int32Array.from(values) : Uint8Array.from(values);
}

export function executeOp(
  name: string,
  attributes: readonly { readonly name: string; readonly value: unknown }[],
  inputIds: readonly number[],
  outputCount: number,
): { id: number; shape: readonly number[]; dtype: number }[] {
  if (behaviour.crashing === name) crash();
  if (behaviour.failing?.operation === name) throw new Error(behaviour.failing.message);
  const operation = operations[name];
  if (operation === undefined) throw new Error(`The stand-in has no operation ${name}.`);
  const values = Object.fromEntries(attributes.map((attribute) => [attribute.name, attribute.value]));
  const outputs = operation(inputIds.map(find), values);
  if (outputs.length !== outputCount) throw new Error(`${name} gives ${outputs.length} tensors, not ${outputCount}.`);
  return outputs.map((output) => {
    const error = name.startsWith('BatchMatMul') ? (behaviour.error ?? 0) : 0;
    const tensor = { ...output, values: output.values.map((value) => value + error) };
    return { id: keep(tensor), shape: tensor.shape, dtype: tensor.dtype };
  });
}

export const isUsingGpuDevice = (): boolean => behaviour.isUsingGpu;
export const getNumOfTensors = (): number => tensors.size;

// TensorFlow's own numbers
export const TF_FLOAT = DTYPE.float;
export const TF_INT32 = DTYPE.int32;
export const TF_BOOL = DTYPE.bool;
export const TF_UINT8 = 4;
export const TF_STRING = 7;
export const TF_COMPLEX64 = 8;
export const TF_INT64 = 9;
export const TF_RESOURCE = 20;
export const TF_ATTR_STRING = 0;
export const TF_ATTR_INT = 1;
export const TF_ATTR_FLOAT = 2;
export const TF_ATTR_BOOL = 3;
export const TF_ATTR_TYPE = 4;
export const TF_ATTR_SHAPE = 5;
export const TF_ATTR_RESOURCE = 7;
export const TF_Version = '2.9.1 (stand-in)';
