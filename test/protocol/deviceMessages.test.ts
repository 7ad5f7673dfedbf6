// What a page says of its graphics card is checked; what goes to it survives JSON.

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeAttributes, encodeAttributes, isForDevice } from '../../src/protocol/device';
import { parsePageMessage } from '../../src/protocol/panel';

const opened = { backend: 'webgl', name: 'A card', isSoftware: false, passedOver: ['No WebGPU.'] };
const maps = {
  ...{ height: 1, width: 1, channels: 2, bytes: new Uint8Array(2) },
  ...{ min: new Float32Array(2), max: new Float32Array(2), mean: new Float32Array(2), variance: new Float32Array(2) },
};
const reply = (value: unknown) => ({ kind: 'deviceReply', session: 1, reply: value });

it.each([
  { kind: 'deviceAlive', session: 1 },
  { kind: 'deviceOpened', session: 2, opening: opened },
  { kind: 'deviceOpened', session: 2, opening: { refusal: 'There is no card.' } },
  reply({ kind: 'done', sequence: 3 }),
  reply({ kind: 'failure', call: 4, message: 'It is lost.' }),
  reply({ kind: 'result', call: 4, result: new Int32Array(2) }),
  reply({ kind: 'result', call: 4, result: { figures: new Float64Array(6), deadChannels: new Uint32Array(1) } }),
  reply({ kind: 'result', call: 4, result: maps }),
])('is taken: $kind', (message) => {
  expect(parsePageMessage({ ...message, extra: 'dropped' })).toEqual(message);
});

it.each([
  { kind: 'deviceAlive' },
  { kind: 'deviceAlive', session: -1 },
  { kind: 'deviceOpened', session: 1, opening: { ...opened, backend: 'wasm' } },
  { kind: 'deviceOpened', session: 1, opening: { ...opened, passedOver: 'none' } },
  { kind: 'deviceOpened', session: 1, opening: { refusal: '' } },
  reply({ kind: 'lost', message: 'Only the extension says so.' }),
  reply({ kind: 'done', sequence: 0.5 }),
  reply({ kind: 'failure', call: 1, message: 'x'.repeat(5000) }),
  reply({ kind: 'result', call: 1, result: [1, 2] }),
  reply({ kind: 'result', call: 1, result: { figures: new Float32Array(6), deadChannels: [] } }),
  reply({ kind: 'result', call: 1, result: { ...maps, mean: [] } }),
  reply(undefined),
])('is refused: %j', (message) => {
  expect(parsePageMessage(message)).toBeUndefined();
});

it('attributes of kernels come back as they were, also what JSON has not', () => {
  // JSON knows one zero
  const number = fc.double().map((value) => value + 0);
  const value = fc.oneof(number, fc.string(), fc.boolean(), fc.array(number), fc.constant(null));
  const attributes = fc.dictionary(fc.stringMatching(/^[a-z]+$/), value);
  fc.assert(
    fc.property(attributes, (given) => {
      expect(decodeAttributes(encodeAttributes(given))).toEqual({ ...given });
    }),
  );
});

it('messages about the device are told from others', () => {
  expect(isForDevice({ kind: 'openDevice' })).toBe(true);
  expect(isForDevice({ kind: 'runStarted' })).toBe(false);
});
