// Comparison: depth as the papers count it, curves, and what is said of figures that are no numbers.

import { describe, expect, it } from 'vitest';
import { createAnalyser } from '../../src/analyser/createAnalyser';
import type { GivenValues, ModelReading } from '../../src/analyser/index';
import { compareModel, type ComparedModel } from '../../src/features/comparison';
import { makeComparisonEntry } from '../../src/features/comparisonEntry';
import { modelOfFactory } from '../../src/features/networkModel';
import { classicNetworks } from '../../src/networks/index';
import { analyseNetwork } from '../networks/analysedModel';

const PLACE = { id: 'own', detail: 'model.ts:1', isOwn: true };

function compareNetwork(id: string): ComparedModel {
  const network = classicNetworks.find((known) => known.id === id);
  if (!network) throw new Error(`There is no network ${id}.`);
  const file = network.file.slice(network.file.lastIndexOf('/') + 1);
  const analysis = analyseNetwork({ file, factory: network.factory, arguments: network.arguments });
  return compareModel(network.title, modelOfFactory(analysis, network.factory) as ModelReading);
}

function compareText(text: string, values: GivenValues = new Map()): ComparedModel {
  const source = `import * as tf from '@tensorflow/tfjs';\n${text}`;
  const analyser = createAnalyser({ readFile: (file) => (file === '/model.ts' ? source : undefined) }, { values });
  const model = analyser.analyse('/model.ts').models.at(-1);
  if (!model) throw new Error('The text has no model.');
  return compareModel('mine', model);
}

describe('depth', () => {
  it.each([
    ['alexnet', 8],
    ['zfnet', 8],
    ['vgg11', 11],
    ['vgg13', 13],
    ['vgg16', 16],
    ['vgg19', 19],
    ['googlenet', 22],
    ['resnet18', 18],
    ['resnet34', 34],
    ['resnet50', 50],
    ['resnet101', 101],
    ['resnet152', 152],
    ['mobilenet', 28],
    ['shufflenet-g3', 50],
  ])('of %s is the %i of its paper', (id, depth) => {
    const model = compareNetwork(id);
    expect(model.depth).toBe(depth);
    expect(model.curve.map((point) => point.depth)).toEqual(Array.from({ length: depth + 1 }, (_, i) => i));
  });

  it('counts the layers of a model that is used as a layer', () => {
    const model = compareText(`
      const base = tf.sequential();
      base.add(tf.layers.conv2d({ inputShape: [32, 32, 3], filters: 8, kernelSize: 3 }));
      base.add(tf.layers.batchNormalization());
      base.add(tf.layers.conv2d({ filters: 8, kernelSize: 3 }));
      const model = tf.sequential();
      model.add(base);
      model.add(tf.layers.flatten());
      model.add(tf.layers.dense({ units: 10 }));`);
    expect(model.depth).toBe(3);
  });

  it('counts recurrent layers and wrappers of layers that multiply, and no others', () => {
    const model = compareText(`
      const model = tf.sequential();
      model.add(tf.layers.timeDistributed({ layer: tf.layers.dense({ units: 8 }), inputShape: [10, 4] }));
      model.add(tf.layers.timeDistributed({ layer: tf.layers.batchNormalization() }));
      model.add(tf.layers.bidirectional({ layer: tf.layers.gru({ units: 8 }), mergeMode: 'concat' }));
      model.add(tf.layers.layerNormalization());
      model.add(tf.layers.dense({ units: 10 }));`);
    expect(model.depth).toBe(3);
  });

  it('is unknown, with the reason, when a layer is', () => {
    const { depth, curve } = compareText(`
      const model = tf.sequential();
      model.add(tf.layers.conv2d({ inputShape: [32, 32, 3], filters: 8, kernelSize: 3 }));
      model.add(await fetchLayer());`);
    expect(depth).toMatchObject({ kind: 'unknown', reason: expect.stringContaining('fetchLayer') as string });
    expect(curve).toEqual([]);
  });
});

describe('figures', () => {
  it('of classic networks are those that are known', () => {
    const vgg = makeComparisonEntry(compareNetwork('vgg16'), PLACE).figures;
    expect(vgg.parameters).toEqual({ text: '138.4M', value: 138_357_544, detail: '138,357,544' });
    expect(vgg.macs).toMatchObject({ text: '15.5 GMACs', value: 15_470_264_320 });
    expect(vgg.receptiveField).toMatchObject({ text: '212/32', value: 212 });
    // 102,764,544 + 16,781,312 + 4,097,000 parameters in fc6, fc7 and fc8
    expect(vgg.denseShare.value).toBe(123_642_856 / 138_357_544);
    expect(vgg.denseShare.text).toBe('89.4 %');
    expect(compareNetwork('squeezenet1.0').denseShare).toBe(0);
  });

  it('in symbols are formulas, without a place in a chart', () => {
    const model = compareText(`
      export function build(classes: number) {
        const model = tf.sequential();
        model.add(tf.layers.flatten({ inputShape: [8, 8, 1] }));
        model.add(tf.layers.dense({ units: classes }));
        return model;
      }`);
    const { parameters, denseShare, depth } = makeComparisonEntry(model, PLACE).figures;
    expect(parameters).toMatchObject({ text: '65·classes', value: null });
    expect(parameters.detail).toContain('formula');
    expect(denseShare).toMatchObject({ text: '100.0 %', value: 1 });
    expect(depth.value).toBe(1);
  });

  it('that are unknown are a question mark with the reason', () => {
    const entry = makeComparisonEntry(
      compareText(`
        const model = tf.sequential();
        model.add(tf.layers.conv2d({ inputShape: [32, 32, 3], filters: await ask(), kernelSize: 3 }));
        model.add(tf.layers.dense({ units: 10 }));`),
      PLACE,
    );
    expect(entry.figures.parameters).toEqual({
      text: '?',
      value: null,
      detail: expect.stringContaining('ask') as string,
    });
    expect(entry.figures.depth.value).toBe(2);
    expect(entry.note).toContain('Not everything');
    expect(entry.curve.map(({ parameters }) => parameters)).toEqual([0, null, null]);
    expect(JSON.stringify(entry)).not.toContain('NaN');
  });

  it('of a model without weights are zero or say why not', () => {
    const { figures } = makeComparisonEntry(
      compareText(`
        const model = tf.sequential();
        model.add(tf.layers.maxPooling2d({ inputShape: [8, 8, 1], poolSize: 2 }));`),
      PLACE,
    );
    expect(figures.parameters.value).toBe(0);
    expect(figures.depth.value).toBe(0);
    expect(figures.denseShare).toEqual({ text: '?', value: null, detail: 'the model has no parameters' });
  });
});

describe('curves', () => {
  it('begin at the picture and end at the total of parameters', () => {
    for (const id of ['alexnet', 'googlenet', 'resnet50']) {
      const model = compareNetwork(id);
      const { curve } = makeComparisonEntry(model, PLACE);
      expect(curve[0]).toMatchObject({ receptiveField: 1, resolution: id === 'alexnet' ? 227 : 224, parameters: 0 });
      expect(curve.at(-1)).toMatchObject({ receptiveField: null, resolution: null, parameters: model.parameters });
    }
  });

  it('follow the longest way, and of ways as long the one that sees most', () => {
    const { curve } = makeComparisonEntry(compareNetwork('googlenet'), PLACE);
    expect(curve.slice(3, 7)).toEqual([
      { depth: 3, layer: 'conv2/3x3', receptiveField: 19, resolution: 56, parameters: 124_416 },
      { depth: 4, layer: 'inception_3a/5x5_reduce', receptiveField: 27, resolution: 28, parameters: 164_560 },
      { depth: 5, layer: 'inception_3a/5x5', receptiveField: 59, resolution: 28, parameters: 288_112 },
      { depth: 6, layer: 'inception_3b/5x5_reduce', receptiveField: 59, resolution: 28, parameters: 378_576 },
    ]);
  });
});
