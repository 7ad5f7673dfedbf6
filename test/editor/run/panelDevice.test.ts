// What passes between a runner and the graphics card of a panel's page, and what becomes of it when the page does not answer.

import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { PanelDevice, type DeviceConnection } from '../../../src/editor/run/panelDevice';
import type { DeviceDescription, DeviceLoss, DeviceReply, DeviceToPage } from '../../../src/protocol/device';

const DEVICE: DeviceDescription = { backend: 'webgpu', name: 'a card', isSoftware: false, passedOver: [] };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

class Stand {
  readonly posted: DeviceToPage[] = [];
  readonly replies: (DeviceReply | DeviceLoss)[] = [];
  readonly device = new PanelDevice({
    post: (message) => void this.posted.push(message),
    script: 'https://page/device.js',
  });
  readonly connection: DeviceConnection = this.device.connect((reply) => void this.replies.push(reply));

  async open(): Promise<void> {
    this.device.takeNewPage();
    const opening = this.connection.open(false);
    expect(this.kinds).toEqual(['openDevice']);
    this.device.take({ kind: 'deviceOpened', session: 1, opening: DEVICE });
    expect(await opening).toEqual(DEVICE);
    this.posted.length = 0;
  }

  get kinds(): string[] {
    return this.posted.splice(0).map(({ kind }) => kind);
  }
}

it('opens the device, also on a page that was not there yet', async () => {
  const { device, connection, posted } = new Stand();
  const opening = connection.open(true);
  expect(posted).toEqual([]);
  device.takeNewPage();
  const asked = { kind: 'openDevice', session: 1, script: 'https://page/device.js', isSoftwareAllowed: true };
  expect(posted).toEqual([asked]);
  device.take({ kind: 'deviceOpened', session: 1, opening: DEVICE });
  expect(await opening).toEqual(DEVICE);
});

it('passes on what goes there and back, in arrays that VS Code sends whole', async () => {
  const stand = new Stand();
  await stand.open();
  const values = new Float32Array(new ArrayBuffer(400), 40, 3);
  stand.connection.send({
    sequence: 7,
    commands: [{ kind: 'write', id: 1, dtype: 'float32', length: 3, offset: 0, values }],
  });
  const [sent] = stand.posted;
  const written = sent?.kind === 'deviceBatch' ? sent.batch.commands[0] : undefined;
  expect(written?.kind === 'write' && written.values.buffer.byteLength).toBe(12);
  const result = { kind: 'result', call: 1, result: new Float32Array(2) } as const;
  stand.device.take({ kind: 'deviceReply', session: 1, reply: result });
  stand.device.take({ kind: 'deviceReply', session: 2, reply: result });
  expect(stand.replies).toEqual([result]);
});

it('a page that never opens its device refuses', async () => {
  const { connection } = new Stand();
  const opening = connection.open(false);
  await vi.advanceTimersByTimeAsync(30_000);
  expect(await opening).toEqual({ refusal: 'The page of the panel gave no answer within 30 s.' });
});

it('a page that computes is asked for a sign of life, and lost when it gives none', async () => {
  const stand = new Stand();
  await stand.open();
  stand.connection.send({ sequence: 1, commands: [] });
  stand.posted.length = 0;
  for (let second = 0; second < 120; second += 5) {
    await vi.advanceTimersByTimeAsync(5_000);
    expect(stand.kinds).toEqual(['pingDevice']);
    stand.device.take({ kind: 'deviceAlive', session: 1 });
  }
  expect(stand.replies).toEqual([]);
  await vi.advanceTimersByTimeAsync(35_000);
  const lost = 'The page of the panel gave no sign of life for 30 s. Run the model again.';
  expect(stand.replies).toEqual([{ kind: 'lost', message: lost }]);
  // nothing is sent any more, nothing waits
  stand.posted.length = 0;
  stand.connection.send({ sequence: 2, commands: [] });
  expect([stand.kinds, vi.getTimerCount()]).toEqual([[], 0]);
});

it('a page that has nothing to compute is left alone', async () => {
  const stand = new Stand();
  await stand.open();
  stand.connection.send({ sequence: 1, commands: [] });
  stand.device.take({ kind: 'deviceReply', session: 1, reply: { kind: 'done', sequence: 1 } });
  expect(vi.getTimerCount()).toBe(0);
});

it('a page that is loaded again has lost what it computed', async () => {
  const stand = new Stand();
  await stand.open();
  stand.device.takeNewPage();
  const lost = 'The page of the panel was loaded again, and what it had computed is gone. Run the model again.';
  expect(stand.replies).toEqual([{ kind: 'lost', message: lost }]);
});

it('closing tells the page, and ends an opening', async () => {
  const stand = new Stand();
  await stand.open();
  stand.connection.close();
  expect(stand.kinds).toEqual(['closeDevice']);
  const second = stand.device.connect(() => undefined);
  const opening = second.open(false);
  stand.device.dispose();
  expect(await opening).toEqual({ refusal: 'The run was cancelled.' });
});
