// Messages of a made-up run: a small network on a made-up picture, with maps whose values are easy to tell.

import type { AxisField, FieldReading, LayerFigures, PanelModel, PanelPicture, ToPage } from '../../src/protocol/panel';
import type { FeatureMaps, LayerInfo, LayerResult, RunSummary } from '../../src/protocol/runner';

export const MODEL: PanelModel = {
  title: 'AlexNet',
  file: '/project/src/model.ts',
  name: 'model',
  line: 12,
  factory: undefined,
  arguments: {},
};

export const MODEL_MESSAGE: ToPage = {
  kind: 'model',
  model: MODEL,
  fileLabel: 'src/model.ts',
  samples: ['Shapes', 'Stripes', 'Scene'].map((title) => {
    const id = title.toLowerCase();
    return { id, title, address: `http://panel.test/samples/${id}.png` };
  }),
};

/** A picture with a gradient and a disc. */
export function makePicture(): PanelPicture {
  const side = 224;
  const rgba = new Uint8Array(side * side * 4);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const isDisc = Math.hypot(x - 120, y - 100) < 60;
      rgba.set(isDisc ? [230, 120, 60, 255] : [x, y, 160, 255], (y * side + x) * 4);
    }
  }
  const size = { width: side, height: side, shownWidth: side, shownHeight: side };
  return { choice: { kind: 'sample', id: 'shapes' }, title: 'Shapes', ...size, rgba };
}

type LayerSketch = readonly [name: string, className: string, size: readonly number[], parameters: number];

const SKETCHES: readonly LayerSketch[] = [
  ['input1', 'InputLayer', [227, 227, 3], 0],
  ['conv2d_Conv2D1', 'Conv2D', [112, 112, 64], 34944],
  ['max_pooling2d_MaxPooling2D1', 'MaxPooling2D', [56, 56, 64], 0],
  ['conv2d_Conv2D2', 'Conv2D', [28, 28, 256], 614656],
  ['batch_normalization_BatchNormalization1', 'BatchNormalization', [28, 28, 256], 1024],
  ['re_lu_ReLU1', 'ReLU', [28, 28, 256], 0],
  ['conv2d_Conv2D3', 'Conv2D', [7, 7, 2048], 4720640],
  ['flatten_Flatten1', 'Flatten', [9216], 0],
  ['dense_Dense1', 'Dense', [4096], 37752832],
  ['dense_Dense2', 'Dense', [1000], 4097000],
];

export const LAYERS: readonly LayerInfo[] = SKETCHES.map(([name, className, size, parameters], index) => {
  const source = className === 'InputLayer' ? undefined : { file: MODEL.file, line: 14 + index, column: 3 };
  return { index, name, application: 0, className, outputShape: [null, ...size], parameters, source };
});

export const CONV_64 = 1;
export const CONV_2048 = 6;
export const FLATTEN = 7;
export const VECTOR_1000 = 9;

export const RESULTS: readonly LayerResult[] = LAYERS.map(({ index, outputShape }) => ({
  index,
  shape: [1, ...outputShape.slice(1).map((size) => size ?? 1)],
  milliseconds: [0.05, 38.4, 2.31, 61.2, 3.02, 1.4, 22.7, 0.11, 14.9, 1.62][index] ?? 1,
  min: -2.4,
  max: 8.13,
  mean: 0.412,
  zeroShare: [0, 0.003, 0.12, 0.37, 0.02, 0.514, 0.61, 0.61, 0.48, 0][index] ?? 0,
  deadChannels: index === CONV_64 ? [5, 17] : [],
  notANumberCount: 0,
}));

const axis = (extent: number, stride: number, padding: number): AxisField => ({ extent, stride, padding });

function readField(index: number): FieldReading {
  switch (index) {
    case CONV_64:
      return { kind: 'region', rows: axis(11, 2, 5), columns: axis(7, 2, 3), bound: undefined };
    case CONV_2048:
      return { kind: 'region', rows: axis(99, 32, 45), columns: axis(99, 32, 45), bound: 'its paths do not line up' };
    case FLATTEN:
      return { kind: 'unknown', reason: 'flatten has no place on the picture' };
    default:
      return index > FLATTEN
        ? { kind: 'whole' }
        : { kind: 'region', rows: axis(3, 4, 1), columns: axis(3, 4, 1), bound: undefined };
  }
}

/** What the editor reads: as the run has it. */
export const FIGURES: readonly LayerFigures[] = LAYERS.map(({ index, outputShape, parameters }) => {
  const inputs = index === 0 ? [] : [index - 1];
  const channelSaving = index === CONV_64 ? { parameters: 546 + 25 * 256, macs: 10_000 } : undefined;
  return { layer: index, field: readField(index), shape: outputShape.slice(1), parameters, inputs, channelSaving };
});

export const SUMMARY: RunSummary = {
  backend: 'wasm',
  device: 'CPU, SIMD',
  notes: [],
  totalMilliseconds: 148.7,
  inputShape: [1, 227, 227, 3],
  weights: 'random (seed 1)',
  preprocessing: '227×227, RGB, divided by 127.5, minus 1',
  topClasses: [],
};

/** All that a page hears of a run that went well. */
export function makeRun(): readonly ToPage[] {
  return [
    { kind: 'runStarted' },
    { kind: 'layers', layers: LAYERS },
    { kind: 'figures', figures: FIGURES },
    ...RESULTS.map((result): ToPage => ({ kind: 'layerDone', result })),
    { kind: 'runFinished', summary: SUMMARY },
  ];
}

/** Waves whose direction and length depend on the channel; channel c has the range −c … 2·c (0 … 1 for channel 0). */
export function makeMaps(layer: number): FeatureMaps {
  const size = LAYERS[layer]?.outputShape.slice(1).map((part) => part ?? 1) ?? [1];
  const [channels, width, height] = [size.at(-1) ?? 1, size.at(-2) ?? 1, size.at(-3) ?? 1];
  const bytes = new Uint8Array(channels * height * width);
  for (let channel = 0, at = 0; channel < channels; channel++) {
    const turn = channel * 0.7;
    const pace = (0.5 + (channel % 5) * 0.35) / Math.max(4, width / 12);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++, at++) {
        const wave = Math.sin((x * Math.cos(turn) + y * Math.sin(turn)) * pace * 3 + turn);
        const spot = Math.exp(-(((x - width / 2) / width) ** 2 + ((y - height / 2) / height) ** 2) * 8);
        bytes[at] = Math.round(127.5 + 127.5 * wave * (0.3 + 0.7 * spot));
      }
    }
  }
  const isVector = width * height === 1;
  const valueOf = (channel: number): number => Math.exp(-((channel % 97) ** 2) / 40) * (1 + (channel % 7)) - 0.2;
  const min = Float32Array.from({ length: channels }, (_, channel) => (isVector ? valueOf(channel) : -channel));
  const max = Float32Array.from({ length: channels }, (_, channel) => (isVector ? valueOf(channel) : 2 * channel || 1));
  const pixels = height * width;
  const valuesOf = (channel: number): Float32Array => valuesOfMap(bytes, { channel, pixels }, min, max);
  const mean = Float32Array.from({ length: channels }, (_, channel) => meanOf(valuesOf(channel)));
  const variance = Float32Array.from({ length: channels }, (_, channel) => {
    const values = valuesOf(channel);
    return meanOf(values.map((value) => (value - (mean[channel] ?? 0)) ** 2));
  });
  return { layer, height, width, channels, bytes, min, max, mean, variance };
}

function valuesOfMap(
  bytes: Uint8Array,
  { channel, pixels }: { readonly channel: number; readonly pixels: number },
  min: Float32Array,
  max: Float32Array,
): Float32Array {
  const low = min[channel] ?? 0;
  const step = ((max[channel] ?? 0) - low) / 255;
  return Float32Array.from(bytes.subarray(channel * pixels, (channel + 1) * pixels), (byte) => low + byte * step);
}

function meanOf(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The exact values of a channel of `makeMaps`. */
export function makeChannelValues(maps: FeatureMaps, channel: number): Float32Array {
  return valuesOfMap(maps.bytes, { channel, pixels: maps.height * maps.width }, maps.min, maps.max);
}
