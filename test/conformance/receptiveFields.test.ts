// Receptive fields of the classic networks against the input gradients of the running networks: the same pixels for every layer.

import * as tf from '@tensorflow/tfjs';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { createAnalyser } from '../../src/analyser/createAnalyser';
import { Unknown, type ReceptiveField } from '../../src/analyser/index';
import { classicNetworks } from '../../src/networks/index';
import { measureFields, rebuildNarrow, type Extent } from '../networks/inputGradient';
import { buildNetwork } from '../networks/runningModel';

beforeAll(() => tf.setBackend('cpu'));

/** The analyser's fields, by the name of the layer, for a picture of another size than the network's own. */
function readFields(id: string, size: number): Map<string, ReceptiveField> {
  const network = classicNetworks.find((one) => one.id === id)!;
  const file = path.resolve(import.meta.dirname, '../..', network.file).replaceAll('\\', '/');
  const [own] = network.inputShape;
  const readFile = (name: string): string | undefined => {
    try {
      const picture = new RegExp(
        String.raw`(?<=hape: \[)${String(own)}, ${String(own)}(?=, 3\])|(?<=resolution = )${String(own)}`,
        'g',
      );
      return readFileSync(name, 'utf8').replace(picture, (found) => found.replaceAll(String(own), String(size)));
    } catch {
      return undefined;
    }
  };
  const { models } = createAnalyser({ readFile }, { values: new Map(Object.entries(network.arguments)) }).analyse(file);
  const [model] = models;
  if (model?.inputShapes[0] instanceof Unknown || model?.inputShapes[0]?.[1] !== size)
    throw new Error(`${id} is not ${String(size)} pixels high`);
  return new Map(
    model.layers.flatMap(({ layer, receptiveField }) =>
      receptiveField instanceof Unknown || receptiveField.global ? [] : [[layer.name, receptiveField] as const],
    ),
  );
}

/** What the field says of one position, as far as it lies on the picture. */
function extentOf({ size, stride, padding }: ReceptiveField, axis: 0 | 1, position: number, pixels: number): Extent {
  const first = position * (stride[axis] as number) - (padding[axis] as number);
  return [Math.max(first, 0), Math.min(first + (size[axis] as number), pixels) - 1];
}

/** First, middle and last; of a padding layer without its border, which sees nothing. */
function choosePositions(layer: tf.layers.Layer, count: number): number[] {
  const [[border = 0] = []] = (layer.getConfig().padding ?? []) as number[][];
  const first = layer.getClassName() === 'ZeroPadding2D' ? border : 0;
  return [...new Set([first, Math.floor(count / 2), count - 1 - first])];
}

/** A few layers are measured in one pass. */
function* inParts<T>(all: readonly T[], count: number): Generator<readonly T[]> {
  for (let start = 0; start < all.length; start += count) yield all.slice(start, start + count);
}

const SIZE = 75;
// Odd sizes, so that 'same' pads unevenly somewhere; ZFNet's leaves no pixel out at the right.
it.each([
  ['zfnet', 79],
  ['vgg11', SIZE],
  ['vgg16', SIZE],
  ['vgg19', SIZE],
  ['googlenet', SIZE],
  ['resnet18', 55],
  ['resnet50', 55],
  ['squeezenet1.0', SIZE],
  ['squeezenet1.1', SIZE],
  ['mobilenet', SIZE],
])('%s on pictures of %i pixels', async (id, size) => {
  const { file, factory, arguments: named } = classicNetworks.find((one) => one.id === id)!;
  const call = { file: path.basename(file, '.ts'), factory, arguments: named } as Parameters<typeof buildNetwork>[0];
  const model = await rebuildNarrow(await buildNetwork(call), size);
  const fields = readFields(id, size);
  const layers = model.layers.filter(
    (layer) => layer.getClassName() !== 'InputLayer' && layer.outputShape.length === 4 && fields.has(layer.name),
  );
  const wrong: string[] = [];
  for (const part of inParts(layers, 12)) {
    const places = part.flatMap((layer) =>
      choosePositions(layer, layer.outputShape[1] as number).map((position) => ({ layer, position })),
    );
    measureFields(model, places).forEach((measured, i) => {
      const { layer, position } = places[i]!;
      const field = fields.get(layer.name)!;
      const computed = [extentOf(field, 0, position, size), extentOf(field, 1, position, size)];
      if (JSON.stringify(measured) === JSON.stringify(computed)) return;
      wrong.push(
        `${layer.name} at ${String(position)}: measured ${JSON.stringify(measured)}, computed ${JSON.stringify(computed)}`,
      );
    });
  }
  expect(wrong).toEqual([]);
  expect(layers.length).toBeGreaterThan(10);
});
