// Loops. A loop with a known bound runs; one with an unknown bound is looked at as "any number of times".

import ts from 'typescript';
import { isUnknown, type Unknown } from '../../formulas/quantity';
import type { Completion } from '../completion';
import { iterate } from '../iteration';
import type { Machine } from '../machine';
import { bindPattern } from '../patterns';
import { Scope } from '../scope';
import { isOpen, keysOf, reasonOf, truthOf, type Value } from '../values';
import { assign } from '../expressions/assignment';
import { declareVariables } from './variables';

interface Loop {
  /** The condition before an iteration; undefined for a loop without one. */
  readonly condition?: { readonly node: ts.Expression; readonly scope: Scope };
  readonly body: () => Completion;
  readonly afterBody?: () => void;
  readonly firstWithoutTest?: boolean;
  readonly site: ts.Node;
}

export function executeFor(node: ts.ForStatement, scope: Scope, machine: Machine): Completion {
  const head = machine.track(new Scope(scope));
  if (node.initializer) {
    if (ts.isVariableDeclarationList(node.initializer)) declareVariables(node.initializer, head, machine);
    else machine.evaluate(node.initializer, head);
  }
  return run(
    {
      ...(node.condition && { condition: { node: node.condition, scope: head } }),
      body: () => machine.execute(node.statement, head),
      afterBody: () => {
        if (node.incrementor) machine.evaluate(node.incrementor, head);
      },
      site: node,
    },
    machine,
  );
}

export function executeWhile(node: ts.WhileStatement, scope: Scope, machine: Machine): Completion {
  const body = (): Completion => machine.execute(node.statement, scope);
  return run({ condition: { node: node.expression, scope }, body, site: node }, machine);
}

export function executeDo(node: ts.DoStatement, scope: Scope, machine: Machine): Completion {
  const body = (): Completion => machine.execute(node.statement, scope);
  return run({ condition: { node: node.expression, scope }, body, firstWithoutTest: true, site: node }, machine);
}

function run(loop: Loop, machine: Machine): Completion {
  return machine.branches.inLoop('break', () => {
    const made = machine.environment.recorder.madeCount;
    for (let iteration = 0; ; iteration++) {
      if (loop.condition && !(loop.firstWithoutTest && iteration === 0)) {
        const condition = machine.evaluate(loop.condition.node, loop.condition.scope);
        const truth = truthOf(condition);
        if (truth === undefined && isOpen(condition)) {
          return runAnyTimes(loop, reasonOf(condition, machine.rangeOf(loop.condition.node)), machine);
        }
        if (!truth) return undefined;
      }
      if (iteration >= machine.limits.idleIterations && machine.environment.recorder.madeCount === made) {
        return runAnyTimes(loop, machine.unknown('it changes in a loop too long to follow', loop.site), machine);
      }
      const completion = machine.branches.inLoop('continue', loop.body);
      if (leaves(completion)) return completion?.kind === 'break' && !completion.label ? undefined : completion;
      loop.afterBody?.();
    }
  });
}

function runAnyTimes(loop: Loop, because: Unknown, machine: Machine): Completion {
  machine.branches.repeatUnknownTimes(because, () => {
    const completion = loop.body();
    loop.afterBody?.();
    return completion;
  });
  return undefined;
}

function leaves(completion: Completion): boolean {
  return completion !== undefined && !(completion.kind === 'continue' && !completion.label);
}

export function executeForOf(node: ts.ForOfStatement, scope: Scope, machine: Machine): Completion {
  const iterable = machine.evaluate(node.expression, scope);
  return each(iterate(iterable, machine, node.expression), node, scope, machine);
}

export function executeForIn(node: ts.ForInStatement, scope: Scope, machine: Machine): Completion {
  const object = machine.evaluate(node.expression, scope);
  return each(
    keysOf(object) ?? machine.unknown('the keys of this value are not known', node.expression),
    node,
    scope,
    machine,
  );
}

function each(
  items: readonly Value[] | Unknown,
  node: ts.ForOfStatement | ts.ForInStatement,
  scope: Scope,
  machine: Machine,
): Completion {
  const iteration = (item: Value): Completion => {
    const inner = machine.track(new Scope(scope));
    if (ts.isVariableDeclarationList(node.initializer)) {
      const declaration = node.initializer.declarations[0];
      if (declaration) bindPattern(declaration.name, item, inner, machine);
    } else {
      assign(node.initializer, item, inner, machine);
    }
    return machine.execute(node.statement, inner);
  };
  return machine.branches.inLoop('break', () => {
    if (isUnknown(items)) {
      machine.branches.repeatUnknownTimes(items, () => iteration(items));
      return undefined;
    }
    for (const item of items) {
      machine.spend(1);
      const completion = machine.branches.inLoop('continue', () => iteration(item));
      if (leaves(completion)) return completion?.kind === 'break' && !completion.label ? undefined : completion;
    }
    return undefined;
  });
}
