// The sessions of a page's device: they take turns, keep to themselves, and share the graphics card.

import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, it } from 'vitest';
import type { DeviceBatch, DeviceDescription, DeviceFromPage } from '../../../src/protocol/device';
import { DeviceSessions } from '../../../src/runner/browser/deviceSessions';
import { shortenRenderer } from '../../../src/runner/browser/findGpu';

beforeAll(() => tf.setBackend('cpu'));

class Page {
  readonly posted: DeviceFromPage[] = [];
  /** Whether a processor may imitate the card, of each opening. */
  readonly openings: boolean[] = [];
  isLost = false;
  readonly sessions = new DeviceSessions({
    tf,
    open: (isSoftwareAllowed) => {
      this.openings.push(isSoftwareAllowed);
      this.isLost = false;
      return Promise.resolve({
        device: { backend: 'cpu', finish: () => this.finish() },
        description: this.description,
      });
    },
    post: (message) => void this.posted.push(message),
  });

  constructor(private readonly description: DeviceDescription) {}

  /** What was posted until all is done. */
  async settle(): Promise<DeviceFromPage[]> {
    await new Promise((resolve) => setTimeout(resolve));
    return this.posted.splice(0);
  }

  open(session: number, isSoftwareAllowed = false): Promise<DeviceFromPage[]> {
    this.sessions.take({ kind: 'openDevice', session, script: '', isSoftwareAllowed });
    return this.settle();
  }

  send(session: number, ...commands: DeviceBatch['commands']): Promise<DeviceFromPage[]> {
    this.sessions.take({ kind: 'deviceBatch', session, batch: { sequence: 1, commands } });
    return this.settle();
  }

  private finish(): Promise<void> {
    return this.isLost ? Promise.reject(new Error('lost')) : Promise.resolve();
  }
}

const CARD: DeviceDescription = { backend: 'webgpu', name: 'A card', isSoftware: false, passedOver: [] };
const tensor = { id: 1, shape: [2], dtype: 'float32' } as const;
const write = (...values: number[]): DeviceBatch['commands'][number] => {
  return { kind: 'write', id: 1, dtype: 'float32', length: 2, offset: 0, values: Float32Array.from(values) };
};
const read = { kind: 'ask', call: 9, method: 'read', tensor } as const;

function repliesOf(posted: readonly DeviceFromPage[]): unknown[] {
  return posted.flatMap((message) => (message.kind === 'deviceReply' ? [[message.session, message.reply]] : []));
}

it('each session has tensors of its own, on the same card', async () => {
  const page = new Page(CARD);
  expect(await page.open(1)).toEqual([{ kind: 'deviceOpened', session: 1, opening: CARD }]);
  await page.open(2);
  expect(page.openings).toEqual([false]);
  await page.send(1, write(1, 2));
  await page.send(2, write(3, 4));
  const answered = repliesOf([...(await page.send(1, read)), ...(await page.send(2, read))]);
  expect(answered).toEqual([
    [1, { kind: 'result', call: 9, result: Float32Array.of(1, 2) }],
    [1, { kind: 'done', sequence: 1 }],
    [2, { kind: 'result', call: 9, result: Float32Array.of(3, 4) }],
    [2, { kind: 'done', sequence: 1 }],
  ]);
});

it('a session that is closed has let go of its tensors, and hears nothing', async () => {
  const page = new Page(CARD);
  const before = tf.engine().backend.numDataIds();
  await page.open(1);
  await page.send(1, write(1, 2));
  expect(tf.engine().backend.numDataIds()).toBe(before + 1);
  page.sessions.take({ kind: 'closeDevice', session: 1 });
  expect(await page.send(1, read)).toEqual([]);
  expect(tf.engine().backend.numDataIds()).toBe(before);
});

it('answers a ping while it computes', () => {
  const page = new Page(CARD);
  void page.open(1);
  page.sessions.take({ kind: 'pingDevice', session: 1 });
  expect(page.posted).toEqual([{ kind: 'deviceAlive', session: 1 }]);
});

it('a card that is lost, or imitated where that is not wanted, is opened anew', async () => {
  const page = new Page({ ...CARD, isSoftware: true });
  await page.open(1, true);
  await page.open(2, true);
  expect(page.openings).toEqual([true]);
  await page.open(3, false);
  page.isLost = true;
  await page.open(4, true);
  expect(page.openings).toEqual([true, false, true]);
});

it('what cannot be computed is told when it is asked for, and what is not there too', async () => {
  const page = new Page(CARD);
  await page.open(1);
  const output = { id: 2, shape: [2], dtype: 'float32' } as const;
  const wrong = {
    kind: 'compute',
    kernel: 'Nonsense',
    inputs: { x: tensor },
    attributes: '{}',
    outputs: [output],
  } as const;
  const further = { ...wrong, kernel: 'Relu', inputs: { x: output }, outputs: [{ ...output, id: 3 }] };
  const posted = await page.send(
    1,
    write(1, 2),
    wrong,
    further,
    { ...read, tensor: { ...output, id: 3 } },
    {
      ...read,
      call: 10,
      tensor: { ...tensor, id: 77 },
    },
  );
  expect(repliesOf(posted).slice(0, 2)).toEqual([
    [1, { kind: 'failure', call: 9, message: 'the backend cpu of TensorFlow.js has no Nonsense' }],
    [1, { kind: 'failure', call: 10, message: 'a tensor that is needed is not there' }],
  ]);
});

it.each([
  ['ANGLE (NVIDIA, NVIDIA GeForce RTX 3070 (0x00002484) Direct3D11 vs_5_0 ps_5_0, D3D11)', 'NVIDIA GeForce RTX 3070'],
  ['ANGLE (Apple, ANGLE Metal Renderer: Apple M2 Pro, Unspecified Version)', 'Apple M2 Pro'],
  ['ANGLE (Intel, Mesa Intel(R) UHD Graphics 620 (KBL GT2), OpenGL 4.6)', 'Mesa Intel(R) UHD Graphics 620 (KBL GT2)'],
  [
    'ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero) (0x0000C0DE)), SwiftShader driver)',
    'SwiftShader Device (Subzero)',
  ],
  ['llvmpipe (LLVM 15.0.7, 256 bits)', 'llvmpipe (LLVM 15.0.7, 256 bits)'],
])('%s is %s', (renderer, name) => {
  expect(shortenRenderer(renderer)).toBe(name);
});
