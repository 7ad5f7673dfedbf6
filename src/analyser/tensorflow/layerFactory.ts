// `tf.layers.conv2d({...})`: a factory call becomes a layer object.

import type ts from 'typescript';
import { Unknown, type SourceRange } from '../formulas/quantity';
import { LayerError, type LayerBehaviour, type LayerConfig, type Shape } from '../graph/graph';
import { readBatchInputShape } from '../layers/batchInputShape';
import { ConfigReader } from '../layers/configReader';
import type { LayerDefinition } from '../layers/definition';
import { ownProperties } from '../interpreter/objectMembers';
import type { Machine } from '../interpreter/machine';
import { NativeFunction, ObjectValue, SymbolicValue, type Value } from '../interpreter/values';
import { readConfiguration } from './configuration';
import { axesDemanded } from './inputSpecs';
import type { LayerObject } from './layerObject';
import type { Session } from './session';
import { objectLiteral, writtenCallReader } from './writtenCall';
import { isCallExpression, isIdentifier, isNewExpression, isStringLiteral } from '../source/syntax';

export function factoryFunction(definition: LayerDefinition, session: Session): NativeFunction {
  return new NativeFunction(definition.factory, (machine, args, _this, site) =>
    createLayer(definition, args[0], session, machine, site),
  );
}

/** @returns the layer; where tfjs would throw, or the configuration is not known, one whose output is unknown */
export function createLayer(
  definition: LayerDefinition,
  argument: Value,
  session: Session,
  machine: Machine,
  site: ts.Node,
  isImplicit = false,
): LayerObject {
  if (argument instanceof ObjectValue) ownProperties(argument, machine, site);
  const configuration = readConfiguration(argument, definition.factory);
  const config = configuration instanceof Unknown ? undefined : configuration;
  const name = nameOf(config, definition, session);
  let behaviour: LayerBehaviour;
  let batchInputShape: Shape | Unknown | undefined;
  if (configuration instanceof Unknown) {
    behaviour = unknownBehaviour(configuration);
  } else {
    try {
      const reader = new ConfigReader(config, session.registeredClasses);
      behaviour = definition.create(reader);
      batchInputShape = shapeInSymbols(argument, behaviour) ?? readBatchInputShape(definition, reader);
    } catch (error) {
      if (!(error instanceof LayerError)) throw error;
      const blamed = error.argument !== undefined ? argumentRange(error.argument, site, machine) : undefined;
      behaviour = unknownBehaviour(session.report(error.message, blamed ?? machine.rangeOf(site), machine));
    }
  }
  const layer = session.addLayer(
    {
      name,
      className: definition.className,
      factory: definition.factory,
      behaviour,
      call: machine.rangeOf(site),
      path: machine.callPath(),
      config: config ?? NO_CONFIG,
      batchInputShape,
      argumentRange: rangeFinder(site, machine),
      written: writtenCallReader(site, machine),
      members: undefined,
      isImplicit,
    },
    machine,
  );
  // An input layer has an output from the start.
  if (definition.className === 'InputLayer') layer.apply([], machine, site);
  return layer;
}

/** `inputShape` is a parameter without a value: as many symbols as the layer's input has axes, where it takes one number of them only. */
function shapeInSymbols(argument: Value, behaviour: LayerBehaviour): Shape | undefined {
  const given = argument instanceof ObjectValue ? argument.properties.get('inputShape') : undefined;
  if (!(given instanceof SymbolicValue)) return undefined;
  const axes = axesDemanded(behaviour);
  return axes === undefined ? undefined : [null, ...given.toList(axes - 1)];
}

const NO_CONFIG: LayerConfig = new Map();

/** A layer of which nothing is known but that it exists. */
function unknownBehaviour(because: Unknown): LayerBehaviour {
  return {
    unknownOutput: because,
    outputShapes: () => [],
    build: () => [{ name: '?', shape: [because], trainable: true }],
    macs: () => [[because]],
    window: () => ({ kind: 'unknown', because }),
  };
}

function nameOf(config: LayerConfig | undefined, definition: LayerDefinition, session: Session): string {
  const given = config?.get('name');
  if (typeof given === 'string' && given !== '') return given;
  return definition.className === 'InputLayer' ? session.uid('input') : session.layerName(definition.className);
}

/** Finds the entry of the object literal in the call that an error blames; the call may lie in another file than the error. */
export function rangeFinder(site: ts.Node, machine: Machine): (argument: string) => SourceRange | undefined {
  const { module } = machine;
  return (argument) => argumentRange(argument, site, machine, module);
}

function argumentRange(
  argument: string,
  site: ts.Node,
  machine: Machine,
  module = machine.module,
): SourceRange | undefined {
  if (!isCallExpression(site) && !isNewExpression(site)) return undefined;
  const blamed = objectLiteral(site.arguments?.[0])?.properties.find(
    ({ name }) => name && (isIdentifier(name) || isStringLiteral(name)) && name.text === argument,
  );
  return blamed && machine.rangeOf(blamed, module);
}
