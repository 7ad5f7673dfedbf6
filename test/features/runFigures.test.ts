// The layers of a run get the figures of the analyser: the right layer, and only what is known.

import { describe, expect, it } from 'vitest';
import { createAnalyser } from '../../src/analyser/createAnalyser';
import { readRunFigures } from '../../src/features/runFigures';
import type { LayerFigures } from '../../src/protocol/panel';
import type { LayerInfo } from '../../src/protocol/runner';

const FILE = '/project/model.ts';

type RunLayer = readonly [name: string, className: string, line?: number, application?: number];

function figuresOf(text: string, layers: readonly RunLayer[]): readonly LayerFigures[] {
  const readFile = (file: string): string | undefined => (file === FILE ? text : undefined);
  const reading = createAnalyser({ readFile }).analyse(FILE).models.at(-1);
  return readRunFigures(reading, layers.map(makeLayer), { textOf: readFile });
}

function makeLayer([name, className, line, application = 0]: RunLayer, index: number): LayerInfo {
  // the run may spell the folder in another way
  const source = line === undefined ? undefined : { file: '/Project/model.ts', line, column: 5 };
  return { index, name, application, className, outputShape: [null], parameters: 0, source };
}

const CONVOLUTIONS = `import * as tf from '@tensorflow/tfjs';
const model = tf.sequential();
model.add(tf.layers.conv2d({ inputShape: [31, 20, 3], filters: 8, kernelSize: [5, 3], strides: 2, padding: 'same' }));
model.add(tf.layers.upSampling2d({ size: [2, 2] }));
model.add(tf.layers.conv2d({ filters: 4, kernelSize: 1 }));
model.add(tf.layers.flatten());
model.add(tf.layers.dense({ units: 10 }));
`;

describe('readRunFigures', () => {
  it('gives shapes, parameters and fields per axis; global fields see the whole', () => {
    const figures = figuresOf(CONVOLUTIONS, [
      ['conv2d_Conv2D1_input', 'InputLayer'],
      ['conv2d_Conv2D1', 'Conv2D', 3],
      ['up_sampling2d_UpSampling2D1', 'UpSampling2D', 4],
      ['conv2d_Conv2D2', 'Conv2D', 5],
      ['flatten_Flatten1', 'Flatten', 6],
      ['dense_Dense1', 'Dense', 7],
    ]);
    const pixel = { extent: 1, stride: 1, padding: 0 };
    expect(figures[0]?.field).toEqual({ kind: 'region', rows: pixel, columns: pixel, bound: undefined });
    expect(figures[1]).toEqual({
      layer: 1,
      shape: [16, 10, 8],
      parameters: 5 * 3 * 3 * 8 + 8,
      inputs: [0],
      channelSaving: { parameters: 5 * 3 * 3 + 1 + 4, macs: 16 * 10 * 5 * 3 * 3 + 32 * 20 * 4 },
      // 16 rows in steps of 2 take 35 of 31 pixels, 10 columns 21 of 20: the larger half of what is missing lies behind
      field: {
        kind: 'region',
        rows: { extent: 5, stride: 2, padding: 2 },
        columns: { extent: 3, stride: 2, padding: 0 },
        bound: undefined,
      },
    });
    const bound = 'it comes after an enlargement';
    expect(figures[2]?.field).toMatchObject({ rows: { extent: 6, stride: 1, padding: 3 }, bound });
    expect(figures[3]?.field).toMatchObject({ bound });
    expect(figures[4]).toMatchObject({ shape: [32 * 20 * 4], parameters: 0 });
    expect(figures[4]?.field).toEqual({ kind: 'unknown', reason: 'flatten has no place on the picture' });
    expect(figures[5]).toMatchObject({ field: { kind: 'whole' }, parameters: 32 * 20 * 4 * 10 + 10, shape: [10] });
  });

  it('finds a layer by its line where the names are numbered otherwise', () => {
    const shifted: readonly RunLayer[] = [
      ['conv2d_Conv2D2', 'Conv2D', 3],
      ['conv2d_Conv2D3', 'Conv2D', 5],
      ['conv2d_Conv2D4', 'Conv2D', 90],
    ];
    const figures = figuresOf(CONVOLUTIONS, shifted);
    expect(figures.map(({ shape }) => shape)).toEqual([[16, 10, 8], [32, 20, 4], undefined]);
    expect(figures[2]?.field).toEqual({
      kind: 'unknown',
      reason: 'this layer was not found in what ConvLens reads of the model',
    });
  });

  it('tells the uses of a layer apart, and the layers that one line makes in a loop', () => {
    const text = `import * as tf from '@tensorflow/tfjs';
const input = tf.input({ shape: [32, 32, 8] });
const shared = tf.layers.conv2d({ filters: 8, kernelSize: 3 });
let x = shared.apply(shared.apply(input)) as tf.SymbolicTensor;
for (const filters of [4, 6]) x = tf.layers.conv2d({ filters, kernelSize: 1 }).apply(x) as tf.SymbolicTensor;
export const model = tf.model({ inputs: input, outputs: x });
`;
    const figures = figuresOf(text, [
      ['conv2d_Conv2D1', 'Conv2D', 3],
      ['conv2d_Conv2D1', 'Conv2D', 3, 1],
      ['conv2d_Conv2D8', 'Conv2D', 5],
      ['conv2d_Conv2D9', 'Conv2D', 5],
    ]);
    expect(figures.map(({ shape }) => shape)).toEqual([
      [30, 30, 8],
      [28, 28, 8],
      [28, 28, 4],
      [28, 28, 6],
    ]);
    expect(figures[1]?.field).toMatchObject({ rows: { extent: 5 } });
  });

  it('says why a field is not known', () => {
    const text = `import * as tf from '@tensorflow/tfjs';
const a = tf.input({ shape: [32, 32, 3] });
const b = tf.input({ shape: [16, 16, 3] });
const y = tf.layers.conv2d({ filters: 8, kernelSize: 3 });
const x = tf.layers.maxPooling2d({ poolSize: 2 }).apply(a) as tf.SymbolicTensor;
const sum = tf.layers.add().apply([x, b]) as tf.SymbolicTensor;
export const model = tf.model({ inputs: [a, b], outputs: y.apply(sum) as tf.SymbolicTensor });
`;
    expect(figuresOf(text, [['conv2d_Conv2D1', 'Conv2D', 4]])[0]?.field).toEqual({
      kind: 'unknown',
      reason: 'the model has inputs of different sizes: 32×32, 16×16',
    });
    const sequence = `import * as tf from '@tensorflow/tfjs';
export const model = tf.sequential({ layers: [tf.layers.conv1d({ inputShape: [28, 28], filters: 8, kernelSize: 3 })] });
`;
    expect(figuresOf(sequence, [['conv1d_Conv1D1', 'Conv1D', 2]])[0]?.field).toEqual({
      kind: 'unknown',
      reason: 'its maps do not have the two axes of a picture',
    });
    expect(figuresOf('', [['conv2d_Conv2D1', 'Conv2D', 3]])[0]).toEqual({
      layer: 0,
      field: { kind: 'unknown', reason: 'the definition of this model was not found in the editor' },
      shape: undefined,
      parameters: undefined,
    });
  });
});
