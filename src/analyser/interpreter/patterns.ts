// Destructuring: binding names (declarations, parameters) and assigning to targets.

import type ts from 'typescript';
import { ownProperties } from './objectMembers';
import { valueOrDefault } from './defaults';
import { propertyName } from './expressions/propertyName';
import type { Unknown } from '../formulas/quantity';
import { iterateFromStart } from './iteration';
import type { Machine } from './machine';
import { getElement, getMember } from './members';
import type { Scope } from './scope';
import { ArrayValue, HostValue, isOpen, ObjectValue, SymbolicValue, type Value } from './values';
import { isIdentifier, isObjectBindingPattern, isOmittedExpression } from '../source/syntax';

/** Declares the names of a pattern with the parts of a value. */
export function bindPattern(name: ts.BindingName, value: Value, scope: Scope, machine: Machine): void {
  if (isIdentifier(name)) {
    machine.touch(scope);
    scope.declare(name.text, value);
    if (value instanceof HostValue) value.nameFromVariable(name.text);
  } else if (isObjectBindingPattern(name)) bindObject(name, value, scope, machine);
  else bindArray(name, value, scope, machine);
}

function bindObject(pattern: ts.ObjectBindingPattern, value: Value, scope: Scope, machine: Machine): void {
  const taken = new Set<string>();
  for (const element of pattern.elements) {
    if (element.dotDotDotToken) {
      bindPattern(element.name, restOfObject(value, taken, machine, element), scope, machine);
      continue;
    }
    const key = element.propertyName
      ? propertyName(element.propertyName, scope, machine)
      : isIdentifier(element.name)
        ? element.name.text
        : machine.unknown('the name of the property is not known', element);
    if (typeof key === 'string') taken.add(key);
    const part =
      typeof key === 'string' ? getMember(value, key, machine, element) : getElement(value, key, machine, element);
    bindPattern(element.name, withDefault(part, element.initializer, scope, machine), scope, machine);
  }
}

export function restOfObject(value: Value, taken: ReadonlySet<string>, machine: Machine, site: ts.Node): Value {
  if (!(value instanceof ObjectValue))
    return isOpen(value) ? value : machine.unknown('the rest of this value is not known', site);
  const properties = ownProperties(value, machine, site);
  const rest = machine.track(new ObjectValue(new Map([...properties].filter(([key]) => !taken.has(key)))));
  rest.open = value.open;
  return rest;
}

function bindArray(pattern: ts.ArrayBindingPattern, value: Value, scope: Scope, machine: Machine): void {
  const list = isOpen(value) ? value : firstOf(value, machine, pattern);
  pattern.elements.forEach((element, index) => {
    if (isOmittedExpression(element)) return;
    if (element.dotDotDotToken) {
      bindPattern(element.name, restOfArray(list, index, machine), scope, machine);
      return;
    }
    const part = elementAt(list, index, machine, element);
    bindPattern(element.name, withDefault(part, element.initializer, scope, machine), scope, machine);
  });
}

/** What a pattern takes apart: it asks a generator for no more than it has names for. */
export function firstOf(value: Value, machine: Machine, site: ts.Node): readonly Value[] | Unknown {
  const { items, beyond } = iterateFromStart(value, machine, site);
  return items.length > 0 ? items : (beyond ?? items);
}

export function restOfArray(list: Value | readonly Value[], from: number, machine: Machine): Value {
  return isList(list) ? machine.track(new ArrayValue(list.slice(from))) : list;
}

export function elementAt(list: Value | readonly Value[], index: number, machine: Machine, site: ts.Node): Value {
  return isList(list) ? list[index] : getElement(list, index, machine, site);
}

function isList(list: Value | readonly Value[]): list is readonly Value[] {
  return Array.isArray(list);
}

/**
 * A default applies to undefined, and to what a caller need not give; whether it applies to an unknown value is not known, and
 * the value stays unknown.
 */
export function withDefault(
  value: Value,
  initializer: ts.Expression | undefined,
  scope: Scope,
  machine: Machine,
): Value {
  if (!initializer) return value;
  if (value === undefined) return machine.evaluate(initializer, scope);
  if (!(value instanceof SymbolicValue && value.isOptional)) return value;
  return valueOrDefault(value, machine.evaluate(initializer, scope), machine);
}
