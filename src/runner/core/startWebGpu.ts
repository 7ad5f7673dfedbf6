// Starts the webgpu backend on a device that is watched: what a device refuses, or no longer computes, reads as zeros, and no such
// number may pass for a result.

import { completeKernels } from './completeKernels';
import { RunError } from './failure';
import type { TensorFlow } from './tensorFlow';

/** What is used of tfjs-backend-webgpu's `WebGPUBackend`. */
interface WebGpuBackend {
  read(dataId: object): Promise<ArrayLike<number>>;
  readSync(dataId: object): unknown;
  convertAndCacheOnCPU(dataId: object, values: unknown): unknown;
  ensureCommandEncoderReady(): void;
  endComputePassEncoder(): void;
  submitQueue(): void;
}

/** The package `@tensorflow/tfjs-backend-webgpu`; `navigator.gpu` must be there before it is loaded. */
export interface WebGpuPackage {
  readonly WebGPUBackend: new (device: GPUDevice, adapter: GPUAdapterInfo) => object;
}

export interface StartedWebGpu {
  /** As the driver names it, or whoever made it. */
  readonly adapterName: string;
  /** Whether a processor imitates the graphics card: right, but slow. */
  readonly isSoftware: boolean;
  /** Resolves when the device has computed what it was told to. */
  readonly finish: () => Promise<void>;
}

/** Those that tfjs-backend-webgpu makes use of; a device has less of them unless it is asked for more. */
const LIMITS = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxComputeWorkgroupStorageSize',
  'maxComputeWorkgroupsPerDimension',
  'maxComputeWorkgroupSizeX',
  'maxComputeInvocationsPerWorkgroup',
] as const;

const ADVICE = 'Choose the backend wasm, or a smaller model or picture';

function nameAdapter({ device, description, architecture, vendor }: GPUAdapterInfo): string {
  const name = [device, description, `${vendor} ${architecture}`].map((text) => text.replace(/^[\s-]+|[\s-]+$/g, ''));
  return name.find((text) => text !== '') ?? 'without a name';
}

interface WatchedDevice {
  /** The first thing that went wrong since it was taken last; a device that is lost stays so. */
  takeFailure(): Error | undefined;
  /** Forgets what the device refuses because of what it refused before: it says so some time later. */
  settle(): Promise<void>;
}

function watchDevice(device: GPUDevice): WatchedDevice {
  let lost: Error | undefined;
  let refused: Error | undefined;
  void device.lost.then(({ message }) => {
    lost = new RunError(`the graphics card was lost (${message || 'no reason given'}). Run the model again`);
  });
  device.addEventListener('uncapturederror', (event) => {
    event.preventDefault();
    const { error } = event;
    const [what = ''] = error.message.trim().split('\n', 1);
    const isFull = error.constructor.name === 'GPUOutOfMemoryError';
    const reason = isFull ? 'there is not enough memory for it on the graphics card' : 'WebGPU refuses it';
    refused ??= new RunError(`${reason} (${what.replace(/\.$/, '')}). ${ADVICE}`, error.message);
  });
  return {
    takeFailure: () => {
      const failure = lost ?? refused;
      refused = undefined;
      return failure;
    },
    settle: async () => {
      await device.queue.onSubmittedWorkDone().catch(() => undefined);
      await nextTask();
      refused = undefined;
    },
  };
}

function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

async function throwFailure(watched: WatchedDevice): Promise<void> {
  const failure = watched.takeFailure();
  if (!failure) return;
  await watched.settle();
  throw failure;
}

/** No value leaves the backend while something is wrong with its device. */
function guardReading(backend: WebGpuBackend, watched: WatchedDevice): void {
  const read = backend.read.bind(backend);
  backend.read = async (dataId) => {
    const values = await read(dataId).catch(async (thrown: unknown) => {
      // the device tells that it is lost after what was waiting for it has failed
      await nextTask();
      await throwFailure(watched);
      throw thrown;
    });
    await throwFailure(watched);
    return values;
  };
  // it would draw on a canvas, which only a page has
  if (typeof OffscreenCanvas === 'undefined') {
    const readSync = backend.readSync.bind(backend);
    const tensors = (backend as unknown as { tensorMap: { get(dataId: object): { resource?: unknown } } }).tensorMap;
    backend.readSync = (dataId) => {
      if (!tensors.get(dataId).resource) return readSync(dataId);
      throw new Error('the webgpu backend cannot be read synchronously here: use data(), or the backend wasm');
    };
  }
  // what was read is measured and let go; the tensor has it on the device
  backend.convertAndCacheOnCPU = (_, values) => values;
}

/** tfjs-backend-webgpu 4.22 sends a gradient to the last of several equal maxima of a window, other backends to the first. */
function takeFirstMaximum(device: GPUDevice): void {
  const createShaderModule = device.createShaderModule.bind(device);
  device.createShaderModule = (descriptor) => {
    const code = descriptor.code.replace(
      'if (value >= currMaxValue) {',
      'if (maxValueFound == 0.0 || value > maxValue) {',
    );
    return createShaderModule({ ...descriptor, code });
  };
}

/**
 * Makes `webgpu` the backend.
 * @throws RunError when there is no adapter
 */
export async function startWebGpu(tf: TensorFlow, gpu: GPU, { WebGPUBackend }: WebGpuPackage): Promise<StartedWebGpu> {
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (adapter === null) throw new RunError('WebGPU finds no graphics card.');
  const { limits, info } = adapter;
  const device = await adapter.requestDevice({
    requiredLimits: Object.fromEntries(LIMITS.map((name) => [name, limits[name]])),
  });
  takeFirstMaximum(device);
  const watched = watchDevice(device);
  const backend = new WebGPUBackend(device, info) as WebGpuBackend;
  guardReading(backend, watched);
  // the package has registered one on a device of its own making
  tf.removeBackend('webgpu');
  tf.registerBackend('webgpu', () => backend as unknown as ReturnType<TensorFlow['backend']>);
  await tf.setBackend('webgpu');
  completeKernels(tf, 'webgpu');
  return {
    adapterName: nameAdapter(info),
    isSoftware: info.isFallbackAdapter,
    finish: async () => {
      backend.ensureCommandEncoderReady();
      backend.endComputePassEncoder();
      backend.submitQueue();
      await device.queue.onSubmittedWorkDone();
      await throwFailure(watched);
    },
  };
}
