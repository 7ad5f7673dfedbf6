// Messages of a comparison: the real figures of two small models and of the classic networks.

import path from 'node:path';
import { DiskFiles } from '../../src/cli/diskFiles';
import { compareModel } from '../../src/features/comparison';
import { makeComparisonEntry } from '../../src/features/comparisonEntry';
import { modelOfFactory } from '../../src/features/networkModel';
import { createAnalyser } from '../../src/analyser/createAnalyser';
import type { FileAnalysis, ModelReading } from '../../src/analyser/index';
import { classicNetworks } from '../../src/networks/index';
import type { ComparisonEntry, ToComparisonPage } from '../../src/protocol/comparison';
import type { ModelReference } from '../../src/protocol/modelReference';
import { projectFolder } from '../host/folders';

const MODELS = `import * as tf from '@tensorflow/tfjs';
export function flowers(filters = 32) {
  const picture = tf.input({ shape: [224, 224, 3] });
  let x = tf.layers.conv2d({ filters, kernelSize: 7, strides: 2, padding: 'same' }).apply(picture);
  for (const width of [64, 128, 256]) x = tf.layers.conv2d({ filters: width, kernelSize: 3, strides: 2, padding: 'same' }).apply(x);
  const pooled = tf.layers.globalAveragePooling2d({}).apply(x);
  return tf.model({ inputs: picture, outputs: tf.layers.dense({ units: 102 }).apply(pooled) });
}
export function wide(classes: number) {
  const model = tf.sequential();
  model.add(tf.layers.conv2d({ inputShape: [32, 32, 3], filters: 16, kernelSize: 5 }));
  model.add(tf.layers.flatten());
  model.add(tf.layers.dense({ units: classes }));
  return model;
}
`;

export const PLACES: readonly ModelReference[] = [
  { uri: 'file:///project/flowers.ts', modelName: 'flowers', line: 7, factory: 'flowers' },
  { uri: 'file:///project/flowers.ts', modelName: 'wide', line: 10, factory: 'wide' },
];

/** The user's model alone, or with the second one, whose figures are formulas. */
export function makeModelsMessage(count: 1 | 2 = 1): ToComparisonPage {
  const analysis = createAnalyser({ readFile: () => MODELS }).analyse('/project/flowers.ts');
  const places = PLACES.slice(0, count);
  const entries = places.map(({ modelName, line }, index): ComparisonEntry => {
    const place = { id: `own-${index}`, detail: `flowers.ts:${line}`, isOwn: true };
    return makeComparisonEntry(compareModel(modelName, modelIn(analysis, modelName)), place);
  });
  return { kind: 'models', places, entries };
}

export function makeNetworkMessages(): ToComparisonPage[] {
  return classicNetworks.map(({ id, title, year, file, factory, arguments: values }, index) => {
    const analyser = createAnalyser(new DiskFiles(), { values: new Map(Object.entries(values)) });
    const analysis = analyser.analyse(path.join(projectFolder, file).replaceAll('\\', '/'));
    const place = { id, detail: String(year), isOwn: false };
    return {
      kind: 'network',
      index,
      entry: makeComparisonEntry(compareModel(title, modelIn(analysis, factory)), place),
    };
  });
}

function modelIn(analysis: FileAnalysis, factory: string): ModelReading {
  const model = modelOfFactory(analysis, factory);
  if (!model) throw new Error(`There is no model ${factory} in ${analysis.file}.`);
  return model;
}
