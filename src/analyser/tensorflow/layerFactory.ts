// `tf.layers.conv2d({...})`: a factory call becomes a layer object.

import ts from 'typescript';
import { Unknown, type SourceRange } from '../formulas/quantity';
import { LayerError, type LayerConfig } from '../graph/graph';
import { readBatchInputShape } from '../layers/batchInputShape';
import { ConfigReader } from '../layers/configReader';
import type { LayerDefinition } from '../layers/definition';
import type { Machine } from '../interpreter/machine';
import { NativeFunction, type Value } from '../interpreter/values';
import { readConfiguration } from './configuration';
import type { LayerObject } from './layerObject';
import type { Session } from './session';

export function factoryFunction(definition: LayerDefinition, session: Session): NativeFunction {
  return new NativeFunction(definition.factory, (machine, args, _this, site) =>
    createLayer(definition, args[0], session, machine, site),
  );
}

/** @returns the layer, or Unknown when tfjs would throw (then the error is noted) */
export function createLayer(
  definition: LayerDefinition,
  argument: Value,
  session: Session,
  machine: Machine,
  site: ts.Node,
): LayerObject | Unknown {
  const configuration = readConfiguration(argument);
  const blocked = configuration instanceof Unknown ? configuration : undefined;
  const config: LayerConfig | undefined = configuration instanceof Unknown ? undefined : configuration;
  const range = machine.rangeOf(site);
  const reader = new ConfigReader(config, session.registeredClasses);
  const argumentRanges = rangesOfArguments(site, machine);
  const common = {
    className: definition.className,
    factory: definition.factory,
    call: range,
    path: machine.callPath(),
    config: config ?? new Map(),
    argumentRanges,
  };
  const name = nameOf(config, definition, session);
  if (blocked) {
    const behaviour = {
      unknownOutput: blocked,
      outputShapes: () => [],
      build: () => [{ name: '?', shape: [blocked], trainable: true }],
    };
    return session.addLayer({ ...common, name, behaviour, batchInputShape: undefined }, machine);
  }
  try {
    const behaviour = definition.create(reader);
    const batchInputShape = readBatchInputShape(definition, reader);
    const layer = session.addLayer({ ...common, name, behaviour, batchInputShape }, machine);
    // An input layer has an output from the start.
    if (definition.className === 'InputLayer') layer.apply([], machine, site);
    return layer;
  } catch (error) {
    if (!(error instanceof LayerError)) throw error;
    const because = session.report(error, undefined, machine, blamedNode(error, site) ?? site);
    const behaviour = {
      unknownOutput: because,
      outputShapes: () => [],
      build: () => [{ name: '?', shape: [because], trainable: true }],
    };
    return session.addLayer({ ...common, name, behaviour, batchInputShape: undefined }, machine);
  }
}

function nameOf(config: LayerConfig | undefined, definition: LayerDefinition, session: Session): string {
  const given = config?.get('name');
  if (typeof given === 'string' && given !== '') return given;
  return definition.className === 'InputLayer' ? session.uid('input') : session.layerName(definition.className);
}

/** The entries of the object literal in the call, by name. */
export function rangesOfArguments(site: ts.Node, machine: Machine): ReadonlyMap<string, SourceRange> {
  const ranges = new Map<string, SourceRange>();
  for (const property of literalOf(site)?.properties ?? []) {
    if (property.name && (ts.isIdentifier(property.name) || ts.isStringLiteral(property.name))) {
      ranges.set(property.name.text, machine.rangeOf(property));
    }
  }
  return ranges;
}

function literalOf(site: ts.Node): ts.ObjectLiteralExpression | undefined {
  if (!ts.isCallExpression(site) && !ts.isNewExpression(site)) return undefined;
  const [argument] = site.arguments ?? [];
  return argument && ts.isObjectLiteralExpression(argument) ? argument : undefined;
}

function blamedNode(error: LayerError, site: ts.Node): ts.Node | undefined {
  return literalOf(site)?.properties.find(
    (p) => p.name && (ts.isIdentifier(p.name) || ts.isStringLiteral(p.name)) && p.name.text === error.argument,
  );
}
