// Depth as the papers count it: the layers with weights on the longest way from a model's input to its output.

import {
  applicationsOf,
  knownShapes,
  Unknown,
  type Application,
  type Layer,
  type LayerReading,
  type Model,
  type ModelReading,
  type Tensor,
} from '../analyser/index';

/** One layer with weights on the longest way. */
export interface DepthStep {
  readonly application: Application;
  /** Layers with weights up to here, this one included. */
  readonly depth: number;
}

export interface DepthReading {
  readonly depth: number;
  /** The longest way; of several that are as long, the one that sees more of the picture. */
  readonly steps: readonly DepthStep[];
  /** The depth that each application of the model lies at. */
  readonly depthOf: ReadonlyMap<Application, number>;
}

/** A way that leads to a tensor. */
interface Way {
  readonly depth: number;
  readonly last: Application | undefined;
  readonly before: Way | undefined;
}

const START: Way = { depth: 0, last: undefined, before: undefined };

/** @returns Unknown where a layer, or the way between layers, is not known */
export function readDepth({ model, layers }: ModelReading): DepthReading | Unknown {
  return measure(model, new Map(layers.map((reading) => [reading.layer, reading])));
}

type Readings = ReadonlyMap<Layer, LayerReading>;

function measure(model: Model, readings: Readings): DepthReading | Unknown {
  if (model.incomplete) return model.incomplete;
  const ways = new Map<Tensor, Way>();
  const depthOf = new Map<Application, number>();
  for (const application of applicationsOf(model)) {
    const before = longest(application.inputs, ways, readings);
    if (before instanceof Unknown) return before;
    const own = ownDepth(application, readings);
    if (own instanceof Unknown) return own;
    const depth = before.depth + own;
    depthOf.set(application, depth);
    const way = own > 0 ? { depth, last: application, before } : before;
    for (const output of application.outputs) ways.set(output, way);
  }
  const end = longest(model.outputs, ways, readings);
  if (end instanceof Unknown) return end;
  const steps: DepthStep[] = [];
  for (let way: Way | undefined = end; way?.last; way = way.before) {
    steps.push({ application: way.last, depth: way.depth });
  }
  return { depth: end.depth, steps: steps.reverse(), depthOf };
}

function longest(tensors: readonly Tensor[], ways: ReadonlyMap<Tensor, Way>, readings: Readings): Way | Unknown {
  let found = START;
  for (const tensor of tensors) {
    if (tensor.blockedBy) return tensor.blockedBy;
    const way = ways.get(tensor) ?? START;
    const isTie = way.depth === found.depth && sightOf(way, readings) > sightOf(found, readings);
    if (way.depth > found.depth || isTie) found = way;
  }
  return found;
}

/** How many pixels the last layer with weights on a way sees. */
function sightOf({ last }: Way, readings: Readings): number {
  const field = last && readings.get(last.layer)?.receptiveField;
  if (!field || field instanceof Unknown) return 0;
  return field.size.reduce<number>((area, size) => area * (typeof size === 'number' ? size : 1), 1);
}

/** 1 for a layer that multiplies by weights (convolution, dense, recurrent), 0 for others; a model counts the layers inside. */
function ownDepth(application: Application, readings: Readings): number | Unknown {
  const { layer } = application;
  if (layer.model) {
    const inside = measure(layer.model, new Map());
    return inside instanceof Unknown ? inside : inside.depth;
  }
  if (layer.weights === undefined || (Array.isArray(layer.weights) && layer.weights.length === 0)) return 0;
  const terms = readings.get(layer)?.macTerms ?? macTermsOf(application);
  const blocked = terms instanceof Unknown ? terms : terms.flat().find((factor) => factor instanceof Unknown);
  // Of a layer of the program's own class it is then not even known whether it multiplies.
  if (blocked && layer.factory === undefined) return blocked;
  return blocked || (!(terms instanceof Unknown) && terms.length > 0) ? 1 : 0;
}

/** Of a layer inside a model that is a layer. */
function macTermsOf({ layer, inputs, outputs }: Application): LayerReading['macTerms'] | Unknown {
  const known = knownShapes(inputs, outputs);
  if (known instanceof Unknown) return known;
  try {
    return layer.behaviour.macs?.(known.inputs, known.outputs) ?? [];
  } catch (error) {
    return new Unknown(error instanceof Error ? error.message : String(error), layer.call);
  }
}
