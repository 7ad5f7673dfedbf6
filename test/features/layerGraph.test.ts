// The layer graph: blocks by the calls that made them, ids that outlive edits, what the cursor means.

import { describe, expect, it } from 'vitest';
import { createAnalyser } from '../../src/analyser/createAnalyser';
import type { ModelReading } from '../../src/analyser/index';
import { makeLayerGraph, type DrawnGraph } from '../../src/features/layerGraph';
import { layersAt } from '../../src/features/layersAt';
import { modelOfFactory } from '../../src/features/networkModel';
import { analyseNetwork } from '../networks/analysedModel';
import { readFileSync } from 'node:fs';

const FILE = '/model.ts';

function graphOf(text: string): DrawnGraph {
  const readFile = (file: string): string | undefined => (file === FILE ? text : undefined);
  const model = createAnalyser({ readFile }).analyse(FILE).models.at(-1);
  if (!model) throw new Error('The text has no model.');
  return makeLayerGraph(model, { textOf: readFile, linkTo: () => undefined, shortName: (file) => file.slice(1) });
}

function graphOfNetwork(file: string, factory: string): DrawnGraph {
  const analysis = analyseNetwork({ file, factory, arguments: {} });
  const textOf = (name: string): string => readFileSync(name, 'utf8');
  return makeLayerGraph(modelOfFactory(analysis, factory) as ModelReading, {
    textOf,
    linkTo: () => undefined,
    shortName: (name) => name.slice(name.lastIndexOf('/') + 1),
  });
}

const RESIDUAL = `import * as tf from '@tensorflow/tfjs';
function block(x: tf.SymbolicTensor, filters: number) {
  const y = tf.layers.conv2d({ filters, kernelSize: 3, padding: 'same' }).apply(x);
  const z = tf.layers.batchNormalization().apply(y);
  return tf.layers.add().apply([z, x]) as tf.SymbolicTensor;
}
const input = tf.input({ shape: [32, 32, 8] });
let x = input;
for (let i = 0; i < 3; i++) x = block(x, 8);
const model = tf.model({ inputs: input, outputs: x });
`;

describe('blocks', () => {
  it('are the calls of functions, one for each time round a loop', () => {
    const { graph } = graphOf(RESIDUAL);
    expect(graph.blocks).toEqual(
      [1, 2, 3].map((position) => ({
        id: `block.${position}`,
        parent: undefined,
        name: 'block',
        label: String(position),
        layerCount: 3,
        shape: '32×32×8',
        parameters: '616',
      })),
    );
    expect(graph.layers.map(({ className, block }) => [className, block]).slice(0, 4)).toEqual([
      ['InputLayer', undefined],
      ['Conv2D', 'block.1'],
      ['BatchNormalization', 'block.1'],
      ['Add', 'block.1'],
    ]);
    const [add, nextAdd] = graph.layers.filter(({ className }) => className === 'Add');
    expect(graph.edges).toContainEqual({ from: add?.id, to: nextAdd?.id });
  });

  it('of ResNet-50 are stages of bottlenecks, named as the paper does', () => {
    const { graph } = graphOfNetwork('resnet50.ts', 'resNet50');
    const outer = graph.blocks.filter(({ parent }) => parent === undefined);
    expect(outer.map(({ name, label, layerCount, shape }) => `${name} ${label} ${layerCount} ${shape}`)).toEqual([
      'stem  6 56×56×64',
      'bottleneckStage conv2 32 56×56×256',
      'bottleneckStage conv3 42 28×28×512',
      'bottleneckStage conv4 62 14×14×1024',
      'bottleneckStage conv5 32 7×7×2048',
      'classifier  2 1000',
    ]);
    const inner = graph.blocks.filter(({ parent }) => parent === 'bottleneckStage.1');
    expect(inner.map(({ id, label }) => [id, label])).toEqual([
      ['bottleneckStage.1/bottleneck.1', '1'],
      ['bottleneckStage.1/bottleneck.2', '2'],
      ['bottleneckStage.1/bottleneck.3', '3'],
    ]);
  });

  it('keep their ids, and layers theirs, when the text around them changes', () => {
    const before = graphOf(RESIDUAL).graph;
    const after = graphOf(
      RESIDUAL.replace('let x', '// three blocks\nlet x').replace('kernelSize: 3', 'kernelSize: 5'),
    ).graph;
    expect(after.blocks.map(({ id }) => id)).toEqual(before.blocks.map(({ id }) => id));
    expect(after.layers.map(({ id }) => id)).toEqual(before.layers.map(({ id }) => id));
  });

  it('that others lie between are none: folding them would make a circle', () => {
    const { graph } = graphOf(`import * as tf from '@tensorflow/tfjs';
      function pair() {
        return [tf.layers.dense({ units: 4 }), tf.layers.dense({ units: 4 })];
      }
      const [first, second] = pair();
      const input = tf.input({ shape: [4] });
      const between = tf.layers.reLU().apply(first.apply(input));
      const model = tf.model({ inputs: input, outputs: second.apply(between) as tf.SymbolicTensor });`);
    expect(graph.blocks).toEqual([]);
    expect(graph.layers).toHaveLength(4);
  });

  it('a layer that is used twice is drawn twice and counted once', () => {
    const { graph } = graphOf(`import * as tf from '@tensorflow/tfjs';
      function tower(x: tf.SymbolicTensor) {
        const shared = tf.layers.dense({ units: 4, name: 'shared' });
        return shared.apply(shared.apply(x)) as tf.SymbolicTensor;
      }
      const input = tf.input({ shape: [4] });
      const model = tf.model({ inputs: input, outputs: tf.layers.reLU().apply(tower(input)) as tf.SymbolicTensor });`);
    expect(graph.layers.map(({ name }) => name)).toEqual(['', 'shared', 'shared (use 2)', '']);
    expect(graph.blocks).toMatchObject([{ name: 'tower', layerCount: 2, parameters: '20' }]);
  });
});

it('figures that are not known say why, formulas stay formulas', () => {
  const { graph } = graphOf(`import * as tf from '@tensorflow/tfjs';
    export function build(classes: number) {
      const model = tf.sequential();
      model.add(tf.layers.flatten({ inputShape: [4, 4, 1] }));
      model.add(tf.layers.dense({ units: classes }));
      model.add(tf.layers.dense({ units: askUser() }));
      return model;
    }`);
  const [, , symbolic, unknown] = graph.layers;
  expect(symbolic).toMatchObject({ className: 'Dense', shape: 'classes', parameters: '17·classes' });
  expect(unknown).toMatchObject({ className: 'Dense', shape: '?', parameters: '?' });
  expect(unknown?.facts.join(' ')).toContain('`askUser` is not defined');
});

describe('the cursor', () => {
  const { applications } = graphOf(RESIDUAL);
  const namesAt = (text: string): string[] =>
    layersAt(applications.values(), FILE, RESIDUAL.indexOf(text)).map(({ layer }) => layer.className);

  it('in a layer call means the layers it made', () => {
    expect(namesAt('kernelSize')).toEqual(['Conv2D', 'Conv2D', 'Conv2D']);
    expect(namesAt('shape: [32')).toEqual(['InputLayer']);
  });

  it('in a call of a function means what the function made; elsewhere nothing', () => {
    expect(namesAt('block(x, 8)')).toHaveLength(9);
    expect(namesAt('import')).toEqual([]);
  });
});
