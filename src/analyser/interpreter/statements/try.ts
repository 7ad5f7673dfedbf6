// `try`: what is thrown inside, by the program or by TensorFlow.js, goes to `catch`.

import type ts from 'typescript';
import { ThrownSignal, type Completion } from '../completion';
import type { Machine } from '../machine';
import { bindPattern } from '../patterns';
import { Scope } from '../scope';

export function executeTry(node: ts.TryStatement, scope: Scope, machine: Machine): Completion {
  let completion: Completion;
  try {
    completion = withCatch(node, scope, machine);
  } finally {
    if (node.finallyBlock) {
      const last = machine.execute(node.finallyBlock, scope);
      if (last) completion = last;
    }
  }
  return completion;
}

function withCatch(node: ts.TryStatement, scope: Scope, machine: Machine): Completion {
  const clause = node.catchClause;
  if (!clause) return machine.execute(node.tryBlock, scope);
  const depth = machine.tryDepth;
  machine.tryDepth = depth + 1;
  try {
    return machine.execute(node.tryBlock, scope);
  } catch (error) {
    if (!(error instanceof ThrownSignal)) throw error;
    machine.tryDepth = depth;
    const inner = machine.track(new Scope(scope));
    if (clause.variableDeclaration) bindPattern(clause.variableDeclaration.name, error.value, inner, machine);
    return machine.execute(clause.block, inner);
  } finally {
    machine.tryDepth = depth;
  }
}
