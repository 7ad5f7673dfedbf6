// The classic networks run, and become what the analyser says of them.

import fs from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { createAnalyser } from '../../../src/analyser/createAnalyser';
import { readRunFigures } from '../../../src/features/runFigures';
import { classicNetworks, type ClassicNetwork } from '../../../src/networks/index';
import type { FeatureMaps } from '../../../src/protocol/runner';
import { describeDifference } from '../../../webview/checkedLayer';
import { choose, failureOf, installation, request, startRunner, type StartedRunner } from './startRunner';

function findNetwork(id: string): ClassicNetwork {
  const network = classicNetworks.find((known) => known.id === id);
  if (network === undefined) throw new Error(`There is no network ${id}.`);
  return network;
}

function requestNetwork({ file, factory, arguments: values }: ClassicNetwork, seed = 1) {
  return request(choose(path.join(installation, file), 1, { factory, arguments: values }), { seed });
}

async function readAllMaps({ client, layers }: StartedRunner): Promise<FeatureMaps[]> {
  const maps: FeatureMaps[] = [];
  for (const { index } of layers) maps.push(await client.featureMaps(index));
  return maps;
}

it('AlexNet: every layer has all its maps, and they are not empty', async () => {
  const runner = startRunner();
  const summary = await runner.client.run(requestNetwork(findNetwork('alexnet')));
  expect(summary).toMatchObject({ backend: 'wasm', inputShape: [1, 227, 227, 3], notes: [] });
  const maps = await readAllMaps(runner);
  expect(maps.map(({ height, width, channels }) => `${height}×${width}×${channels}`)).toEqual(
    [
      [
        '227×227×3',
        '55×55×96',
        '55×55×96',
        '27×27×96',
        '27×27×256',
        '27×27×256',
        '13×13×256',
        '13×13×384',
        '13×13×384',
      ],
      ['13×13×256', '6×6×256', '1×1×9216', '1×1×4096', '1×1×4096', '1×1×4096', '1×1×4096', '1×1×1000'],
    ].flat(),
  );
  for (const { layer, bytes, min, max, channels, height, width } of maps) {
    const { name } = runner.layers[layer]!;
    const result = runner.results[layer]!;
    expect([bytes.length, min.length, max.length], name).toEqual([channels * height * width, channels, channels]);
    expect(
      min.every((low, i) => low <= max[i]!),
      name,
    ).toBe(true);
    expect([result.min, result.max], name).toEqual([Math.min(...min), Math.max(...max)]);
    expect(result.notANumberCount, name).toBe(0);
    expect(result.deadChannels.length, name).toBeLessThan(channels);
    expect(result.max, name).toBeGreaterThan(result.min);
    if (height > 1) expect(new Set(bytes).size, name).toBeGreaterThan(50);
  }
  expect(maps.at(-1)!.max.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 4);
});

it('the same seed gives the same maps, another seed others', async () => {
  const maps: FeatureMaps[] = [];
  for (const seed of [1, 1, 2]) {
    const { client } = startRunner();
    await client.run(requestNetwork(findNetwork('alexnet'), seed));
    maps.push(await client.featureMaps(1), await client.featureMaps(16));
  }
  const [first, firstOut, again, againOut, other, otherOut] = maps;
  expect(again).toEqual(first);
  expect(againOut).toEqual(firstOut);
  expect(other!.bytes).not.toEqual(first!.bytes);
  expect(otherOut!.max).not.toEqual(firstOut!.max);
});

it.each(['resnet50', 'mobilenet', 'shufflenet-g3'])('%s runs, and no layer is blank', async (id) => {
  const runner = startRunner();
  await runner.client.run(requestNetwork(findNetwork(id)));
  expect(runner.results).toHaveLength(runner.layers.length);
  const blank = runner.results.filter(({ min, max, notANumberCount }) => notANumberCount > 0 || !(max > min));
  expect(blank).toEqual([]);
});

it.each(classicNetworks.map(({ id }) => id))(
  '%s: layers, shapes and parameters are those of the analysis',
  async (id) => {
    const network = findNetwork(id);
    const runner = startRunner({}, (event) => {
      if (event.kind === 'layers') runner.client.kill();
    });
    await failureOf(runner.client.run(requestNetwork(network)));
    const readFile = (file: string) =>
      fs.statSync(file, { throwIfNoEntry: false })?.isFile() ? fs.readFileSync(file, 'utf8') : undefined;
    const analyser = createAnalyser({ readFile }, { values: new Map(Object.entries(network.arguments)) });
    const model = analyser
      .analyse(path.join(installation, network.file).replaceAll('\\', '/'))
      .models.find(({ factory }) => factory === network.factory);
    // sorted, because a call's arguments may create layers after its own; TensorFlow.js adds a sequential model's input by itself
    const read = model?.layers.map(({ layer, outputShape, parameters }) =>
      JSON.stringify([layer.name, layer.className, outputShape, parameters]),
    );
    const running = runner.layers
      .filter(({ className, name }) => className !== 'InputLayer' || !name.endsWith('_input'))
      .map(({ name, className, outputShape, parameters }) =>
        JSON.stringify([name, className, outputShape, parameters]),
      );
    expect(running.length).toBeGreaterThan(15);
    expect(running.sort()).toEqual(read?.sort());

    // the panel finds each of them again, and has nothing to say against it
    const figures = readRunFigures(model, runner.layers, { textOf: readFile });
    const withoutInputs = figures.filter((_, at) => runner.layers[at]?.className !== 'InputLayer');
    expect(figures.map(({ shape }) => shape)).not.toContain(undefined);
    expect(withoutInputs.map(({ parameters }) => parameters)).not.toContain(undefined);
    expect(runner.layers.flatMap((layer, at) => describeDifference(layer, undefined, figures[at]) ?? [])).toEqual([]);
  },
);
