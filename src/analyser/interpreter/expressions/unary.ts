// Operators with one operand.

import type ts from 'typescript';
import { multiply, Unknown } from '../../formulas/quantity';
import { GlobalObject } from '../builtins/globals';
import { isSymbol } from '../builtins/native';
import { ClassValue } from '../classes';
import type { Machine } from '../machine';
import { applyOperator, toNumber, toText } from '../operators';
import type { Scope } from '../scope';
import {
  ArrayValue,
  FunctionValue,
  isOpen,
  NativeFunction,
  ObjectValue,
  reasonOf,
  truthOf,
  type Value,
} from '../values';
import { refer } from './assignment';
import { isElementAccessExpression, isPropertyAccessExpression, SyntaxKind } from '../../source/syntax';

const K = SyntaxKind;

export function evaluatePrefix(node: ts.PrefixUnaryExpression, scope: Scope, machine: Machine): Value {
  if (node.operator === K.PlusPlusToken || node.operator === K.MinusMinusToken) return step(node, scope, machine).after;
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
  }
}

export function evaluatePostfix(node: ts.PostfixUnaryExpression, scope: Scope, machine: Machine): Value {
  return step(node, scope, machine).before;
}

/** `++` and `--`. */
function step(
  { operand, operator }: ts.PrefixUnaryExpression | ts.PostfixUnaryExpression,
  scope: Scope,
  machine: Machine,
): { readonly before: Value; readonly after: Value } {
  const target = refer(operand, scope, machine);
  const before = typeof target.value === 'bigint' ? target.value : toNumber(target.value, machine, operand);
  const kind = operator === K.PlusPlusToken ? K.PlusToken : K.MinusToken;
  const after = applyOperator(kind, before, typeof before === 'bigint' ? 1n : 1, machine, operand);
  target.write(after);
  return { before, after };
}

export function evaluateTypeof(node: ts.TypeOfExpression, scope: Scope, machine: Machine): Value {
  // `typeof name` of an undeclared name is "undefined" at run time; here such a name is Unknown and stays so.
  const value = machine.evaluate(node.expression, scope);
  if (value instanceof Unknown) return value;
  if (isOpen(value)) return reasonOf(value, machine.rangeOf(node.expression));
  if (value instanceof GlobalObject && !value.isEverywhere) {
    return machine.unknown('whether this exists depends on where the program runs', node.expression);
  }
  if (value instanceof FunctionValue || value instanceof NativeFunction || value instanceof ClassValue)
    return 'function';
  return isSymbol(value) ? 'symbol' : typeof value;
}

export function evaluateDelete(node: ts.DeleteExpression, scope: Scope, machine: Machine): Value {
  const target = node.expression;
  if (!isPropertyAccessExpression(target) && !isElementAccessExpression(target)) return true;
  const object = machine.evaluate(target.expression, scope);
  const key = isPropertyAccessExpression(target)
    ? target.name.text
    : machine.evaluate(target.argumentExpression, scope);
  if (object instanceof ArrayValue && typeof key === 'number') {
    machine.touch(object);
    // It leaves a hole.
    if (key in object.elements) Reflect.deleteProperty(object.elements, key);
  }
  if (object instanceof ObjectValue) {
    machine.touch(object);
    const name = toText(key);
    if (name !== undefined) object.properties.delete(name);
    else object.open ??= machine.unknown('which property is deleted is not known', node);
  }
  return true;
}
