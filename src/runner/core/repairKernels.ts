// Makes the wasm backend complete and quick: kernels it lacks or gets wrong run on the cpu backend, and a dense layer's
// product with one row is computed without the second copy of its weights that XNNPACK packs.

import { multiplyRow } from './multiplyRow';
import type { TensorFlow } from './tensorFlow';

interface TensorInfo {
  readonly dataId: object;
  readonly shape: number[];
  readonly dtype: 'float32' | 'int32' | 'bool' | 'complex64' | 'string';
}

type Values = Float32Array | Int32Array | Uint8Array;

interface WasmBackend {
  readSync(dataId: object): Values;
  makeOutput(shape: number[], dtype: string, memoryOffset?: number, values?: Values): TensorInfo;
  typedArrayFromHeap(info: TensorInfo): Values;
}

interface CpuBackend {
  makeTensorInfo(shape: number[], dtype: string, values: Values): TensorInfo;
  readSync(dataId: object): Values;
  disposeData(dataId: object, force?: boolean): boolean;
}

interface KernelCall {
  /** Those that are left out are undefined or null. */
  readonly inputs: Readonly<Record<string, TensorInfo | null | undefined>> | readonly TensorInfo[];
  readonly backend: unknown;
  readonly attrs?: unknown;
}

type KernelFunction = (call: KernelCall) => TensorInfo | TensorInfo[];

/** Kernels of tfjs-backend-wasm 4.22 whose results differ from every other backend's. */
const wrongKernels = ['MaxPoolGrad', 'MaxPoolWithArgmax'];

/** The declared type of `getKernel` leaves out that there may be none. */
function findKernel(tf: TensorFlow, kernelName: string): KernelFunction | undefined {
  const kernel = tf.getKernel(kernelName, 'wasm') as unknown as { kernelFunc: KernelFunction } | undefined;
  return kernel?.kernelFunc;
}

function replaceKernel(tf: TensorFlow, kernelName: string, kernelFunc: KernelFunction): void {
  if (findKernel(tf, kernelName)) tf.unregisterKernel(kernelName, 'wasm');
  tf.registerKernel({
    kernelName,
    backendName: 'wasm',
    kernelFunc,
  });
}

/** What the cpu backend keeps, in the array that the type is kept in elsewhere. */
function convertValues(values: Values, dtype: TensorInfo['dtype']): Values {
  if (dtype === 'float32') return values instanceof Float32Array ? values : Float32Array.from(values);
  if (dtype === 'int32') return values instanceof Int32Array ? values : Int32Array.from(values);
  return values instanceof Uint8Array ? values : Uint8Array.from(values);
}

function refuseUnknownTypes(infos: readonly TensorInfo[]): void {
  const unknown = infos.find(({ dtype }) => dtype === 'complex64' || dtype === 'string');
  if (unknown) throw new Error(`the wasm backend has no values of type ${unknown.dtype}; choose the cpu backend`);
}

function runOnCpu(cpu: CpuBackend, cpuKernel: KernelFunction): KernelFunction {
  return ({ inputs, backend, attrs }) => {
    const wasm = backend as WasmBackend;
    const given = Object.entries(inputs).flatMap(([name, info]) => (info ? [[name, info] as const] : []));
    refuseUnknownTypes(given.map(([, info]) => info));
    const moved = given.map(([name, { shape, dtype, dataId }]) => {
      return [name, cpu.makeTensorInfo(shape, dtype, wasm.readSync(dataId))] as const;
    });
    // kernels of any number of inputs get them as an array
    const cpuInputs = Array.isArray(inputs) ? moved.map(([, info]) => info) : Object.fromEntries(moved);
    const result = cpuKernel({ inputs: cpuInputs, backend: cpu, attrs });
    const results = Array.isArray(result) ? result : [result];
    refuseUnknownTypes(results);
    const outputs = results.map(({ dataId, shape, dtype }) =>
      wasm.makeOutput(shape, dtype, undefined, convertValues(cpu.readSync(dataId), dtype)),
    );
    for (const { dataId } of [...moved.map(([, info]) => info), ...results]) cpu.disposeData(dataId, true);
    return Array.isArray(result) ? outputs : (outputs[0] as TensorInfo);
  };
}

interface MatMulAttributes {
  readonly transposeA?: boolean;
  readonly transposeB?: boolean;
  readonly activation?: string;
  readonly leakyreluAlpha?: number;
}

/** From this many weights on, packing costs more than it saves for a batch of one. */
const MIN_WEIGHTS_WITHOUT_PACKING = 1_000_000;

function multiplyRowsWithoutPacking(original: KernelFunction): KernelFunction {
  return (call) => {
    const { a, b, bias, preluActivationWeights } = call.inputs as Readonly<Record<string, TensorInfo | undefined>>;
    const { transposeA, transposeB, activation = 'linear', leakyreluAlpha } = (call.attrs ?? {}) as MatMulAttributes;
    const [batch, rows, inner] = a?.shape ?? [];
    const [weightBatch, , columns] = b?.shape ?? [];
    const isOneRow = batch === 1 && rows === 1 && weightBatch === 1 && a?.shape.length === 3 && b?.shape.length === 3;
    const isPlain = !transposeA && !transposeB && !preluActivationWeights && (!bias || bias.shape[0] === columns);
    if (!a || !b || !isOneRow || !isPlain || inner === undefined || columns === undefined) return original(call);
    if (inner * columns < MIN_WEIGHTS_WITHOUT_PACKING || a.dtype !== 'float32' || b.dtype !== 'float32') {
      return original(call);
    }
    const wasm = call.backend as WasmBackend;
    const output = wasm.makeOutput([1, 1, columns], 'float32');
    // views of the heap are taken after the output was made: making it may have moved the heap
    const isDone = multiplyRow({
      row: wasm.typedArrayFromHeap(a),
      weights: wasm.typedArrayFromHeap(b),
      bias: bias ? wasm.typedArrayFromHeap(bias) : undefined,
      activation,
      leakyReluAlpha: leakyreluAlpha ?? 0.2,
      output: wasm.typedArrayFromHeap(output),
    });
    if (isDone) return output;
    (call.backend as CpuBackend).disposeData(output.dataId, true);
    return original(call);
  };
}

/** Call once the wasm backend is ready; the cpu backend must be registered. */
export function repairKernels(tf: TensorFlow): void {
  const cpu = tf.findBackend('cpu') as unknown as CpuBackend;
  for (const { kernelName, kernelFunc } of tf.getKernelsForBackend('cpu')) {
    if (!findKernel(tf, kernelName) || wrongKernels.includes(kernelName)) {
      replaceKernel(tf, kernelName, runOnCpu(cpu, kernelFunc as unknown as KernelFunction));
    }
  }
  for (const kernelName of ['_FusedMatMul', 'BatchMatMul']) {
    const original = findKernel(tf, kernelName);
    if (original) replaceKernel(tf, kernelName, multiplyRowsWithoutPacking(original));
  }
}
