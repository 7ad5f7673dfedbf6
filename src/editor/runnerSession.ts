// The runner's process as the Run Model panel wants it.

import path from 'node:path';
import type { RunRequest, RunnerEvent } from '../protocol/runner';
import type { TrialWatcher } from '../runner/library/chooseLibrary';
import { RunnerClient } from '../runner/runnerClient';
import type { RunnerSession } from './runPanelServices';

/** Completes a request with what it is to be run with. */
export type ChooseLibrary = (request: RunRequest, watcher: TrialWatcher) => Promise<RunRequest>;

/** @param extensionFolder where dist/runner.js lies */
export function startRunnerSession(extensionFolder: string, chooseLibrary: ChooseLibrary): RunnerSession {
  const listeners = new Set<(event: RunnerEvent) => void>();
  const tell = (event: RunnerEvent): void => listeners.forEach((listener) => listener(event));
  const ending = new AbortController();
  const watcher = { signal: ending.signal, onTrial: () => tell({ kind: 'stage', stage: 'library' }) };
  let choice: Promise<RunRequest> | undefined;
  const client = new RunnerClient({
    runnerFile: path.join(extensionFolder, 'dist', 'runner.js'),
    onEvent: tell,
  });
  const { featureMaps, channelValues, activation, visualise, experiment, filters, studyChannels, endInquiry } = client;
  return {
    // its runs are of one model, with one backend
    run: async (request) => {
      choice ??= chooseLibrary(request, watcher);
      return client.run({ ...(await choice), picture: request.picture });
    },
    featureMaps,
    channelValues,
    activation,
    visualise,
    experiment,
    filters,
    studyChannels,
    endInquiry,
    onEvent: (listener) => void listeners.add(listener),
    dispose: () => {
      ending.abort();
      client.kill();
    },
  };
}
