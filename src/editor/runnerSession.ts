// The runner's process as the Run Model panel wants it.

import path from 'node:path';
import type { RunnerEvent } from '../protocol/runner';
import { RunnerClient } from '../runner/runnerClient';
import type { RunnerSession } from './runPanelServices';

/** @param extensionFolder where dist/runner.js lies */
export function startRunnerSession(extensionFolder: string): RunnerSession {
  const listeners = new Set<(event: RunnerEvent) => void>();
  const client = new RunnerClient({
    runnerFile: path.join(extensionFolder, 'dist', 'runner.js'),
    onEvent: (event) => listeners.forEach((listener) => listener(event)),
  });
  return {
    run: (request) => client.run(request),
    featureMaps: (layer) => client.featureMaps(layer),
    channelValues: (choice) => client.channelValues(choice),
    activation: (layer) => client.activation(layer),
    onEvent: (listener) => void listeners.add(listener),
    dispose: () => client.kill(),
  };
}
