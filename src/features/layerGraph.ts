// The layer graph of a model as the graph page draws it: layers with their figures, edges, and blocks by the calls that made them.

import {
  applicationsOf,
  sum,
  type Application,
  type LayerReading,
  type ModelReading,
  type Quantity,
  type SourceRange,
} from '../analyser/index';
import type { GraphBlock, GraphLayer, LayerGraph, LayerKind } from '../protocol/layerGraph';
import { formatCount, formatExact, formatMacs, formatShape, isUnknown } from './formatNumber';
import { findBlocks, type Block } from './graphBlocks';
import { fieldSizeAndStride } from './receptiveFieldText';
import { LineMap } from './lineMap';
import type { Sources } from './sources';
import { unknownParts } from './unknownParts';

export interface DrawnGraph {
  readonly graph: LayerGraph;
  /** By the ids of the graph's layers. */
  readonly applications: ReadonlyMap<string, Application>;
  readonly blocks: ReadonlyMap<string, Block>;
}

export function makeLayerGraph(reading: ModelReading, sources: Sources): DrawnGraph {
  const applications = applicationsOf(reading.model);
  const readings = new Map(reading.layers.map((layer) => [layer.layer, layer]));
  const ids = nameUses(applications);
  const tree = findBlocks(applications, (call) => calleeText(sources.textOf(call.file)?.slice(call.start, call.end)));
  const lineOf = makeLineFinder(sources);
  const parametersOf = (application: Application): Quantity => readings.get(application.layer)?.parameters ?? 0;
  return {
    graph: {
      layers: applications.map((application) => {
        const id = ids.get(application) ?? '';
        const block = tree.blockOf.get(application)?.id;
        return makeLayer(application, id, block, readings.get(application.layer), lineOf);
      }),
      blocks: tree.blocks.map((block) => makeBlock(block, parametersOf)),
      edges: applications.flatMap((application) => edgesTo(application, ids)),
    },
    applications: new Map(applications.map((application) => [ids.get(application) ?? '', application])),
    blocks: new Map(tree.blocks.map((block) => [block.id, block])),
  };
}

/** `conv1`, and `conv1 (use 2)` where a layer is applied again. */
function nameUses(applications: readonly Application[]): ReadonlyMap<Application, string> {
  const taken = new Map<string, number>();
  return new Map(
    applications.map((application) => {
      const { name } = application.layer;
      const use = (taken.get(name) ?? 0) + 1;
      taken.set(name, use);
      return [application, use === 1 ? name : `${name} (use ${use})`];
    }),
  );
}

function makeLayer(
  { layer, inputs, outputs }: Application,
  id: string,
  block: string | undefined,
  reading: LayerReading | undefined,
  lineOf: (range: SourceRange) => string,
): GraphLayer {
  const parameters = reading?.parameters ?? 0;
  const macs = reading?.macs ?? 0;
  const field = reading && fieldSizeAndStride(reading.receptiveField);
  const shapes = inputs.map(({ shape }) => formatShape(shape)).join(', ');
  const facts = [
    shapes === '' ? undefined : `${shapes} → ${formatShape(outputs[0]?.shape)}`,
    parameters === 0 ? undefined : `${formatExact(parameters)} parameters`,
    macs === 0 ? undefined : formatMacs(macs),
    field && `receptive field ${field}`,
    ...(reading ? unknownParts(reading) : []).map(
      ({ parts, unknown }) => `${parts.join(', ')} not known: ${unknown.reason}`,
    ),
    lineOf(layer.call),
  ].filter((fact) => fact !== undefined);
  return {
    id,
    name: isNamed(layer) ? id : '',
    className: layer.className,
    kind: kindOf(layer.className, layer.behaviour.macs !== undefined && layer.factory !== undefined, inputs.length),
    shape: formatShape(outputs[0]?.shape),
    parameters: parameters === 0 ? '' : formatCount(parameters),
    facts,
    block,
  };
}

function isNamed({ name, config }: Application['layer']): boolean {
  return config.get('name') === name;
}

function kindOf(className: string, multiplies: boolean, inputCount: number): LayerKind {
  if (className === 'InputLayer') return 'input';
  if (className === 'Dense') return 'dense';
  if (className.includes('Pooling')) return 'pooling';
  if (inputCount > 1) return 'merge';
  return multiplies || className.includes('Conv') ? 'convolution' : 'other';
}

function makeBlock(block: Block, parametersOf: (application: Application) => Quantity): GraphBlock {
  const { id, parent, name, applications } = block;
  // A layer that is used several times has its weights once.
  const once = [...new Map(applications.map((application) => [application.layer, application])).values()];
  const parameters = sum(once.map(parametersOf));
  return {
    id,
    parent: parent?.id,
    name,
    label: labelOf(block),
    layerCount: applications.length,
    shape: formatShape(applications.at(-1)?.outputs[0]?.shape),
    parameters: parameters === 0 ? '' : isUnknown(parameters) ? '?' : formatCount(parameters),
  };
}

/** `conv2_1` of layers named `conv2_1/conv1`, `conv2_1/bn1` …, without what the block around says; otherwise the number of the call. */
function labelOf(block: Block): string {
  const { parent, position } = block;
  const around = parent ? sharedName(parent) : '';
  const shared = sharedName(block);
  const news = around === '' ? shared : shared.startsWith(around) ? shared.slice(around.length + 1) : '';
  return news !== '' ? news : position === 0 ? '' : String(position);
}

const SEPARATOR = /[/_.-]/;

/** What all names of the layers begin with, up to their end or a separator. */
function sharedName({ applications }: Block): string {
  const names = applications.map(({ layer }) => (isNamed(layer) ? layer.name : ''));
  const [first = ''] = names;
  let length = 0;
  while (length < first.length && names.every((name) => name[length] === first[length])) length++;
  const endsAt = (name: string, end: number): boolean => name.length === end || SEPARATOR.test(name[end] ?? '');
  while (length > 0 && !names.every((name) => endsAt(name, length))) length--;
  return first.slice(0, length);
}

function edgesTo(application: Application, ids: ReadonlyMap<Application, string>): LayerGraph['edges'] {
  const to = ids.get(application) ?? '';
  const sources = application.inputs.flatMap(({ producer }) => (producer && ids.get(producer)) ?? []);
  return [...new Set(sources)].map((from) => ({ from, to }));
}

/** `map` of `sizes.map((size) => …)`: the name of the function that called one without a name. */
function calleeText(text = ''): string {
  return /([\p{L}\p{N}_$]+)\s*(?:<[^()]*>)?\(/u.exec(text)?.[1] ?? 'function';
}

/** `model.ts:12`; the lines of a file are counted once. */
function makeLineFinder(sources: Sources): (range: SourceRange) => string {
  const maps = new Map<string, LineMap>();
  return ({ file, start }) => {
    const lines = maps.get(file) ?? new LineMap(sources.textOf(file) ?? '');
    maps.set(file, lines);
    return `${sources.shortName(file)}:${lines.positionAt(start).line + 1}`;
  };
}
