// Function expressions and arrow functions.

import type ts from 'typescript';
import type { Machine } from '../machine';
import { Scope } from '../scope';
import { FunctionValue, type Value } from '../values';
import { isFunctionExpression } from '../../source/syntax';

export function evaluateFunction(
  node: ts.FunctionExpression | ts.ArrowFunction,
  scope: Scope,
  machine: Machine,
): Value {
  const name = node.name?.text ?? '';
  if (!isFunctionExpression(node) || !node.name) {
    const value = new FunctionValue(name, node, scope, machine.module, undefined, undefined);
    machine.environment.functionMade(value);
    return value;
  }
  const own = new Scope(scope);
  const value = new FunctionValue(name, node, own, machine.module, undefined, undefined);
  own.declare(name, value);
  machine.environment.functionMade(value);
  return value;
}
