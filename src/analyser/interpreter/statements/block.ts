// Blocks and labels.

import type ts from 'typescript';
import type { Completion } from '../completion';
import type { Machine } from '../machine';
import { Scope } from '../scope';
import { hoist } from './hoist';

export function executeBlock(node: ts.Block, scope: Scope, machine: Machine): Completion {
  const inner = machine.track(new Scope(scope));
  hoist(node, inner, machine);
  return executeAll(node.statements, inner, machine);
}

export function executeAll(statements: readonly ts.Statement[], scope: Scope, machine: Machine): Completion {
  for (const statement of statements) {
    const completion = machine.execute(statement, scope);
    if (completion) return completion;
  }
  return undefined;
}

/** The labels of a loop: `continue label` goes on with it. */
const labels = new WeakMap<ts.Statement, readonly string[]>();

export function labelsOf(loop: ts.Statement): readonly string[] {
  return labels.get(loop) ?? [];
}

export function executeLabeled(node: ts.LabeledStatement, scope: Scope, machine: Machine): Completion {
  labels.set(node.statement, [...labelsOf(node), node.label.text]);
  const completion = machine.branches.inLoop(
    'break',
    () => machine.execute(node.statement, scope),
    (label) => label === node.label.text,
  );
  return completion?.kind === 'break' && completion.label === node.label.text ? undefined : completion;
}
