// `switch`: a known value takes its clause; with an unknown one, every clause may run.

import type ts from 'typescript';
import { Unknown } from '../../formulas/quantity';
import type { Completion } from '../completion';
import type { Machine } from '../machine';
import { applyOperator } from '../operators';
import { Scope } from '../scope';
import { isOpen, reasonOf } from '../values';
import { executeAll } from './block';
import { hoist } from './hoist';
import { SyntaxKind, isDefaultClause } from '../../source/syntax';

export function executeSwitch(node: ts.SwitchStatement, scope: Scope, machine: Machine): Completion {
  const value = machine.evaluate(node.expression, scope);
  const inner = machine.track(new Scope(scope));
  const { clauses } = node.caseBlock;
  clauses.forEach((clause) => hoist(clause, inner, machine));
  return machine.branches.inLoop('break', () => {
    if (isOpen(value)) return anyClause(clauses, 0, reasonOf(value, machine.rangeOf(node.expression)), inner, machine);
    for (const [index, clause] of clauses.entries()) {
      if (isDefaultClause(clause)) continue;
      const test = machine.evaluate(clause.expression, inner);
      const equal = applyOperator(SyntaxKind.EqualsEqualsEqualsToken, value, test, machine, clause.expression);
      if (equal instanceof Unknown) return anyClause(clauses, index, equal, inner, machine);
      if (equal === true) return withoutBreak(runFrom(clauses, index, inner, machine));
    }
    const fallBack = clauses.findIndex(isDefaultClause);
    return fallBack < 0 ? undefined : withoutBreak(runFrom(clauses, fallBack, inner, machine));
  });
}

/** The clauses from one on: without `break`, control falls through. */
function runFrom(clauses: readonly ts.CaseOrDefaultClause[], from: number, scope: Scope, machine: Machine): Completion {
  for (const clause of clauses.slice(from)) {
    const completion = executeAll(clause.statements, scope, machine);
    if (completion) return completion;
  }
  return undefined;
}

function anyClause(
  clauses: readonly ts.CaseOrDefaultClause[],
  from: number,
  because: Unknown,
  scope: Scope,
  machine: Machine,
): Completion {
  if (from >= clauses.length) return undefined;
  const isLastWithDefault = from === clauses.length - 1 && clauses.some(isDefaultClause);
  const run = (): Completion => withoutBreak(runFrom(clauses, from, scope, machine));
  if (isLastWithDefault) return run();
  return machine.branches.either(because, run, () => anyClause(clauses, from + 1, because, scope, machine));
}

function withoutBreak(completion: Completion): Completion {
  return completion?.kind === 'break' && !completion.label ? undefined : completion;
}
