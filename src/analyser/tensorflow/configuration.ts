// A value of the program as a layer's configuration.

import { Formula, Unknown } from '../formulas/quantity';
import type { ConfigValue, LayerConfig } from '../graph/graph';
import { type ClassValue } from '../interpreter/classes';
import {
  ArrayValue,
  type FunctionValue,
  HostValue,
  type NativeFunction,
  ObjectValue,
  SymbolicValue,
  type Value,
} from '../interpreter/values';
import { SHAPES, takesNoNumber } from '../layers/options';
import { findLayer } from './layerObject';

/**
 * The configuration in an argument of a factory; undefined when there was no argument.
 * @param factory the factory of tf.layers; undefined for a layer's class of the program
 * @returns Unknown when the argument, or part of its keys, is not known
 */
export function readConfiguration(argument: Value, factory?: string): LayerConfig | Unknown | undefined {
  if (argument === undefined || argument === null) return undefined;
  if (argument instanceof Unknown) return argument;
  if (argument instanceof SymbolicValue) return argument.toUnknown();
  if (argument instanceof ObjectValue) return argument.open ?? entriesOf(argument, factory);
  return new Map();
}

function entriesOf(object: ObjectValue, factory?: string): LayerConfig {
  const entries = new Map<string, ConfigValue>();
  for (const [name, value] of object.properties) {
    const holdsNumbers = factory === undefined || !takesNoNumber(factory, name);
    const isList = value instanceof SymbolicValue && SHAPES.has(name);
    entries.set(name, toConfigValue(value, holdsNumbers && !isList));
  }
  return entries;
}

/** @param mayBeNumber otherwise what a caller gives is unknown instead of a symbol, which stands for a number */
export function toConfigValue(value: Value, mayBeNumber = true): ConfigValue {
  if (value === undefined || value === null) return value;
  if (typeof value !== 'object') return typeof value === 'bigint' ? Number(value) : value;
  if (value instanceof Formula || value instanceof Unknown) return value;
  if (value instanceof SymbolicValue) return mayBeNumber ? value.toQuantity() : value.toUnknown();
  if (value instanceof ArrayValue) {
    return value.open ?? Array.from(value.elements, (element) => toConfigValue(element, mayBeNumber));
  }
  const layer = findLayer(value);
  // The layer around it applies it.
  layer?.giveAway();
  if (layer) return { kind: 'opaque', description: layer.description, layer };
  if (value instanceof ObjectValue) {
    if (value.classOf || value.host) return { kind: 'opaque', description: 'an object' };
    return value.open ?? { kind: 'object', entries: entriesOf(value) };
  }
  return { kind: 'opaque', description: describe(value) };
}

function describe(value: FunctionValue | NativeFunction | ClassValue | HostValue): string {
  return value instanceof HostValue ? value.description : 'a function';
}
