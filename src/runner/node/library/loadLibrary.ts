// Loads a native library, and has it compute something before it is trusted.

import path from 'node:path';
import type { LibraryChoice, LoadedLibrary } from '../../../protocol/library';
import { RunError, describeThrown } from '../../core/failure';
import type { SharedTensorFlow } from '../sharedTensorFlow';
import { loadDawn } from './loadDawn';
import { loadTensorFlow } from './loadTensorFlow';

export interface LibraryOptions {
  readonly library: LibraryChoice;
  /** Whether what it prints is read. */
  readonly isTrial: boolean;
  /** Folder of the runner's files. */
  readonly ownFolder: string;
}

/**
 * Makes the library's backend the present one.
 * @returns with `finish` where a call returns before its result is there
 * @throws RunError that says what is wrong with the library
 */
export async function loadLibrary(
  shared: SharedTensorFlow,
  { library, isTrial, ownFolder }: LibraryOptions,
): Promise<LoadedLibrary & { readonly finish?: () => Promise<void> }> {
  const { packageName, folder } = library;
  try {
    return packageName === 'webgpu'
      ? await loadDawn(shared.tf, folder, path.join(ownFolder, 'webgpu.js'))
      : await loadTensorFlow(shared, { folder, isTrial });
  } catch (thrown) {
    if (thrown instanceof RunError) throw thrown;
    const [line = ''] = describeThrown(thrown).split('\n');
    throw new RunError(`It cannot be loaded: ${line.trim()}`, thrown instanceof Error ? (thrown.stack ?? '') : '');
  }
}
