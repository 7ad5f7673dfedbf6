// `if`: a known condition takes its side, an unknown one both.

import type ts from 'typescript';
import type { Completion } from '../completion';
import { assignFallback } from '../expressions/absence';
import type { Machine } from '../machine';
import type { Scope } from '../scope';
import { isOpen, reasonOf, truthOf } from '../values';

export function executeIf(node: ts.IfStatement, scope: Scope, machine: Machine): Completion {
  const condition = machine.evaluate(node.expression, scope);
  const truth = truthOf(condition);
  const orElse = (): Completion => (node.elseStatement ? machine.execute(node.elseStatement, scope) : undefined);
  if (truth === undefined && isOpen(condition)) {
    if (assignFallback(node, scope, machine)) return undefined;
    const because = reasonOf(condition, machine.rangeOf(node.expression));
    return machine.branches.either(because, () => machine.execute(node.thenStatement, scope), orElse);
  }
  return truth ? machine.execute(node.thenStatement, scope) : orElse();
}
