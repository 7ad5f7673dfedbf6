// Runs one case - a factory, its configuration, shapes to apply it to - through the layer table and through real tfjs.

import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { Formula, Unknown } from '../../src/analyser/formulas/quantity';
import { evaluate } from '../../src/analyser/formulas/sumOfProducts';
import { LayerError, type ConfigValue, type Layer, type LayerConfig, type Shape } from '../../src/analyser/graph/graph';
import { applyLayer } from '../../src/analyser/layers/applyLayer';
import { ConfigReader } from '../../src/analyser/layers/configReader';
import { LAYERS } from '../../src/analyser/layers/table';
import type { LayerDefinition } from '../../src/analyser/layers/definition';

export type Sizes = readonly (number | null)[];

/** A nested layer inside a configuration. */
export class Nested {
  constructor(
    readonly factory: string,
    readonly config: Readonly<Record<string, unknown>>,
  ) {}
}

export interface LayerCase {
  readonly factory: string;
  readonly config: Readonly<Record<string, unknown>> | undefined;
  readonly inputs: readonly Sizes[];
  /** The inputs of a second application of the same layer. */
  readonly again?: readonly Sizes[] | undefined;
}

export interface Outcome {
  readonly error?: string;
  readonly outputs?: readonly (Shape | Unknown)[];
  readonly parameters?: unknown;
  readonly trainable?: unknown;
}

const PROBE = 'probe';

export function runInTable({ factory, config, inputs, again }: LayerCase, toValue = configValueOf): Outcome {
  try {
    const entries = config && new Map(Object.entries(config).map(([key, value]) => [key, toValue(value)]));
    return applyDefinition(definitionOf(factory), entries, inputs, again);
  } catch (error) {
    if (error instanceof LayerError) return { error: error.message };
    throw error;
  }
}

/** Creates and applies the layer; shapes may be symbolic or unknown. */
export function applyDefinition(
  definition: LayerDefinition,
  entries: LayerConfig | undefined,
  inputs: readonly Shape[],
  again: readonly Shape[] | undefined,
): Outcome {
  const behaviour = definition.create(new ConfigReader(entries));
  const first = applyLayer(PROBE, behaviour, inputs, undefined);
  const weights = first.weights ?? [];
  const count = (counted: typeof weights): unknown =>
    evaluate(counted.map(({ shape }) => shape.map((size) => size ?? new Unknown('open'))));
  const outputs = again ? applyLayer(PROBE, behaviour, again, inputs).outputs : first.outputs;
  return { outputs, parameters: count(weights), trainable: count(weights.filter((weight) => weight.trainable)) };
}

/** The layer as tfjs makes it. */
export function createInTfjs({ factory, config }: LayerCase): tfl.layers.Layer {
  const create = Reflect.get(tfl.layers, factory) as (args: unknown) => tfl.layers.Layer;
  return create(config && { ...(toTfjs(config) as object), name: PROBE });
}

export function runInTfjs({ factory, config, inputs, again }: LayerCase): Outcome {
  try {
    const layer = createInTfjs({ factory, config, inputs });
    if (factory === 'inputLayer') {
      return { outputs: [layer.batchInputShape], parameters: layer.countParams(), trainable: 0 };
    }
    const apply = (shapes: readonly Sizes[]): Shape[] => {
      const tensors = shapes.map((shape) => tfl.input({ batchShape: [...shape] }));
      const outputs = layer.apply(tensors.length === 1 ? tensors[0]! : tensors);
      return (Array.isArray(outputs) ? outputs : [outputs]).map((output) => Array.from(output.shape, normaliseSize));
    };
    let outputs = apply(inputs);
    if (again) outputs = apply(again);
    const count = (weights: tfl.LayerVariable[]): number =>
      weights.reduce((total, weight) => total + weight.shape.reduce<number>((size, n) => size * (n ?? 0), 1), 0);
    return { outputs, parameters: layer.countParams(), trainable: count(layer.trainableWeights) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  } finally {
    tf.disposeVariables();
  }
}

/** randomWidth answers an undefined height, which tfjs treats as open. */
function normaliseSize(size: number | null | undefined): number | null {
  return size ?? null;
}

export function definitionOf(factory: string): LayerDefinition {
  const definition = LAYERS.get(factory);
  if (!definition) throw new Error(`the table has no ${factory}`);
  return definition;
}

/** tfjs changes configurations in place: every run gets a copy. */
function toTfjs(value: unknown): unknown {
  if (value instanceof Nested) {
    const create = Reflect.get(tfl.layers, value.factory) as (args: unknown) => unknown;
    return create(toTfjs(value.config));
  }
  if (Array.isArray(value)) return value.map(toTfjs);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, toTfjs(entry)]));
}

export function configValueOf(value: unknown): ConfigValue {
  if (value instanceof Nested)
    return { kind: 'opaque', description: value.factory, layer: createLayer(value.factory, value.config) };
  if (value instanceof Unknown || value instanceof Formula) return value;
  if (Array.isArray(value)) return value.map(configValueOf);
  if (typeof value === 'object' && value !== null) {
    return {
      kind: 'object',
      entries: new Map(Object.entries(value).map(([key, entry]) => [key, configValueOf(entry)])),
    };
  }
  if (typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean') return value;
  return value === null ? null : undefined;
}

/** The layer as the table makes it, without source text and not applied yet. */
export function createLayer(factory: string, config: Readonly<Record<string, unknown>> = {}): Layer {
  const definition = definitionOf(factory);
  const entries = new Map(Object.entries(config).map(([key, value]) => [key, configValueOf(value)]));
  return {
    name: factory,
    className: definition.className,
    factory,
    behaviour: definition.create(new ConfigReader(entries)),
    call: { file: 'case.ts', start: 0, end: 0 },
    path: [],
    order: 0,
    config: entries,
    weights: undefined,
    applications: [],
  };
}
