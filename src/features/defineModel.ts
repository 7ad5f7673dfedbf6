// A reading of a model as a definition that it can be built from; only where nothing of it is left open.

import {
  applicationsOf,
  type Application,
  type Layer,
  type Model,
  type ModelReading,
  type Shape,
  type Tensor,
} from '../analyser/index';
import type {
  DefinedEntries,
  DefinedLayer,
  DefinedValue,
  FactoryLayer,
  ModelDefinition,
  TensorPlace,
  UnplacedLayer,
} from '../protocol/modelDefinition';
import { LineMap } from './lineMap';
import type { Sources } from './sources';

type ConfigValue = Layer['config'] extends ReadonlyMap<string, infer Value> ? Value : never;

/** What cannot be said in plain data; does not leave this file. */
class NotDefinable extends Error {}

/** They take part in training only. */
const TRAINING_ENTRY = /(Regularizer|Constraint)$/;

/** A run draws random weights itself. tfjs takes these by their names too. */
const RANDOM_INITIALIZER = /^tf\.initializers\.((?:random|truncated|variance|glorot|he|leCun|orthogonal)\w*)$/;

/** @returns undefined where a layer is the program's own, a value of a configuration is not known, or there are no layers */
export function defineModel({ model }: ModelReading, sources: Pick<Sources, 'textOf'>): ModelDefinition | undefined {
  if (model.layers.length === 0) return undefined;
  try {
    return new Definer(sources).defineGraph(model);
  } catch (error) {
    if (error instanceof NotDefinable) return undefined;
    throw error;
  }
}

class Definer {
  private readonly lines = new Map<string, LineMap>();

  constructor(private readonly sources: Pick<Sources, 'textOf'>) {}

  defineGraph(model: Model): ModelDefinition {
    if (model.incomplete) throw new NotDefinable();
    const applications = new Map(withInputs(model).map((application, index) => [application, index]));
    const layers = new Map([...new Set([...applications.keys()].map(({ layer }) => layer))].map((one, i) => [one, i]));
    const placeOf = (tensor: Tensor): TensorPlace => {
      const application = tensor.producer && applications.get(tensor.producer);
      if (application === undefined) throw new NotDefinable();
      return { application, output: tensor.producer?.outputs.indexOf(tensor) ?? 0 };
    };
    return {
      layers: [...layers.keys()].map((layer) => ({ ...this.defineLayer(layer), source: this.placeOf(layer) })),
      applications: [...applications.keys()].map(({ layer, inputs }) => ({
        layer: layers.get(layer) ?? 0,
        inputs: inputs.map(placeOf),
      })),
      inputs: model.inputs.map(placeOf),
      outputs: model.outputs.map(placeOf),
    };
  }

  private defineLayer(layer: Layer): UnplacedLayer {
    const { name, model } = layer;
    if (model) return { kind: 'model', name, definition: this.defineGraph(model) };
    if (layer.className !== 'InputLayer') return defineFactoryLayer(layer);
    const shape = layer.applications[0]?.outputs[0]?.shape;
    return { kind: 'input', name, batchShape: plainShape(shape) };
  }

  private placeOf({ call: { file, start } }: Layer): DefinedLayer['source'] {
    const lines = this.lines.get(file) ?? new LineMap(this.sources.textOf(file) ?? '');
    this.lines.set(file, lines);
    const { line, column } = lines.positionAt(start);
    return { file, line: line + 1, column: column + 1 };
  }
}

/** An input that leads to no output is one of the model's too. */
function withInputs(model: Model): readonly Application[] {
  const inputs = model.inputs.flatMap(({ producer }) => producer ?? []);
  return [...new Set([...inputs, ...applicationsOf(model)])];
}

function plainShape(shape: Shape | object | undefined): (number | null)[] {
  if (!Array.isArray(shape)) throw new NotDefinable();
  return shape.map((size: unknown) => {
    if (typeof size !== 'number' && size !== null) throw new NotDefinable();
    return size;
  });
}

function defineFactoryLayer({ name, factory, config }: Layer): FactoryLayer {
  if (factory === undefined) throw new NotDefinable();
  return { kind: 'factory', name, factory, config: { ...defineEntries(config), name } };
}

function defineEntries(entries: ReadonlyMap<string, ConfigValue>): DefinedEntries {
  const defined: Record<string, DefinedValue> = {};
  for (const [key, value] of entries) {
    if (value !== undefined && !TRAINING_ENTRY.test(key)) defined[key] = defineValue(value);
  }
  return defined;
}

function defineValue(value: ConfigValue): DefinedValue {
  if (value === undefined) return null;
  if (value === null || typeof value !== 'object') return value;
  if (isList(value)) return value.map(defineValue);
  if (value.kind === 'object') return { entries: defineEntries(value.entries) };
  if (value.kind !== 'opaque') throw new NotDefinable();
  if (value.layer) return { layerInside: defineFactoryLayer(value.layer) };
  const [, initializer] = RANDOM_INITIALIZER.exec(value.description) ?? [];
  if (initializer === undefined) throw new NotDefinable();
  return initializer;
}

function isList(value: ConfigValue): value is readonly ConfigValue[] {
  return Array.isArray(value);
}
