// `condition ? a : b`.

import type ts from 'typescript';
import type { Machine } from '../machine';
import type { Scope } from '../scope';
import { evaluateFallback } from './absence';
import { isOpen, joinValues, reasonOf, truthOf, type Value } from '../values';

export function evaluateConditional(node: ts.ConditionalExpression, scope: Scope, machine: Machine): Value {
  const condition = machine.evaluate(node.condition, scope);
  const truth = truthOf(condition);
  if (truth !== undefined || !isOpen(condition)) return machine.evaluate(truth ? node.whenTrue : node.whenFalse, scope);
  const fallback = evaluateFallback(node, scope, machine);
  if (fallback) return fallback.value;
  let whenTrue: Value;
  let whenFalse: Value;
  const because = reasonOf(condition, machine.rangeOf(node.condition));
  machine.branches.either(
    because,
    () => {
      whenTrue = machine.evaluate(node.whenTrue, scope);
      return undefined;
    },
    () => {
      whenFalse = machine.evaluate(node.whenFalse, scope);
      return undefined;
    },
  );
  return joinValues(whenTrue, whenFalse, because);
}
