// Compares what somebody says about a classic network's layers (the running model, the analyser) with the published figures in test/facts/.

import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** What any reader of a network must know of a layer. Undefined figures are not compared. */
export interface LayerFigures {
  readonly name: string;
  readonly className: string;
  /** Batch first. */
  readonly outputShape: readonly (number | null)[];
  readonly params: number;
  readonly trainable: number;
  readonly macs: number;
  /** Per axis: [height, width]. Undefined where the layer has no place on the picture. */
  readonly receptiveField: ReceptiveFieldFigures | undefined;
}

export interface ReceptiveFieldFigures {
  readonly size: readonly number[];
  readonly stride: readonly number[];
  readonly padding: readonly number[];
  readonly aligned: boolean;
}

/** The facts about one model: what `factory(arguments)` of src/networks/`file` makes. */
export interface ModelFacts {
  readonly file: string;
  readonly factory: string;
  readonly arguments: Readonly<Record<string, number | string | boolean>>;
  readonly groups: readonly FactGroup[];
}

export interface FactGroup {
  readonly variant: string;
  readonly figure: 'params' | 'macs' | 'layer_params' | 'layer_shape' | 'rf' | 'effective_stride' | 'effective_padding';
  /** Which parameters are counted. */
  readonly count?: ParameterCount;
  /** Which layers a figure of the whole network covers. */
  readonly of: 'everything' | 'without classifier' | 'without first layer';
  readonly status: 'published' | 'rounded' | 'derived';
  readonly convention: string;
  readonly source: string;
  readonly values: readonly Fact[];
}

type ParameterCount =
  | 'total'
  | 'trainable'
  | 'non-trainable'
  /** Kernels only: no biases, no batch normalisation. */
  | 'weights'
  | 'total without gamma'
  | 'total without normalisation';

interface Fact {
  /** As the source names the place; null for the whole network. */
  readonly name: string | null;
  readonly layer: string | null;
  /** For sums: the beginning of the names of all layers that belong to it. */
  readonly block?: string;
  readonly value: number | readonly number[];
  /** What the source prints, where it rounds. */
  readonly printed?: number;
}

export function readModelFacts(): ModelFacts[] {
  const folder = new URL('../facts/', import.meta.url);
  const files = readdirSync(fileURLToPath(folder)).filter((name) => name.endsWith('.json'));
  return files.sort().flatMap((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as ModelFacts[]);
}

/** For titles: `mobileNet(alpha = 0.5)`. */
export function callText(facts: ModelFacts): string {
  const named = Object.entries(facts.arguments).map(([name, value]) => `${name} = ${value}`);
  return `${facts.factory}(${named.join(', ')})`;
}

export interface FactsComparison {
  readonly compared: number;
  /** One line for each figure that differs: which, said, published, source. Empty when all agree. */
  readonly differences: readonly string[];
}

/** Compares a network's layers, in order of creation, with every fact about it. */
export function compareWithFacts(layers: readonly LayerFigures[], groups: readonly FactGroup[]): FactsComparison {
  const differences: string[] = [];
  let compared = 0;
  for (const group of groups) {
    for (const fact of group.values) {
      compared++;
      const said = JSON.stringify(readFigure(layers, group, fact));
      const published = JSON.stringify(fact.value);
      if (said === published) continue;
      const place = fact.layer ?? `whole network, ${group.of}`;
      const count = group.count === undefined ? '' : ` (${group.count})`;
      differences.push(
        `${place}: ${group.figure}${count} is ${said}, published ${published} [${group.variant}; ${group.source}]`,
      );
    }
  }
  return { compared, differences };
}

function readFigure(layers: readonly LayerFigures[], group: FactGroup, fact: Fact): unknown {
  const covered = coveredLayers(layers, group, fact);
  if (covered.length === 0) return `no layer ${fact.block ?? fact.layer}`;
  const layer = layers.find((candidate) => candidate.name === fact.layer);
  switch (group.figure) {
    case 'params':
    case 'layer_params':
      return sum(covered.map((l) => countParameters(l, group.count ?? 'total')));
    case 'macs':
      return sum(covered.map((l) => l.macs));
    case 'layer_shape':
      return layer && imageShape(layer.outputShape);
    case 'rf':
      return layer?.receptiveField && sameOnBothAxes(layer.receptiveField.size);
    case 'effective_stride':
      return layer?.receptiveField && sameOnBothAxes(layer.receptiveField.stride);
    case 'effective_padding':
      return layer?.receptiveField && sameOnBothAxes(layer.receptiveField.padding);
  }
}

function coveredLayers(layers: readonly LayerFigures[], group: FactGroup, fact: Fact): readonly LayerFigures[] {
  const { layer, block } = fact;
  if (block !== undefined) return layers.filter((l) => l.name.startsWith(block));
  if (layer !== null) return layers.filter((l) => l.name === layer);
  switch (group.of) {
    case 'everything':
      return layers;
    case 'without classifier':
      return layers.filter((l) => l.className !== 'Dense');
    case 'without first layer': {
      const first = layers.find((l) => l.macs > 0);
      return layers.filter((l) => l !== first);
    }
  }
}

function countParameters(layer: LayerFigures, count: ParameterCount): number {
  const normalisation = layer.className === 'BatchNormalization';
  switch (count) {
    case 'total':
      return layer.params;
    case 'trainable':
      return layer.trainable;
    case 'non-trainable':
      return layer.params - layer.trainable;
    case 'weights':
      return kernelWeights(layer);
    case 'total without gamma':
      return normalisation ? (layer.params * 3) / 4 : layer.params;
    case 'total without normalisation':
      return normalisation ? 0 : layer.params;
  }
}

/** Each weight of a kernel is multiplied once per output position. */
function kernelWeights(layer: LayerFigures): number {
  return layer.macs / layer.outputShape.slice(1, -1).reduce<number>((product, size) => product * (size ?? 1), 1);
}

/** [height, width, channels]; a vector is a picture of 1×1. */
function imageShape(outputShape: readonly (number | null)[]): readonly (number | null)[] {
  const sizes = outputShape.slice(1);
  return sizes.length === 1 ? [1, 1, ...sizes] : sizes;
}

/** The one number of a square figure; both when it is not square, which no fact is equal to. */
function sameOnBothAxes(perAxis: readonly number[]): number | readonly number[] {
  const [first] = perAxis;
  return first !== undefined && perAxis.every((figure) => figure === first) ? first : perAxis;
}

function sum(figures: readonly number[]): number {
  return figures.reduce((total, figure) => total + figure, 0);
}
