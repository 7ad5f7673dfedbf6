// Complex numbers on the wasm backend, which has memory for them and no kernel that knows them: what reads or makes some, Fourier
// transforms above all, runs on the cpu backend.

import { findCpu, findKernel, replaceKernel, runOnCpu } from './completeKernels';
import type { KernelCall, KernelFunction, TensorInfo } from './completeKernels';
import type { TensorFlow } from './tensorFlow';

interface WasmBackend {
  readonly wasm: { readonly HEAPU8: Uint8Array };
  readonly dataIdMap: {
    get(dataId: object): {
      readonly dtype: string;
      readonly shape: readonly number[];
      readonly memoryOffset: number;
    };
  };
  readSync(dataId: object, start?: number, end?: number): unknown;
}

const isComplex = (info: TensorInfo | null | undefined): boolean => info?.dtype === 'complex64';

/** A real number may be made complex. */
function hasComplexValues({ inputs, attrs }: KernelCall): boolean {
  const { dtype } = (attrs ?? {}) as { readonly dtype?: string };
  return dtype === 'complex64' || Object.values(inputs as Record<string, TensorInfo | undefined>).some(isComplex);
}

/** tfjs-backend-wasm 4.22 reads every type but this one. */
function readComplexValues(backend: WasmBackend): void {
  const readSync = backend.readSync.bind(backend);
  backend.readSync = (dataId, start, end) => {
    const { dtype, shape, memoryOffset } = backend.dataIdMap.get(dataId);
    if (dtype !== 'complex64') return readSync(dataId, start, end);
    const size = shape.reduce((product, length) => product * length, 1);
    return new Float32Array(backend.wasm.HEAPU8.buffer, memoryOffset, 2 * size).slice(
      2 * (start ?? 0),
      2 * (end ?? size),
    );
  };
}

/** Call once every kernel of the cpu backend has one for wasm. */
export function completeComplexValues(tf: TensorFlow): void {
  readComplexValues(tf.findBackend('wasm') as unknown as WasmBackend);
  const cpu = findCpu(tf);
  for (const { kernelName, kernelFunc } of tf.getKernelsForBackend('cpu')) {
    const original = findKernel(tf, kernelName, 'wasm');
    if (!original) continue;
    const onCpu = runOnCpu(cpu, kernelFunc as unknown as KernelFunction, 'wasm', true);
    const makesComplexValues = kernelName === 'Complex';
    replaceKernel(tf, kernelName, 'wasm', (call) =>
      makesComplexValues || hasComplexValues(call) ? onCpu(call) : original(call),
    );
  }
}
