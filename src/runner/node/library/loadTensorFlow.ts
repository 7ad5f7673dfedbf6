// Loads TensorFlow's native library into the shared TensorFlow.js.

import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import util from 'node:util';
import type { LoadedLibrary } from '../../../protocol/library';
import { completeKernels } from '../../core/completeKernels';
import { RunError } from '../../core/failure';
import type { SharedTensorFlow } from '../sharedTensorFlow';
import { checkResult } from './checkResult';

interface NativeBackend {
  readonly isUsingGpuDevice: boolean;
  readonly binding: { readonly TF_Version: string };
}

export interface LoadOptions {
  /** Of the npm package. */
  readonly folder: string;
  /** Whether what it prints is read. */
  readonly isTrial: boolean;
  readonly platform?: NodeJS.Platform;
}

/** tfjs-node 4.22 calls these, which Node 23 has dropped. */
const droppedFromNode = {
  isArray: (value: unknown): boolean => Array.isArray(value),
  isNullOrUndefined: (value: unknown): boolean => value === null || value === undefined,
};

function restoreDroppedFunctions(): void {
  for (const [name, call] of Object.entries(droppedFromNode)) {
    if (!(name in util)) Object.defineProperty(util, name, { value: call, configurable: true, writable: true });
  }
}

/** The library reads them when it starts. */
function setEnvironment({ folder, isTrial, platform = process.platform }: LoadOptions): void {
  // else it takes all of the graphics card's memory, and a second run has none
  process.env.TF_FORCE_GPU_ALLOW_GROWTH ??= 'true';
  // in a trial it must tell what it misses; in a run its remarks are in the way
  if (isTrial) process.env.TF_CPP_MIN_LOG_LEVEL = '0';
  else process.env.TF_CPP_MIN_LOG_LEVEL ??= '1';
  if (platform === 'win32') {
    // tfjs-node 4.22 may put tensorflow.dll where the compiled part does not look for it
    const folders = findLibraryFolders(folder);
    process.env.PATH = [...folders, process.env.PATH].join(path.delimiter);
  }
}

/** Where the package may have put the files that its compiled part needs. */
function findLibraryFolders(folder: string): string[] {
  const compiled = path.join(folder, 'lib');
  const names = fs.existsSync(compiled) ? fs.readdirSync(compiled) : [];
  return [path.join(folder, 'deps', 'lib'), ...names.map((name) => path.join(compiled, name))];
}

/**
 * Makes `tensorflow` the backend.
 * @throws RunError that says what is wrong with the library
 */
export async function loadTensorFlow(shared: SharedTensorFlow, options: LoadOptions): Promise<LoadedLibrary> {
  const { tf } = shared;
  const { folder } = options;
  restoreDroppedFunctions();
  setEnvironment(options);
  const requireLibrary = createRequire(path.join(folder, 'package.json'));
  const file = requireLibrary.resolve(folder);
  shared.useNative({ exports: requireLibrary(file) as object, file });
  if (tf.getBackend() !== 'tensorflow') throw new RunError('It did not become a backend of TensorFlow.js.');
  completeKernels(tf, 'tensorflow');
  await checkResult(tf);
  const { isUsingGpuDevice, binding } = tf.backend() as unknown as NativeBackend;
  // the name of the graphics card is only in what the library prints
  return { version: binding.TF_Version, isUsingGpu: isUsingGpuDevice, deviceName: undefined };
}
