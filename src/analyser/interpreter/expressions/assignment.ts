// Targets of assignments: names, members, patterns.

import type ts from 'typescript';
import type { Machine } from '../machine';
import { getElement, getMember, setElement, setMember } from '../members';
import { elementAt, firstOf, restOfArray, restOfObject, withDefault } from '../patterns';
import type { Scope } from '../scope';
import { isOpen, type Value } from '../values';
import { propertyName } from './propertyName';
import {
  SyntaxKind,
  isArrayLiteralExpression,
  isAsExpression,
  isBinaryExpression,
  isElementAccessExpression,
  isIdentifier,
  isNonNullExpression,
  isObjectLiteralExpression,
  isOmittedExpression,
  isParenthesizedExpression,
  isPropertyAccessExpression,
  isPropertyAssignment,
  isShorthandPropertyAssignment,
  isSpreadAssignment,
  isSpreadElement,
} from '../../source/syntax';

/** A target that is read, then written: what stands in it is evaluated once. */
export interface Reference {
  readonly value: Value;
  write(value: Value): void;
}

export function refer(target: ts.Expression, scope: Scope, machine: Machine): Reference {
  if (isPropertyAccessExpression(target) && target.expression.kind !== SyntaxKind.SuperKeyword) {
    const object = machine.evaluate(target.expression, scope);
    const name = target.name.text;
    return {
      value: getMember(object, name, machine, target),
      write: (value) => {
        setMember(object, name, value, machine, target);
      },
    };
  }
  if (isElementAccessExpression(target)) {
    const object = machine.evaluate(target.expression, scope);
    const key = machine.evaluate(target.argumentExpression, scope);
    return {
      value: getElement(object, key, machine, target),
      write: (value) => {
        setElement(object, key, value, machine, target);
      },
    };
  }
  if (isParenthesizedExpression(target) || isNonNullExpression(target) || isAsExpression(target)) {
    return refer(target.expression, scope, machine);
  }
  return {
    value: machine.evaluate(target, scope),
    write: (value) => {
      assign(target, value, scope, machine);
    },
  };
}

export function assign(target: ts.Expression, value: Value, scope: Scope, machine: Machine): void {
  if (isIdentifier(target)) {
    const owner = scope.find(target.text) ?? machine.module.scope;
    machine.touch(owner);
    owner.declare(target.text, value);
  } else if (isPropertyAccessExpression(target)) {
    setMember(machine.evaluate(target.expression, scope), target.name.text, value, machine, target);
  } else if (isElementAccessExpression(target)) {
    const object = machine.evaluate(target.expression, scope);
    setElement(object, machine.evaluate(target.argumentExpression, scope), value, machine, target);
  } else if (isObjectLiteralExpression(target)) {
    assignObject(target, value, scope, machine);
  } else if (isArrayLiteralExpression(target)) {
    assignArray(target, value, scope, machine);
  } else if (isParenthesizedExpression(target) || isNonNullExpression(target) || isAsExpression(target)) {
    assign(target.expression, value, scope, machine);
  }
}

function assignObject(target: ts.ObjectLiteralExpression, value: Value, scope: Scope, machine: Machine): void {
  const taken = new Set<string>();
  for (const property of target.properties) {
    if (isShorthandPropertyAssignment(property)) {
      taken.add(property.name.text);
      const part = getMember(value, property.name.text, machine, property);
      assign(property.name, withDefault(part, property.objectAssignmentInitializer, scope, machine), scope, machine);
    } else if (isPropertyAssignment(property)) {
      const key = propertyName(property.name, scope, machine);
      if (typeof key === 'string') taken.add(key);
      assignWithDefault(property.initializer, getElement(value, key, machine, property), scope, machine);
    } else if (isSpreadAssignment(property)) {
      assign(property.expression, restOfObject(value, taken, machine, property), scope, machine);
    }
  }
}

function assignArray(target: ts.ArrayLiteralExpression, value: Value, scope: Scope, machine: Machine): void {
  const list = isOpen(value) ? value : firstOf(value, machine, target);
  target.elements.forEach((element, index) => {
    if (isOmittedExpression(element)) return;
    if (isSpreadElement(element)) assign(element.expression, restOfArray(list, index, machine), scope, machine);
    else assignWithDefault(element, elementAt(list, index, machine, element), scope, machine);
  });
}

function assignWithDefault(target: ts.Expression, value: Value, scope: Scope, machine: Machine): void {
  if (isBinaryExpression(target) && target.operatorToken.kind === SyntaxKind.EqualsToken) {
    assign(target.left, withDefault(value, target.right, scope, machine), scope, machine);
  } else {
    assign(target, value, scope, machine);
  }
}
