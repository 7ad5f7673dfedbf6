// Makes the wasm backend complete and quick: kernels it lacks or gets wrong run on the cpu backend, and a dense layer's
// product with one row is computed without the second copy of its weights that XNNPACK packs.

import { completeComplexValues } from './complexValues';
import { completeKernels, findKernel, replaceKernel } from './completeKernels';
import type { KernelFunction, TensorInfo, Values } from './completeKernels';
import { multiplyRow } from './multiplyRow';
import type { TensorFlow } from './tensorFlow';

interface WasmBackend {
  makeOutput(shape: number[], dtype: string): TensorInfo;
  typedArrayFromHeap(info: TensorInfo): Values;
  disposeData(dataId: object, force?: boolean): boolean;
}

/** Kernels of tfjs-backend-wasm 4.22 whose results differ from every other backend's. */
const wrongKernels = ['MaxPoolGrad', 'MaxPoolWithArgmax'];

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
    wasm.disposeData(output.dataId, true);
    return original(call);
  };
}

/** Call once the wasm backend is ready; the cpu backend must be registered. */
export function repairKernels(tf: TensorFlow): void {
  completeKernels(tf, 'wasm', wrongKernels);
  completeComplexValues(tf);
  for (const kernelName of ['_FusedMatMul', 'BatchMatMul']) {
    const original = findKernel(tf, kernelName, 'wasm');
    if (original) replaceKernel(tf, kernelName, 'wasm', multiplyRowsWithoutPacking(original));
  }
}
