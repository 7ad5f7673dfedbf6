// The process behind a session: it is gone when the session is, however often and in whatever state.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { PanelDevice } from '../../../src/editor/run/panelDevice';
import { RunController } from '../../../src/editor/run/runController';
import type { DeviceOpening } from '../../../src/protocol/device';
import type { RunRequest, RunnerEvent } from '../../../src/protocol/runner';
import { startRunnerSession } from '../../../src/editor/run/runnerSession';
import { RunnerError } from '../../../src/runner/runnerClient';
import { MODEL, StandInHost, makePicture } from './standInSession';
import { isAlive } from '../../support/isAlive';

/** A runner that says its process number, then never answers; every second one loops without hearing anything. */
const STUCK_RUNNER = `
process.on('message', ({ argument }) => {
  process.send({ event: { kind: 'output', stream: 'stdout', text: String(process.pid) } }, () => {
    while (argument.model.line % 2 === 1);
  });
});
process.on('SIGTERM', () => undefined);
`;

/** A runner that fails on a graphics card, and elsewhere gives its request back; it tells its process number first. */
const DEVICE_RUNNER = `
process.on('message', ({ id, argument }) => {
  if (argument === undefined) return;
  process.send({ event: { kind: 'output', stream: 'stdout', text: String(process.pid) } });
  const failure = { message: 'The graphics card was lost.', detail: '', isOfDevice: true };
  process.send(argument.device ? { id, failure } : { id, result: argument });
});
`;

const CARD = { backend: 'webgpu', name: 'A card', isSoftware: false, passedOver: [] } as const;

/** A page whose device opens as it is told to. */
function makeDevice(open: (isSoftwareAllowed: boolean) => DeviceOpening): PanelDevice {
  const device: PanelDevice = new PanelDevice({
    script: '',
    post: (message) => {
      if (message.kind !== 'openDevice') return;
      const { session, isSoftwareAllowed } = message;
      queueMicrotask(() => device.take({ kind: 'deviceOpened', session, opening: open(isSoftwareAllowed) }));
    },
  });
  device.takeNewPage();
  return device;
}

const refuse = (): DeviceOpening => ({ refusal: 'There is no card.' });

function makeRunner(text = STUCK_RUNNER): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'convlens-runner-'));
  fs.mkdirSync(path.join(folder, 'dist'));
  fs.writeFileSync(path.join(folder, 'dist', 'runner.js'), text);
  onTestFinished(() => fs.rmSync(folder, { recursive: true, force: true }));
  return folder;
}

describe('a session', () => {
  it('leaves no process behind after twenty runs in a row', async () => {
    const host = new StandInHost();
    const options = {
      extensionFolder: makeRunner(),
      chooseLibrary: (request: RunRequest) => Promise.resolve(request),
      readDefinition: () => Promise.resolve(undefined),
      device: makeDevice(refuse),
      isDeviceNear: true,
    };
    const realSession = { createSession: () => startRunnerSession(options) };
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
    const requests: RunRequest[] = [];
    const signals: AbortSignal[] = [];
    const session = startRunnerSession({
      extensionFolder: makeRunner(),
      chooseLibrary: (request, { signal, onTrial }) => {
        requests.push(request);
        signals.push(signal);
        onTrial();
        return Promise.resolve({ ...request, backend: 'tensorflow' });
      },
      readDefinition: () => Promise.resolve(undefined),
      device: makeDevice(refuse),
      isDeviceNear: true,
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

  describe('and the graphics card of its panel', () => {
    const { picture } = makePicture('shapes');
    const request = { model: { ...MODEL, line: 2 }, picture, seed: 1 };

    async function run(
      backend: 'auto' | 'webgpu',
      open: (isSoftwareAllowed: boolean) => DeviceOpening,
      { runner = DEVICE_RUNNER, isDeviceNear = true, hasDawn = false } = {},
    ): Promise<{ result: Partial<RunRequest>; processIds: string[] }> {
      const session = startRunnerSession({
        extensionFolder: makeRunner(runner),
        chooseLibrary: (wish, _, backends = []) => {
          if (!backends.includes('webgpu')) return Promise.resolve(wish);
          if (!hasDawn && wish.backend === 'webgpu') return Promise.reject(new RunnerError('There is no Dawn.'));
          return Promise.resolve(hasDawn ? { ...wish, notes: ['Dawn'] } : wish);
        },
        readDefinition: () => Promise.resolve(undefined),
        device: makeDevice(open),
        isDeviceNear,
      });
      onTestFinished(() => session.dispose());
      const processIds: string[] = [];
      session.onEvent((event) => {
        if (event.kind === 'output') processIds.push(event.text);
      });
      const summary: unknown = await session.run({ ...request, backend });
      return { result: summary as Partial<RunRequest>, processIds };
    }

    it('what fails on it runs again without it, in another process, where auto was chosen', async () => {
      const { result, processIds } = await run('auto', () => CARD);
      expect(result).toMatchObject({
        backend: 'wasm',
        notes: ['A card, in the panel, was given up for wasm. The graphics card was lost.'],
      });
      expect(result.device).toBeUndefined();
      expect(new Set(processIds).size).toBe(2);
      await vi.waitFor(() => expect(isAlive(Number(processIds[0]))).toBe(false), { timeout: 20_000 });
    });

    it('what fails on it fails, where webgpu was chosen', async () => {
      await expect(run('webgpu', () => CARD)).rejects.toMatchObject({ message: 'The graphics card was lost.' });
    });

    it('auto says why there is none, and looks further', async () => {
      const { result } = await run('auto', refuse, { hasDawn: true });
      expect(result).toMatchObject({ backend: 'auto', passedOver: ['There is no card.'], notes: ['Dawn'] });
    });

    it('auto does not take that of another machine', async () => {
      const { result } = await run('auto', () => CARD, { isDeviceNear: false });
      expect(result.device).toBeUndefined();
      expect(result.passedOver).toEqual([
        'The panel may be shown on another machine than this one: choose the backend webgpu to compute on the graphics card there.',
      ]);
    });

    it('webgpu takes Dawn before a processor that imitates a graphics card, and that before nothing', async () => {
      const imitated = (isSoftwareAllowed: boolean): DeviceOpening =>
        isSoftwareAllowed ? { ...CARD, isSoftware: true } : refuse();
      const answering = DEVICE_RUNNER.replace('argument.device ?', 'false ?');
      const withDawn = await run('webgpu', imitated, { runner: answering, hasDawn: true });
      expect(withDawn.result.device).toBeUndefined();
      const without = await run('webgpu', imitated, { runner: answering });
      expect(without.result.device).toMatchObject({ isSoftware: true });
      await expect(run('webgpu', refuse)).rejects.toMatchObject({ message: 'There is no card. There is no Dawn.' });
    });
  });
});
