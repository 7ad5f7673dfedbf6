// A runner whose kernels run elsewhere: the test's own process stands in for the page of a panel.

import * as tf from '@tensorflow/tfjs';
import path from 'node:path';
import { expect, it } from 'vitest';
import type { DeviceBatch, DeviceDescription } from '../../../src/protocol/device';
import type { FeatureMaps } from '../../../src/protocol/runner';
import { CommandExecutor } from '../../../src/runner/browser/commandExecutor';
import {
  choose,
  chooseFixture,
  failureOf,
  fixtures,
  makePicture,
  request,
  startRunner,
  writeFiles,
  type StartedRunner,
} from './startRunner';

const CARD: DeviceDescription = { backend: 'webgl', name: 'A card', isSoftware: false, passedOver: [] };

const model = chooseFixture('customLayer.ts', 70);

/** A runner, and what computes for it. */
async function startWithDevice(onBatch: (batch: DeviceBatch, runner: StartedRunner) => void = () => undefined) {
  await tf.setBackend('cpu');
  const runner = startRunner({
    onDeviceBatch: (batch) => {
      onBatch(batch, runner);
      void run(batch);
    },
  });
  const device = { backend: 'cpu', finish: () => Promise.resolve() };
  const executor = new CommandExecutor(tf, device, (reply) => runner.client.takeDeviceReply(reply));
  const run = async ({ sequence, commands }: DeviceBatch): Promise<void> => {
    await executor.execute(commands);
    runner.client.takeDeviceReply({ kind: 'done', sequence });
  };
  return runner;
}

async function readMaps({ client, layers }: StartedRunner): Promise<FeatureMaps[]> {
  const maps: FeatureMaps[] = [];
  for (const { index } of layers) maps.push(await client.featureMaps(index));
  return maps;
}

it("a model with the user's own layers, its figures and its maps", async () => {
  const far = await startWithDevice();
  const summary = await far.client.run(request(model, { backend: 'auto', device: CARD, passedOver: ['No other.'] }));
  expect(summary).toMatchObject({ backend: 'webgl', device: 'A card, in the panel', passedOver: ['No other.'] });
  const near = startRunner();
  await near.client.run(request(model, { backend: 'cpu' }));
  expect(await readMaps(far)).toEqual(await readMaps(near));
  const withoutTimes = ({ results }: StartedRunner) => results.map((result) => ({ ...result, milliseconds: 0 }));
  expect(withoutTimes(far)).toEqual(withoutTimes(near));
  expect(far.results.length).toBeGreaterThan(5);
});

it('trained weights, and another picture', async () => {
  const file = path.join(fixtures, 'weights/narrowVgg.ts');
  const weights = { location: file.replace(/ts$/, 'safetensors'), cacheFolder: writeFiles({}) };
  const network = choose(file, 8, { factory: 'narrowVgg', name: 'model' });
  const far = await startWithDevice();
  const near = startRunner();
  for (const picture of [makePicture(32, 32), makePicture(96, 64)]) {
    const found = await far.client.run(request(network, { weights, picture, device: CARD }));
    const expected = await near.client.run(request(network, { weights, picture, backend: 'cpu' }));
    expect(found.topClasses).toHaveLength(5);
    expect(found.topClasses).toEqual(expected.topClasses);
  }
});

it('a page that is lost in mid-run fails the run, and is at fault', async () => {
  const runner = await startWithDevice(({ sequence }, { client }) => {
    if (sequence === 3) client.takeDeviceReply({ kind: 'lost', message: 'The page is gone.' });
  });
  const failure = await failureOf(runner.client.run(request(model, { backend: 'auto', device: CARD })));
  expect(failure.message).toMatch(/^Layer "\w+" \(\w+\) failed: The page is gone\./);
  expect(failure.isOfDevice).toBe(true);
});

it('what the user code reads at once is told with its line', async () => {
  const runner = await startWithDevice();
  const reading = chooseFixture('readsValues.ts', 20);
  const failure = await failureOf(runner.client.run(request(reading, { device: CARD })));
  expect(failure.message).toMatch(
    /^Layer "reads" \(Reads\) failed: Values that are on the graphics card .*\(readsValues\.ts:\d+\)$/,
  );
  expect(failure.isOfDevice).toBe(true);
  const file = path.join(
    writeFiles({ 'reads.ts': "import * as tf from '@tensorflow/tfjs';\n\ntf.fill([50, 50], 2).dataSync();" }),
    'reads.ts',
  );
  const other = await startWithDevice();
  const early = await failureOf(other.client.run(request(choose(file, 1), { device: CARD })));
  expect(early).toMatchObject({ isOfDevice: true });
  expect(early.message).toMatch(/^Values that are on the graphics card .* leave the reading out\. \(reads\.ts:3\)$/);
});
