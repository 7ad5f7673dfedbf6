// Tries TensorFlow's native library in a process of its own: it may crash, wait for ever, or find no GPU.

import type { ChosenLibrary } from '../../protocol/library';
import { RunnerClient, RunnerError, type RunnerOptions } from '../runnerClient';
import { explainMissingGpu, readLibraryOutput } from './libraryOutput';

/** How a library did. */
export type LibraryTrial =
  | { readonly library: ChosenLibrary; readonly isUsingGpu: boolean; readonly whyNoGpu: string }
  | { readonly failure: string };

export type TrialOptions = Omit<RunnerOptions, 'onEvent'>;

/**
 * @param folder of the library's npm package
 * @param signal ends the trial
 * @throws RunnerError when the trial was ended
 */
export async function tryLibrary(options: TrialOptions, folder: string, signal: AbortSignal): Promise<LibraryTrial> {
  let output = '';
  const client = new RunnerClient({
    ...options,
    onEvent: (event) => {
      if (event.kind === 'output') output += event.text;
    },
  });
  const kill = (): void => client.kill();
  signal.addEventListener('abort', kill, { once: true });
  try {
    if (signal.aborted) kill();
    const { isUsingGpu } = await client.loadLibrary(folder);
    kill();
    // what it printed may come later than its answer
    await client.closed;
    const messages = readLibraryOutput(output);
    const whyNoGpu = isUsingGpu ? '' : explainMissingGpu(messages);
    return { library: { folder, gpuName: messages.gpuName }, isUsingGpu, whyNoGpu };
  } catch (error) {
    if (!(error instanceof RunnerError) || error.isCancelled) throw error;
    return { failure: error.message };
  } finally {
    signal.removeEventListener('abort', kill);
    kill();
    await client.closed;
  }
}
