// Loads TensorFlow's native library into the shared TensorFlow.js, and has it compute something before it is trusted.

import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import util from 'node:util';
import type { LoadedLibrary } from '../../../protocol/library';
import { completeKernels } from '../../core/completeKernels';
import { RunError, describeThrown } from '../../core/failure';
import type { TensorFlow } from '../../core/tensorFlow';
import type { SharedTensorFlow } from '../sharedTensorFlow';

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
export function findLibraryFolders(folder: string): string[] {
  const compiled = path.join(folder, 'lib');
  const names = fs.existsSync(compiled) ? fs.readdirSync(compiled) : [];
  return [path.join(folder, 'deps', 'lib'), ...names.map((name) => path.join(compiled, name))];
}

/** A result that is known beforehand, by the operations every network has: on a GPU it takes all of its libraries. */
function compute(tf: TensorFlow): number[] {
  const result = tf.tidy(() => {
    const picture = tf.tensor4d(new Array<number>(16).fill(1), [1, 4, 4, 1]);
    const filter = tf.tensor4d(new Array<number>(9).fill(1), [3, 3, 1, 1]);
    const sums = tf.maxPool(tf.conv2d(picture, filter, 1, 'valid'), 2, 1, 'valid');
    return tf.matMul(tf.mul(sums, 0.5).reshape([1, 1]), tf.ones([1, 2]));
  });
  const values = [...result.dataSync()];
  result.dispose();
  return values;
}

function checkResult(tf: TensorFlow): void {
  const values = compute(tf);
  if (values.length !== 2 || values.some((value) => Math.abs(value - 4.5) > 1e-3)) {
    throw new RunError(`It computed ${values.join(', ')} where 4.5, 4.5 is right.`);
  }
}

/**
 * Makes `tensorflow` the backend.
 * @throws RunError that says what is wrong with the library
 */
export function loadLibrary(shared: SharedTensorFlow, options: LoadOptions): LoadedLibrary {
  const { tf } = shared;
  const { folder } = options;
  restoreDroppedFunctions();
  setEnvironment(options);
  try {
    const requireLibrary = createRequire(path.join(folder, 'package.json'));
    const file = requireLibrary.resolve(folder);
    shared.useNative({ exports: requireLibrary(file) as object, file });
    if (tf.getBackend() !== 'tensorflow') throw new RunError('It did not become a backend of TensorFlow.js.');
    completeKernels(tf, 'tensorflow');
    checkResult(tf);
  } catch (thrown) {
    if (thrown instanceof RunError) throw thrown;
    const [line = ''] = describeThrown(thrown).split('\n');
    throw new RunError(`It cannot be loaded: ${line.trim()}`, thrown instanceof Error ? (thrown.stack ?? '') : '');
  }
  const { isUsingGpuDevice, binding } = tf.backend() as unknown as NativeBackend;
  return { version: binding.TF_Version, isUsingGpu: isUsingGpuDevice };
}
