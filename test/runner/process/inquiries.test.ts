// Questions about a run, asked of the runner process.

import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RunRequest } from '../../../src/protocol/runner';
import { failureOf, request, startRunner, writeFiles, choose, type StartedRunner } from './startRunner';

const SOURCE = `import * as tf from '@tensorflow/tfjs';
const input = tf.input({ shape: [32, 32, 3] });
const stem = tf.layers.conv2d({ name: 'stem', filters: 8, kernelSize: 3, strides: 2, padding: 'same', activation: 'relu' }).apply(input);
const inner = tf.layers.conv2d({ name: 'inner', filters: 8, kernelSize: 3, padding: 'same', activation: 'relu' }).apply(stem);
const sum = tf.layers.add({ name: 'sum' }).apply([inner, stem]);
const mean = tf.layers.globalAveragePooling2d({ name: 'mean', dataFormat: 'channelsLast' }).apply(sum);
export const model = tf.model({ inputs: input, outputs: tf.layers.dense({ name: 'classes', units: 4, activation: 'softmax' }).apply(mean) });
`;

function prepare(): { readonly runner: StartedRunner; readonly asked: RunRequest } {
  const file = path.join(writeFiles({ 'model.ts': SOURCE }), 'model.ts');
  return { runner: startRunner(), asked: request(choose(file, 7)) };
}

async function start(): Promise<StartedRunner & { at: (name: string) => number }> {
  const { runner, asked } = prepare();
  await runner.client.run(asked);
  return Object.assign(runner, { at: (name: string) => runner.layers.findIndex((layer) => layer.name === name) });
}

describe('a question about a run', () => {
  it('is answered on the picture that was run', async () => {
    const { client, at } = await start();
    const [stem, sum] = [at('stem'), at('sum')];
    const channel = await client.visualise({ kind: 'channel', layer: sum, channel: 2, rule: 'guided' });
    expect(channel).toMatchObject({ height: 32, width: 32, channels: 3 });
    expect(channel.values.some((value) => value !== 0)).toBe(true);
    const maps = await client.featureMaps(sum);
    expect(channel.score).toBeCloseTo(maps.max[2]!, 4);
    expect(await client.visualise({ kind: 'classMap', layer: sum })).toMatchObject({ height: 16, width: 16 });
    expect(await client.filters(stem)).toMatchObject({ count: 8, height: 3, width: 3, channels: 3 });
    expect(await client.studyChannels(sum)).toMatchObject({ layer: sum, channels: 8 });
    const off = await client.experiment({ switchedOff: [sum], shift: { down: 0, right: 0 } });
    expect(off.passedOn).toEqual([{ layer: sum, what: 'shortcut' }]);
    expect(off.changes[stem]).toBe(0);
    expect(off.changes[at('classes')]).toBeGreaterThan(0);
    expect(off.output).toHaveLength(4);
  });

  it('before there is a run fails, and the run goes on', async () => {
    const { runner, asked } = prepare();
    const run = runner.client.run(asked);
    const { message } = await failureOf(runner.client.visualise({ kind: 'classMap', layer: 1 }));
    expect(message).toBe('There is no finished run to ask about.');
    await run;
    expect((await failureOf(runner.client.filters(99))).message).toBe('There is no layer 99 of a finished run.');
  });

  it('ends when the next one is asked, when it is cancelled, and when the model runs again', async () => {
    const { runner, asked } = prepare();
    await runner.client.run(asked);
    const long = (): Promise<unknown> => runner.client.visualise({ kind: 'occlusion', layer: 4, channel: 0 });
    const first = failureOf(long());
    const second = failureOf(long());
    await runner.client.endInquiry();
    expect((await first).message).toBe('Something else was asked.');
    expect((await second).message).toBe('It was cancelled.');
    const third = failureOf(long());
    await runner.client.run(asked);
    expect((await third).message).toBe('The model runs again.');
  });

  it('tells how far it is', async () => {
    const runner = await start();
    const found = await runner.client.visualise({ kind: 'occlusion', layer: runner.at('classes'), channel: 1 });
    const told = runner.events.filter(({ kind }) => kind === 'inquiryProgress');
    expect(told).toHaveLength(found.values.length);
    expect(found.score).toBeLessThanOrEqual(1);
  });
});
