// A runner with weights: its steps, another picture, a cancelled download.

import fs from 'node:fs';
import path from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { startFileServer, type FileServer } from '../node/weights/fileServer';
import { chooseFixture, failureOf, fixtures, makePicture, request, startRunner, writeFiles } from './startRunner';

const narrowVgg = path.join(fixtures, 'weights/narrowVgg.safetensors');
const model = chooseFixture('weights/narrowVgg.ts', 8, { factory: 'narrowVgg', name: 'model' });

/** Of the test that runs. */
const current: { server: FileServer | undefined } = { server: undefined };

afterEach(async () => {
  await current.server?.close();
  current.server = undefined;
});

it('opens the weights before the model is loaded, fills it before it runs, and keeps them for the next picture', async () => {
  const runner = startRunner();
  const weights = { location: narrowVgg, cacheFolder: writeFiles({}) };
  const first = await runner.client.run(request(model, { weights }));
  const stages = runner.events.flatMap((event) => (event.kind === 'stage' ? [event.stage] : []));
  expect(stages).toEqual(['starting', 'weights', 'loading', 'building', 'weights', 'running']);
  expect(first.topClasses).toHaveLength(5);
  const picture = makePicture(96, 64);
  const second = await runner.client.run(request(model, { weights, picture }));
  const third = await runner.client.run(request(model, { weights }));
  expect(third.topClasses).toEqual(first.topClasses);
  expect(second.topClasses).not.toEqual(first.topClasses);
});

it('a file that does not fit fails the run before anything is computed', async () => {
  const runner = startRunner();
  const weights = { location: narrowVgg, cacheFolder: writeFiles({}) };
  const tiny = chooseFixture('tiny.ts', 5);
  const { message } = await failureOf(runner.client.run(request(tiny, { weights })));
  expect(message).toMatch(/^narrowVgg\.safetensors has no tensor "[^"]+\/kernel", which the model needs; its first is/);
  expect(runner.results).toEqual([]);
});

it('a download that is cancelled leaves nothing behind', async () => {
  const cacheFolder = writeFiles({});
  current.server = await startFileServer({
    '/slow.safetensors': (_, response) => {
      response.writeHead(200, { 'content-length': 1_000_000 });
      response.write(new Uint8Array(100_000));
    },
  });
  const location = `${current.server.address}/slow.safetensors`;
  const runner = startRunner({}, (event) => {
    if (event.kind === 'download' && event.receivedBytes > 0) {
      expect(fs.readdirSync(cacheFolder)).toEqual([expect.stringMatching(/-slow\.safetensors\.\d+\.part$/)]);
      runner.client.kill();
    }
  });
  const { isCancelled } = await failureOf(runner.client.run(request(model, { weights: { location, cacheFolder } })));
  await runner.client.closed;
  expect(isCancelled).toBe(true);
  expect(fs.readdirSync(cacheFolder)).toEqual([]);
  expect(runner.events.at(-1)).toMatchObject({ kind: 'download', name: 'slow.safetensors', totalBytes: 1_000_000 });
});
