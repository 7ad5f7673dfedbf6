// Chooses and starts the backend that computes.

import type * as wasmBackend from '@tensorflow/tfjs-backend-wasm';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ChosenLibrary, LoadedLibrary } from '../../protocol/library';
import type { RunnerEvent, RunRequest } from '../../protocol/runner';
import type { DeviceStream } from '../core/device/deviceStream';
import { RunError, describeThrown } from '../core/failure';
import { LocalMeter, type ActivationMeter } from '../core/activationMeter';
import { drawInHeap } from '../core/drawInHeap';
import { createHeapGatherer } from '../core/heapGatherer';
import { repairKernels } from '../core/repairKernels';
import type { DrawTensor } from '../core/seededWeights';
import type { TensorFlow } from '../core/tensorFlow';
import type { WalkListener } from '../core/walkModel';
import { refuseFullMemory, withFailingWarnings } from '../core/wasmMemory';
import { loadLibrary } from './library/loadLibrary';
import { startPanelDevice } from './startPanelDevice';
import type { SharedTensorFlow } from './sharedTensorFlow';

type TensorFlowWithWasm = TensorFlow & typeof wasmBackend;

export interface StartedBackend {
  readonly backend: string;
  readonly device: string;
  readonly notes: readonly string[];
  /** What is so in the first run only. */
  readonly firstRunNotes?: readonly string[];
  /** Measures activations where the backend has them; left out where they are simply read. */
  readonly meter?: ActivationMeter;
  /** Resolves when what was to be computed by now is computed; left out where a call returns with its result. */
  readonly finish?: WalkListener['finish'];
  /** Draws random weights where the backend has them. */
  readonly drawTensor?: DrawTensor;
}

async function startCpu(tf: TensorFlow): Promise<StartedBackend> {
  await tf.setBackend('cpu');
  return { backend: 'cpu', device: 'CPU, plain JavaScript', notes: [] };
}

/** The wasm module listens for errors that nobody catches, and throws them again, which would end the runner. */
async function withoutNewListeners<T>(start: () => Promise<T>): Promise<T> {
  const names = ['uncaughtException', 'unhandledRejection'];
  const before = names.map((name) => process.rawListeners(name));
  try {
    return await start();
  } finally {
    names.forEach((name, i) => {
      for (const listener of process.rawListeners(name)) {
        if (!before[i]?.includes(listener)) process.off(name, listener as (...values: unknown[]) => void);
      }
    });
  }
}

async function startWasm(tf: TensorFlow, wasmFolder: string): Promise<StartedBackend> {
  const withWasm = tf as TensorFlowWithWasm;
  withWasm.setWasmPaths(wasmFolder + path.sep);
  const start = () => withoutNewListeners(() => tf.setBackend('wasm'));
  const isStarted = await withFailingWarnings(start).catch((error: unknown) => {
    throw new RunError(`The wasm backend did not start: ${describeThrown(error)}`);
  });
  if (!isStarted) throw new RunError(`The wasm backend did not start; its files should be in ${wasmFolder}.`);
  refuseFullMemory(tf);
  repairKernels(tf);
  const hasSimd = await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT');
  const gatherer = hasSimd
    ? await createHeapGatherer(tf, await readFile(path.join(wasmFolder, 'gatherValues.wasm')))
    : undefined;
  const device = `CPU, WebAssembly${hasSimd ? ' with SIMD' : ''}`;
  return { backend: 'wasm', device, notes: [], meter: new LocalMeter(tf, gatherer), drawTensor: drawInHeap(tf) };
}

const COMPILED_IN_FIRST_RUN =
  'The times of a first run include compiling for the graphics card: choose another picture for what the layers themselves take.';

/** What a library that computes on a GPU, or in its place, is called for the user. */
function nameDevice({ packageName }: ChosenLibrary, { version, isUsingGpu, deviceName }: LoadedLibrary): string {
  const device = `${isUsingGpu ? 'GPU' : 'CPU'}${deviceName === undefined ? '' : ` (${deviceName})`}`;
  return `${device}, ${packageName === 'webgpu' ? 'WebGPU' : `TensorFlow ${version}`}`;
}

/** The host has chosen the library, and tried it. */
async function startLibrary({ shared, ownFolder }: BackendOptions, request: RunRequest): Promise<StartedBackend> {
  const { library, backend } = request;
  if (library === undefined) throw new RunError(`The ${backend} backend needs a native library, and none was named.`);
  const { finish, ...loaded } = await loadLibrary(shared, { library, isTrial: false, ownFolder });
  const deviceName = library.deviceName ?? loaded.deviceName;
  const device = nameDevice(library, { ...loaded, deviceName });
  return { backend, device, notes: [], firstRunNotes: backend === 'webgpu' ? [COMPILED_IN_FIRST_RUN] : [], finish };
}

export interface BackendOptions {
  readonly shared: SharedTensorFlow;
  /** Folder of the runner's files: `tfjs.js`, `webgpu.js` and `wasm/`. */
  readonly ownFolder: string;
  readonly sendEvent: (event: RunnerEvent) => void;
  /** The way to the graphics card of the panel's page. */
  readonly deviceStream: DeviceStream;
}

/** @throws RunError when the backend that was asked for cannot be had; only `auto` takes another one */
export async function startBackend(options: BackendOptions, request: RunRequest): Promise<StartedBackend> {
  const { shared, ownFolder, sendEvent } = options;
  const { tf } = shared;
  const wasmFolder = path.join(ownFolder, 'wasm');
  if (request.device !== undefined) return startPanelDevice(tf, options.deviceStream, request.device);
  switch (request.backend) {
    case 'cpu':
      return startCpu(tf);
    case 'wasm':
      return startWasm(tf, wasmFolder);
    case 'auto':
      return startWasm(tf, wasmFolder).catch(async (error: unknown) => {
        const cpu = await startCpu(tf);
        return { ...cpu, notes: [`${describeThrown(error)} The slow cpu backend was used instead.`] };
      });
    case 'tensorflow':
    case 'webgpu':
      sendEvent({ kind: 'stage', stage: 'library' });
      return startLibrary(options, request);
  }
}
