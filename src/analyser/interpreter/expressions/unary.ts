// Operators with one operand.

import type ts from 'typescript';
import { multiply, Unknown } from '../../formulas/quantity';
import { GlobalObject } from '../builtins/globals';
import { ClassValue } from '../classes';
import type { Machine } from '../machine';
import { applyOperator, toNumber, toText } from '../operators';
import type { Scope } from '../scope';
import {
  FunctionValue,
  isOpen,
  NativeFunction,
  ObjectValue,
  reasonOf,
  toQuantity,
  truthOf,
  type Value,
} from '../values';
import { assign } from './assignment';
import { isElementAccessExpression, isPropertyAccessExpression, SyntaxKind } from '../../source/syntax';

const K = SyntaxKind;

export function evaluatePrefix(node: ts.PrefixUnaryExpression, scope: Scope, machine: Machine): Value {
  const value = machine.evaluate(node.operand, scope);
  switch (node.operator) {
    case K.ExclamationToken: {
      const truth = truthOf(value);
      if (truth !== undefined) return !truth;
      return isOpen(value) ? reasonOf(value, machine.rangeOf(node.operand)) : undefined;
    }
    case K.MinusToken:
      return multiply(-1, toNumber(value, machine, node));
    case K.PlusToken:
      return toNumber(value, machine, node);
    case K.TildeToken: {
      const number = toNumber(value, machine, node);
      return typeof number === 'number' ? ~number : number;
    }
    case K.PlusPlusToken:
    case K.MinusMinusToken:
      return step(node.operand, value, node.operator, scope, machine);
  }
}

export function evaluatePostfix(node: ts.PostfixUnaryExpression, scope: Scope, machine: Machine): Value {
  const value = machine.evaluate(node.operand, scope);
  step(node.operand, value, node.operator, scope, machine);
  return value;
}

function step(target: ts.Expression, value: Value, operator: ts.SyntaxKind, scope: Scope, machine: Machine): Value {
  const kind = operator === K.PlusPlusToken ? K.PlusToken : K.MinusToken;
  const next = applyOperator(kind, toQuantity(value) ?? value, 1, machine, target);
  assign(target, next, scope, machine);
  return next;
}

export function evaluateTypeof(node: ts.TypeOfExpression, scope: Scope, machine: Machine): Value {
  // `typeof name` of an undeclared name is "undefined" at run time; here such a name is Unknown and stays so.
  const value = machine.evaluate(node.expression, scope);
  if (value instanceof Unknown) return value;
  if (isOpen(value)) return reasonOf(value, machine.rangeOf(node.expression));
  if (value instanceof GlobalObject && !value.isEverywhere) {
    return machine.unknown('whether this is there depends on where the program runs', node.expression);
  }
  if (value instanceof FunctionValue || value instanceof NativeFunction || value instanceof ClassValue)
    return 'function';
  return typeof value;
}

export function evaluateDelete(node: ts.DeleteExpression, scope: Scope, machine: Machine): Value {
  const target = node.expression;
  if (!isPropertyAccessExpression(target) && !isElementAccessExpression(target)) return true;
  const object = machine.evaluate(target.expression, scope);
  const key = isPropertyAccessExpression(target)
    ? target.name.text
    : machine.evaluate(target.argumentExpression, scope);
  if (object instanceof ObjectValue) {
    machine.touch(object);
    const name = toText(key);
    if (name !== undefined) object.properties.delete(name);
    else object.open ??= machine.unknown('which property is deleted is not known', node);
  }
  return true;
}
