// The process behind a session: it is gone when the session is, however often and in whatever state.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { RunController } from '../../src/editor/runPanelController';
import type { RunRequest, RunnerEvent } from '../../src/protocol/runner';
import { startRunnerSession } from '../../src/editor/runnerSession';
import { MODEL, StandInHost, makePicture } from './standInSession';

/** A runner that says its process number, then never answers; every second one loops without hearing anything. */
const STUCK_RUNNER = `
process.on('message', ({ argument }) => {
  process.send({ event: { kind: 'output', stream: 'stdout', text: String(process.pid) } }, () => {
    while (argument.model.line % 2 === 1);
  });
});
process.on('SIGTERM', () => undefined);
`;

function makeStuckRunner(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'convlens-runner-'));
  fs.mkdirSync(path.join(folder, 'dist'));
  fs.writeFileSync(path.join(folder, 'dist', 'runner.js'), STUCK_RUNNER);
  onTestFinished(() => fs.rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch {
    return false;
  }
}

describe('a session', () => {
  it('leaves no process behind after twenty runs in a row', async () => {
    const folder = makeStuckRunner();
    const host = new StandInHost();
    const realSession = { createSession: () => startRunnerSession(folder, (request) => Promise.resolve(request)) };
    const controller = new RunController(Object.assign(host, realSession));
    await controller.setPicture(makePicture('shapes'));
    const runs: Promise<void>[] = [];
    for (let count = 1; count <= 20; count++) {
      runs.push(controller.run({ ...MODEL, line: count }));
      await vi.waitFor(() => expect(host.output).toHaveLength(count), { timeout: 20_000 });
      // closing the panel ends the last one
      if (count < 20) controller.cancel();
      else controller.dispose();
    }
    await Promise.all(runs);
    const processIds = host.output.map(Number);
    expect(new Set(processIds).size).toBe(20);
    await vi.waitFor(() => expect(processIds.filter(isAlive)).toEqual([]), { timeout: 20_000 });
  });

  it('chooses what its runs use once, and ends the choice when it is disposed of', async () => {
    const folder = makeStuckRunner();
    const requests: RunRequest[] = [];
    const signals: AbortSignal[] = [];
    const session = startRunnerSession(folder, (request, { signal, onTrial }) => {
      requests.push(request);
      signals.push(signal);
      onTrial();
      return Promise.resolve(request);
    });
    const events: RunnerEvent[] = [];
    session.onEvent((event) => events.push(event));
    const { picture } = makePicture('shapes');
    const runs = [1, 2].map((seed) => session.run({ model: { ...MODEL, line: 2 }, picture, backend: 'auto', seed }));
    const failures = runs.map((run) => run.catch((error: unknown) => String(error)));
    await vi.waitFor(() => expect(events.filter(({ kind }) => kind === 'output')).toHaveLength(2), { timeout: 20_000 });
    expect(requests).toHaveLength(1);
    expect(events[0]).toEqual({ kind: 'stage', stage: 'library' });
    expect(signals.map(({ aborted }) => aborted)).toEqual([false]);
    session.dispose();
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
    expect(await Promise.all(failures)).toEqual(Array(2).fill('RunnerError: The run was cancelled.'));
  });
});
