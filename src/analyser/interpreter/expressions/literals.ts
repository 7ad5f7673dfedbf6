// Array and object literals.

import type ts from 'typescript';
import { isUnknown, type Unknown } from '../../formulas/quantity';
import { compile } from '../builtins/regularExpression';
import { addAccessor, ownProperties } from '../objectMembers';
import { fillFrom } from '../defaults';
import { iterate } from '../iteration';
import type { Machine } from '../machine';
import { addMember } from '../members';
import type { Scope } from '../scope';
import { ArrayValue, FunctionValue, isOpen, ObjectValue, reasonOf, SymbolicValue, type Value } from '../values';
import { propertyName } from './propertyName';
import {
  isAccessor,
  isGetAccessor,
  isMethodDeclaration,
  isOmittedExpression,
  isPropertyAssignment,
  isShorthandPropertyAssignment,
  isSpreadAssignment,
  isSpreadElement,
} from '../../source/syntax';

export function evaluateArrayLiteral(node: ts.ArrayLiteralExpression, scope: Scope, machine: Machine): Value {
  const array = machine.track(new ArrayValue([]));
  for (const element of node.elements) {
    if (isOmittedExpression(element)) {
      array.elements.length++;
      continue;
    }
    if (!isSpreadElement(element)) {
      array.elements.push(machine.evaluate(element, scope));
      continue;
    }
    const items = iterate(machine.evaluate(element.expression, scope), machine, element.expression);
    if (isUnknown(items)) array.open ??= items;
    else array.elements.push(...items);
  }
  return array;
}

export function evaluateObjectLiteral(node: ts.ObjectLiteralExpression, scope: Scope, machine: Machine): Value {
  const object = machine.track(new ObjectValue(new Map()));
  for (const property of node.properties) {
    if (isSpreadAssignment(property)) {
      spreadInto(object, machine.evaluate(property.expression, scope), machine, property);
      continue;
    }
    if (isShorthandPropertyAssignment(property)) {
      object.properties.set(property.name.text, machine.evaluate(property.name, scope));
      continue;
    }
    const key = propertyName(property.name, scope, machine);
    if (typeof key !== 'string') {
      object.open ??= isOpen(key)
        ? reasonOf(key, machine.rangeOf(property.name))
        : machine.unknown('the key is not known', property);
      continue;
    }
    if (isPropertyAssignment(property)) {
      addMember(object, key, machine.evaluate(property.initializer, scope));
    } else {
      const member = new FunctionValue(key, property, scope, machine.module, undefined, undefined);
      if (isAccessor(property)) {
        addAccessor(object, key, isGetAccessor(property) ? 'get' : 'set', member);
      } else if (isMethodDeclaration(property)) {
        addMember(object, key, member);
        machine.environment.functionMade(member);
      }
    }
  }
  return object;
}

export function spreadInto(object: ObjectValue, value: Value, machine: Machine, site: ts.Node): void {
  if (value instanceof ObjectValue) {
    for (const [key, property] of ownProperties(value, machine, site)) object.properties.set(key, property);
    if (value.open) spreadOpenInto(object, value, value.open, machine);
  } else if (value instanceof ArrayValue) {
    value.elements.forEach((element, index) => object.properties.set(String(index), element));
  } else if (isOpen(value)) {
    const because = reasonOf(value, machine.rangeOf(site));
    object.open ??= because;
    if (value instanceof SymbolicValue) object.rest ??= value;
    // What need not be given leaves what stands before it; anything else may overwrite it.
    if (value instanceof SymbolicValue && value.isOptional) {
      fillFrom(value, object, machine);
      return;
    }
    for (const key of object.properties.keys()) object.properties.set(key, because);
  }
}

/** What the value may hold besides is written over what the object has: but for what a caller need not give. */
function spreadOpenInto(object: ObjectValue, { properties, rest }: ObjectValue, open: Unknown, machine: Machine): void {
  object.open ??= open;
  object.rest ??= rest;
  if (rest?.isOptional) fillFrom(rest, object, machine);
  else for (const key of object.properties.keys()) if (!properties.has(key)) object.properties.set(key, open);
}

export function evaluateRegularExpression(node: ts.RegularExpressionLiteral, _scope: Scope, machine: Machine): Value {
  const end = node.text.lastIndexOf('/');
  return compile(node.text.slice(1, end), node.text.slice(end + 1), machine, node);
}
