// Tries a native library in a process of its own: it may crash, wait for ever, or find no GPU.

import type { ChosenLibrary, LibraryChoice, LoadedLibrary } from '../../protocol/library';
import { RunnerClient, RunnerError, type RunnerOptions } from '../runnerClient';
import { explainMissingGpu, readLibraryOutput } from './libraryOutput';

/** How a library did. */
export type LibraryTrial =
  | { readonly library: ChosenLibrary; readonly isUsingGpu: boolean; readonly whyNoGpu: string }
  | { readonly failure: string };

export type TrialOptions = Omit<RunnerOptions, 'onEvent'>;

/** What the library has to do with the GPU, out of what it answered and printed. */
function describeTrial(
  library: LibraryChoice,
  { isUsingGpu, deviceName }: LoadedLibrary,
  output: string,
): LibraryTrial {
  if (library.packageName === 'webgpu') {
    const whyNoGpu = `the only adapter of WebGPU here, ${deviceName}, imitates a graphics card in software`;
    return { library: { ...library, deviceName }, isUsingGpu, whyNoGpu };
  }
  const messages = readLibraryOutput(output);
  const whyNoGpu = isUsingGpu ? '' : explainMissingGpu(messages);
  return { library: { ...library, deviceName: messages.gpuName }, isUsingGpu, whyNoGpu };
}

/** With what Dawn warned of: what it could not load, and why. */
function explain(message: string, output: string): string {
  const [, warning] = /^Warning: (.+)/m.exec(output) ?? [];
  return warning === undefined ? message : `${message.replace(/\.$/, '')} (${warning.trim()}).`;
}

/**
 * @param signal ends the trial
 * @throws RunnerError when the trial was ended
 */
export async function tryLibrary(
  options: TrialOptions,
  library: LibraryChoice,
  signal: AbortSignal,
): Promise<LibraryTrial> {
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
    const loaded = await client.loadLibrary(library);
    kill();
    // what it printed may come later than its answer
    await client.closed;
    return describeTrial(library, loaded, output);
  } catch (error) {
    if (!(error instanceof RunnerError) || error.isCancelled) throw error;
    kill();
    await client.closed;
    return { failure: explain(error.message, output) };
  } finally {
    signal.removeEventListener('abort', kill);
    kill();
    await client.closed;
  }
}
