// Starts the runner of the installed package, and remembers what it tells; every process ends with its test.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, inject } from 'vitest';
import type {
  LayerInfo,
  LayerResult,
  ModelChoice,
  Picture,
  RunnerEvent,
  RunRequest,
} from '../../../src/protocol/runner';
import { RunnerClient, RunnerError, type RunnerOptions } from '../../../src/runner/runnerClient';

export const fixtures = path.resolve(import.meta.dirname, '../fixtures');
export const installation = inject('installation');

export class StartedRunner {
  readonly client: RunnerClient;
  readonly events: RunnerEvent[] = [];

  constructor(
    options: Partial<RunnerOptions>,
    private readonly onEvent: (event: RunnerEvent) => void,
  ) {
    this.client = new RunnerClient({
      runnerFile: path.join(installation, 'dist', 'runner.js'),
      onEvent: (event) => {
        this.events.push(event);
        this.onEvent(event);
      },
      ...options,
    });
  }

  get layers(): readonly LayerInfo[] {
    return this.events.findLast((event) => event.kind === 'layers')?.layers ?? [];
  }

  get results(): readonly LayerResult[] {
    const start = this.events.findLastIndex((event) => event.kind === 'layers');
    return this.events.slice(start).flatMap((event) => (event.kind === 'layerDone' ? [event.result] : []));
  }

  get output(): string {
    return this.events.map((event) => (event.kind === 'output' ? event.text : '')).join('');
  }
}

const running = new Set<StartedRunner>();
const folders = new Set<string>();

afterEach(async () => {
  for (const { client } of running) client.kill();
  await Promise.all([...running].map(({ client }) => client.closed));
  running.clear();
  for (const folder of folders) fs.rmSync(folder, { recursive: true, force: true });
  folders.clear();
});

export function startRunner(
  options: Partial<RunnerOptions> = {},
  onEvent: (event: RunnerEvent) => void = () => undefined,
): StartedRunner {
  const runner = new StartedRunner(options, onEvent);
  running.add(runner);
  return runner;
}

/** A folder of its own with these files; in the texts, `tf` has to be imported. */
export function writeFiles(files: Readonly<Record<string, string>>): string {
  const folder = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'convlens-runner-'));
  folders.add(folder);
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  }
  return folder;
}

/** A model `model` on a line of the file; more where the test needs more. */
export function choose(file: string, line: number, more: Partial<ModelChoice> = {}): ModelChoice {
  return { file, name: 'model', line, factory: undefined, arguments: {}, ...more };
}

/** The same of a file in `fixtures`. */
export function chooseFixture(name: string, line: number, more: Partial<ModelChoice> = {}): ModelChoice {
  return choose(path.join(fixtures, name), line, more);
}

/** A made-up picture: colours that run from side to side, so that no two places are alike. */
export function makePicture(width = 32, height = 32): Picture {
  const rgba = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      rgba.set([(x * 255) / width, (y * 255) / height, ((x * y) % 17) * 15, 255], (y * width + x) * 4);
    }
  }
  return { width, height, rgba };
}

export function request(model: ModelChoice, more: Partial<RunRequest> = {}): RunRequest {
  return { model, picture: makePicture(), backend: 'wasm', seed: 1, ...more };
}

/** The error of a call that must fail. */
export async function failureOf(call: Promise<unknown>): Promise<RunnerError> {
  const error = await call.then(
    () => new Error('the call did not fail'),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof RunnerError)) throw error;
  return error;
}
