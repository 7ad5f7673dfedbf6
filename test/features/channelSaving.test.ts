// What a channel costs is what the model has less when it is written with one channel less.

import { describe, expect, it } from 'vitest';
import { createAnalyser } from '../../src/analyser/createAnalyser';
import { applicationsOf, type ModelReading } from '../../src/analyser/index';
import { createChannelSavings } from '../../src/features/channelSaving';
import type { ChannelSaving } from '../../src/protocol/panel';

const FILE = '/project/model.ts';

function read(body: string, filters: number): ModelReading {
  const text = `import * as tf from '@tensorflow/tfjs';
const filters = ${filters};
const { conv2d, batchNormalization, reLU, flatten, dense, concatenate, add, maxPooling2d, softmax } = tf.layers;
const input = tf.input({ shape: [12, 10, 3] });
${body}
const model = tf.model({ inputs: input, outputs: y });
`;
  const reading = createAnalyser({ readFile: (file) => (file === FILE ? text : undefined) })
    .analyse(FILE)
    .models.at(-1);
  if (!reading) throw new Error('The model was not read.');
  return reading;
}

function savingOf(body: string, layerName: string): ChannelSaving | undefined {
  const { model } = read(body, 8);
  const output = applicationsOf(model).find(({ layer }) => layer.name === layerName)?.outputs[0];
  if (!output) throw new Error(`There is no layer ${layerName}.`);
  return createChannelSavings(model)(output);
}

function difference(body: string): ChannelSaving {
  const [more, fewer] = [read(body, 8).totals, read(body, 7).totals];
  return {
    parameters: Number(more.parameters) - Number(fewer.parameters),
    macs: Number(more.macs) - Number(fewer.macs),
  };
}

const CHAIN = `let x = conv2d({ filters, kernelSize: 3, padding: 'same', useBias: false, name: 'first' }).apply(input);
x = batchNormalization({ name: 'norm' }).apply(x);
x = reLU({ name: 'relu' }).apply(x);`;

const SIMPLE: Readonly<Record<string, string>> = {
  'a convolution that reads it': `${CHAIN}
const y = conv2d({ filters: 5, kernelSize: 3, strides: 2 }).apply(x);`,
  'two that read it, and a depthwise one on the way': `${CHAIN}
const a = conv2d({ filters: 5, kernelSize: 1 }).apply(x);
const b = conv2d({ filters: 5, kernelSize: 3, padding: 'same' }).apply(tf.layers.depthwiseConv2d({ kernelSize: 3, padding: 'same' }).apply(x));
const y = add().apply([a, b]);`,
  'a dense layer behind flatten': `${CHAIN}
const y = dense({ units: 6 }).apply(flatten().apply(maxPooling2d({ poolSize: 2 }).apply(x)));`,
  'a concatenation': `${CHAIN}
const other = conv2d({ filters: 4, kernelSize: 1 }).apply(input);
const y = conv2d({ filters: 5, kernelSize: 1 }).apply(concatenate().apply([x, other]));`,
};

describe('the saving of a channel', () => {
  it.each(Object.entries(SIMPLE))('that ends in %s is what the smaller model has less', (_, body) => {
    for (const name of ['first', 'norm', 'relu']) expect(savingOf(body, name)).toEqual(difference(body));
  });

  it.each([
    [
      'it is added to others',
      `${CHAIN}
const y = conv2d({ filters: 5, kernelSize: 1 }).apply(add().apply([x, conv2d({ filters, kernelSize: 1 }).apply(input)]));`,
    ],
    [
      'it is an output of the model',
      `${CHAIN}
const y = x;`,
    ],
    [
      'it is seen on its way by another layer',
      `let x = conv2d({ filters, kernelSize: 3, name: 'first' }).apply(input);
const before = conv2d({ filters: 4, kernelSize: 1 }).apply(x);
x = reLU({ name: 'relu' }).apply(x);
const y = add().apply([before, conv2d({ filters: 4, kernelSize: 1 }).apply(x)]);`,
    ],
    [
      'its layer is used twice',
      `const twice = conv2d({ filters: 3, kernelSize: 1, name: 'relu' });
const y = conv2d({ filters: 4, kernelSize: 1 }).apply(twice.apply(twice.apply(input)));`,
    ],
    [
      'a softmax mixes it with others',
      `${CHAIN}
const y = conv2d({ filters: 4, kernelSize: 1 }).apply(softmax().apply(x));`,
    ],
  ])('is not known where %s', (_, body) => {
    expect(savingOf(body, 'relu')).toBeUndefined();
  });
});
