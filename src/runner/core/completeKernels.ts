// Runs on the cpu backend, op by op, what another backend lacks or gets wrong.

import type { TensorFlow } from './tensorFlow';

export interface TensorInfo {
  readonly dataId: object;
  readonly shape: number[];
  readonly dtype: 'float32' | 'int32' | 'bool' | 'complex64' | 'string';
}

export type Values = Float32Array | Int32Array | Uint8Array;

interface Backend {
  readSync(dataId: object): Values;
  write(values: Values, shape: number[], dtype: string): object;
}

interface CpuBackend extends Backend {
  readonly data: { get(dataId: object): { complexTensorInfos?: Readonly<Record<'real' | 'imag', TensorInfo>> } };
  makeTensorInfo(shape: number[], dtype: string, values?: Values): TensorInfo;
  disposeData(dataId: object, force?: boolean): boolean;
}

export interface KernelCall {
  /** Those that are left out are undefined or null. */
  readonly inputs: Readonly<Record<string, TensorInfo | null | undefined>> | readonly TensorInfo[];
  readonly backend: unknown;
  readonly attrs?: unknown;
}

export type KernelFunction = (call: KernelCall) => TensorInfo | TensorInfo[];

/** The declared type of `getKernel` leaves out that there may be none. */
export function findKernel(tf: TensorFlow, kernelName: string, backendName: string): KernelFunction | undefined {
  const kernel = tf.getKernel(kernelName, backendName) as unknown as { kernelFunc: KernelFunction } | undefined;
  return kernel?.kernelFunc;
}

export function replaceKernel(
  tf: TensorFlow,
  kernelName: string,
  backendName: string,
  kernelFunc: KernelFunction,
): void {
  if (findKernel(tf, kernelName, backendName)) tf.unregisterKernel(kernelName, backendName);
  tf.registerKernel({ kernelName, backendName, kernelFunc });
}

/** What the cpu backend keeps, in the array that the type is kept in elsewhere. */
function convertValues(values: Values, dtype: TensorInfo['dtype']): Values {
  if (dtype === 'float32' || dtype === 'complex64')
    return values instanceof Float32Array ? values : Float32Array.from(values);
  if (dtype === 'int32') return values instanceof Int32Array ? values : Int32Array.from(values);
  return values instanceof Uint8Array ? values : Uint8Array.from(values);
}

export function isRegistered(tf: TensorFlow, backendName: string): boolean {
  // declared as if there were always one
  return Boolean(tf.findBackendFactory(backendName));
}

export function findCpu(tf: TensorFlow): CpuBackend {
  return tf.findBackend('cpu') as unknown as CpuBackend;
}

/** A complex number is written as its real and its imaginary part, one behind the other; the cpu backend keeps them apart. */
function moveToCpu(cpu: CpuBackend, { shape, dtype }: TensorInfo, values: Values): TensorInfo {
  if (dtype !== 'complex64') return cpu.makeTensorInfo(shape, dtype, values);
  const partOf = (offset: 0 | 1): TensorInfo =>
    cpu.makeTensorInfo(
      shape,
      'float32',
      values.filter((_, i) => i % 2 === offset),
    );
  const info = cpu.makeTensorInfo(shape, dtype);
  cpu.data.get(info.dataId).complexTensorInfos = { real: partOf(0), imag: partOf(1) };
  return info;
}

/**
 * The kernel for another backend, whose values are read for it and whose results are written to it.
 * @param hasComplexValues whether the other backend can store complex numbers
 */
export function runOnCpu(
  cpu: CpuBackend,
  cpuKernel: KernelFunction,
  backendName: string,
  hasComplexValues = false,
): KernelFunction {
  const refuseUnknownTypes = (infos: readonly TensorInfo[]): void => {
    const unknown = infos.find(({ dtype }) => (dtype === 'complex64' && !hasComplexValues) || dtype === 'string');
    if (unknown)
      throw new Error(`the ${backendName} backend has no values of type ${unknown.dtype}; choose the cpu backend`);
  };
  return ({ inputs, backend, attrs }) => {
    const own = backend as Backend;
    const given = Object.entries(inputs).flatMap(([name, info]) => (info ? [[name, info] as const] : []));
    refuseUnknownTypes(given.map(([, info]) => info));
    const moved = given.map(([name, info]) => [name, moveToCpu(cpu, info, own.readSync(info.dataId))] as const);
    // kernels of any number of inputs get them as an array
    const cpuInputs = Array.isArray(inputs) ? moved.map(([, info]) => info) : Object.fromEntries(moved);
    const result = cpuKernel({ inputs: cpuInputs, backend: cpu, attrs });
    const results = Array.isArray(result) ? result : [result];
    refuseUnknownTypes(results);
    const outputs = results.map(({ dataId, shape, dtype }) => {
      return { dataId: own.write(convertValues(cpu.readSync(dataId), dtype), shape, dtype), shape, dtype };
    });
    for (const { dataId } of [...moved.map(([, info]) => info), ...results]) cpu.disposeData(dataId, true);
    return Array.isArray(result) ? outputs : (outputs[0] as TensorInfo);
  };
}

/**
 * Call once the backend is ready; the cpu backend must be registered.
 * @param wrongKernels kernels that the backend has, with results that differ from every other backend's
 */
export function completeKernels(tf: TensorFlow, backendName: string, wrongKernels: readonly string[] = []): void {
  const cpu = findCpu(tf);
  for (const { kernelName, kernelFunc } of tf.getKernelsForBackend('cpu')) {
    if (!findKernel(tf, kernelName, backendName) || wrongKernels.includes(kernelName)) {
      replaceKernel(tf, kernelName, backendName, runOnCpu(cpu, kernelFunc as unknown as KernelFunction, backendName));
    }
  }
}
