// Reading and writing properties: `value.name` and `value[index]`.

import type ts from 'typescript';
import { Formula, isUnknown, Unknown } from '../formulas/quantity';
import { arrayMethods, methodsOfUnknownList } from './builtins/array';
import { functionMethods } from './builtins/function';
import { numberMethods } from './builtins/number';
import { MatchValue } from './builtins/regularExpression';
import { stringMethods } from './builtins/string';
import { ClassValue } from './classes';
import { findAccessor, readInstanceMember } from './objectMembers';
import type { Machine } from './machine';
import { parametersOf } from './parameters';
import {
  ArrayValue,
  FunctionValue,
  giveAway,
  HostValue,
  isOpen,
  NativeFunction,
  ObjectValue,
  reasonOf,
  SymbolicValue,
  toQuantity,
  type Value,
} from './values';

/** `value.name`. What cannot be known is Unknown with the reason; a member of undefined throws as in JavaScript. */
export function getMember(value: Value, name: string, machine: Machine, site: ts.Node): Value {
  switch (typeof value) {
    case 'string':
      return name === 'length' ? value.length : (stringMethods.get(name) ?? characterAt(value, name));
    case 'number':
      return numberMethods.get(name);
    case 'boolean':
    case 'bigint':
    case 'undefined':
      return value === undefined ? machine.unknown(`\`${name}\` is read from undefined here`, site) : undefined;
  }
  if (value === null) return machine.unknown(`\`${name}\` is read from null here`, site);
  if (value instanceof Unknown) return methodsOfUnknownList.get(name) ?? value;
  if (value instanceof SymbolicValue)
    return methodsOfUnknownList.get(name) ?? value.member(name, machine.rangeOf(site));
  if (value instanceof Formula) return numberMethods.get(name);
  if (value instanceof ObjectValue) return readInstanceMember(value, name, machine, site);
  if (value instanceof ArrayValue) return arrayMember(value, name);
  if (value instanceof HostValue) return value.get(name, machine, site);
  if (value instanceof NativeFunction) return value.members?.get(name) ?? functionMethods.get(name);
  if (value instanceof ClassValue) return value.getStatic(name, machine, site);
  if (value instanceof FunctionValue) {
    if (value.properties.has(name)) return value.properties.get(name);
    if (name === 'prototype') return prototypeOf(value, machine);
    if (name === 'length') return requiredParameters(value);
    return name === 'name' ? value.name : functionMethods.get(name);
  }
  return undefined;
}

/** `f.prototype`, made when it is first asked for. */
function prototypeOf(value: FunctionValue, machine: Machine): ObjectValue {
  const prototype = machine.track(new ObjectValue(new Map([['constructor', value]])));
  value.properties.set('prototype', prototype);
  return prototype;
}

/** `f.length`: the parameters before the first one with a default. */
function requiredParameters({ node }: FunctionValue): number {
  const parameters = parametersOf(node);
  const optional = parameters.findIndex((parameter) => parameter.initializer ?? parameter.dotDotDotToken);
  return optional < 0 ? parameters.length : optional;
}

/** `value[key]`. */
export function getElement(value: Value, key: Value, machine: Machine, site: ts.Node): Value {
  if (value instanceof Unknown) return value;
  if (key instanceof Unknown) return key;
  if (typeof key === 'string' || typeof key === 'number') {
    if (value instanceof SymbolicValue && typeof key === 'number')
      return value.member(String(key), machine.rangeOf(site));
    return getMember(value, String(key), machine, site);
  }
  if (isOpen(key)) return reasonOf(key, machine.rangeOf(site));
  return machine.unknown('the key is neither a text nor a number', site);
}

/** `value.name = newValue`. */
export function setMember(value: Value, name: string, newValue: Value, machine: Machine, site: ts.Node): void {
  if (value instanceof ObjectValue) {
    const setter = findAccessor(value, name, 'set');
    if (setter !== undefined) {
      machine.callFunction(setter, [newValue], value, site);
      return;
    }
    value.host?.set(name, newValue, machine);
    if (value.host?.keeps(name)) return;
    machine.touch(value);
    addMember(value, name, newValue);
  } else if (value instanceof ArrayValue) {
    setArrayMember(value, name, newValue, machine, site);
  } else if (value instanceof HostValue) {
    value.set(name, newValue, machine);
  } else if (value instanceof ClassValue) {
    machine.touch(value);
    value.statics.set(name, newValue);
  } else if (value instanceof FunctionValue) {
    value.properties.set(name, newValue);
  } else if (value instanceof SymbolicValue) {
    machine.touch(value);
    value.write(name, newValue);
  } else {
    giveAway(newValue);
  }
}

/** Puts a member into an object that has nothing in its way. */
export function addMember(object: ObjectValue, name: string, value: Value): void {
  object.properties.set(name, value);
  if (value instanceof FunctionValue) value.homeObject ??= object;
}

/** `value[key] = newValue`. */
export function setElement(value: Value, key: Value, newValue: Value, machine: Machine, site: ts.Node): void {
  if (typeof key === 'string' || typeof key === 'number') {
    setMember(value, String(key), newValue, machine, site);
    return;
  }
  giveAway(newValue);
  const reason = isUnknown(key) ? key : machine.unknown('written under a key that is not known', site);
  if (value instanceof ObjectValue || value instanceof ArrayValue) {
    machine.touch(value);
    value.open ??= reason;
    if (value instanceof ArrayValue) value.elements = Array.from(value.elements, () => reason);
    else for (const name of value.properties.keys()) value.properties.set(name, reason);
  }
}

function arrayMember(array: ArrayValue, name: string): Value {
  if (name === 'length') return array.open ?? array.elements.length;
  const index = Number(name);
  if (Number.isInteger(index)) {
    if (index >= 0 && index < array.elements.length && !array.open) return array.elements[index];
    return array.open;
  }
  if (array instanceof MatchValue && array.details.has(name)) return array.details.get(name);
  return arrayMethods.get(name);
}

const LONGEST_GAP = 10_000;

function setArrayMember(array: ArrayValue, name: string, newValue: Value, machine: Machine, site: ts.Node): void {
  machine.touch(array);
  const index = Number(name);
  if (Number.isInteger(index) && index >= 0) {
    if (index > array.elements.length + LONGEST_GAP) {
      array.open ??= machine.unknown(`element ${name} is written far beyond the end of the array`, site);
      return;
    }
    array.elements[index] = newValue;
  } else if (name === 'length') {
    const length = toQuantity(newValue);
    if (typeof length === 'number' && length <= array.elements.length) array.elements.length = length;
    else array.open ??= machine.unknown('the array was given a length that is not known', site);
  }
}

function characterAt(text: string, name: string): Value {
  const index = Number(name);
  return Number.isInteger(index) ? text[index] : undefined;
}
