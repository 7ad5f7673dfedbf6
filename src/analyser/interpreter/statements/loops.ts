// Loops. A loop with a known bound runs; one with an unknown bound is looked at as "any number of times".

import type ts from 'typescript';
import type { Unknown } from '../../formulas/quantity';
import type { Completion } from '../completion';
import { iterateFromStart } from '../iteration';
import type { Machine } from '../machine';
import { bindPattern } from '../patterns';
import { Scope } from '../scope';
import { keysOf } from '../keys';
import { GeneratorValue, isOpen, reasonOf, truthOf, type Value } from '../values';
import { isAssignment } from '../../source/effects';
import { rememberByNode } from '../../source/rememberByNode';
import { assign } from '../expressions/assignment';
import { labelsOf } from './block';
import { declareVariables, functionScope } from './variables';
import {
  forEachChild,
  NodeFlags,
  isBinaryExpression,
  isCallExpression,
  isFunctionLike,
  isIdentifier,
  isNumericLiteral,
  isParenthesizedExpression,
  isPropertyAccessExpression,
  isVariableDeclarationList,
  SyntaxKind,
} from '../../source/syntax';

/** Iterations after which a loop that does not change its condition is taken for one that never ends. */
const STILL_ITERATIONS = 3;

/** Iterations of a generator without end of which the yields are kept. */
const FIRST_YIELDS = 100;

/** Iterations of which each may have been the last, as far as is known. */
const DOUBTFUL_ITERATIONS = 64;

interface Loop {
  /** The condition before an iteration; undefined for a loop without one. */
  readonly condition?: ts.Expression | undefined;
  /** The scope of the present iteration. */
  readonly scope: () => Scope;
  readonly body: () => Completion;
  readonly afterBody?: () => void;
  readonly firstWithoutTest?: boolean;
  readonly site: ts.Statement;
}

export function executeFor(node: ts.ForStatement, scope: Scope, machine: Machine): Completion {
  let head = machine.track(new Scope(scope));
  if (node.initializer) {
    if (isVariableDeclarationList(node.initializer)) declareVariables(node.initializer, head, machine);
    else machine.evaluate(node.initializer, head);
  }
  const isClosedOver = makesFunctions(node);
  return run(
    {
      condition: node.condition,
      scope: () => head,
      body: () => machine.execute(node.statement, head),
      afterBody: () => {
        if (isClosedOver) head = copyOf(head, machine);
        if (node.incrementor) machine.evaluate(node.incrementor, head);
      },
      site: node,
    },
    machine,
  );
}

/** The variables of the next iteration: functions made in this one keep its own. */
function copyOf(scope: Scope, machine: Machine): Scope {
  const copy = machine.track(new Scope(scope.parent));
  for (const name of scope.names()) copy.declare(name, scope.get(name));
  return copy;
}

const makesFunctions = rememberByNode((loop: ts.ForStatement) => holdsFunction(loop));

function holdsFunction(node: ts.Node): boolean {
  return isFunctionLike(node) || (forEachChild(node, holdsFunction) ?? false);
}

export function executeWhile(node: ts.WhileStatement, scope: Scope, machine: Machine): Completion {
  const body = (): Completion => machine.execute(node.statement, scope);
  return run({ condition: node.expression, scope: () => scope, body, site: node }, machine);
}

export function executeDo(node: ts.DoStatement, scope: Scope, machine: Machine): Completion {
  const body = (): Completion => machine.execute(node.statement, scope);
  return run({ condition: node.expression, scope: () => scope, body, firstWithoutTest: true, site: node }, machine);
}

function run(loop: Loop, machine: Machine): Completion {
  return machine.branches.inLoop('break', () => {
    let made = -1;
    let idleSince = 0;
    const { doubts } = machine.branches;
    for (let iteration = 0; ; iteration++) {
      // Asked once, and only of loops that run so often: the look at all that is inside takes time.
      const still = iteration === STILL_ITERATIONS ? namesThatStayStill(loop) : undefined;
      if (still) {
        const because = `the loop never ends: nothing in it changes ${still.map((name) => `\`${name}\``).join(', ')}`;
        return runAnyTimes(loop, machine.unknown(because, loop.condition ?? loop.site), machine);
      }
      if (loop.condition && !(loop.firstWithoutTest && iteration === 0)) {
        const condition = machine.evaluate(loop.condition, loop.scope());
        const truth = truthOf(condition);
        if (truth === undefined && isOpen(condition)) {
          return runAnyTimes(loop, reasonOf(condition, machine.rangeOf(loop.condition)), machine);
        }
        if (!truth) return undefined;
      }
      if (iteration === FIRST_YIELDS && isEndless(loop)) return runEndlessGenerator(loop, machine);
      const { madeCount } = machine.environment.recorder;
      if (madeCount !== made) [made, idleSince] = [madeCount, machine.stepCount];
      if (machine.stepCount - idleSince > machine.limits.idleSteps) {
        return runAnyTimes(
          loop,
          machine.unknown('it changes in a loop that is too long to follow', loop.site),
          machine,
        );
      }
      if (machine.branches.doubts - doubts > DOUBTFUL_ITERATIONS) {
        return runAnyTimes(loop, machine.unknown('how often this loop runs is not known', loop.site), machine);
      }
      const completion = machine.branches.inLoop('continue', loop.body, isLabelOf(loop.site));
      if (leaves(completion, loop.site)) return outsideOf(completion);
      loop.afterBody?.();
    }
  });
}

/** `while (true) yield …` */
function isEndless({ condition, site }: Loop): boolean {
  if (condition && condition.kind !== SyntaxKind.TrueKeyword) return false;
  const yields = (node: ts.Node): boolean =>
    node.kind === SyntaxKind.YieldExpression || (!isFunctionLike(node) && (forEachChild(node, yields) ?? false));
  return yields(site);
}

/** What it yielded so far is known; what it changes is not, because nobody knows how often it is asked. */
function runEndlessGenerator(loop: Loop, machine: Machine): Completion {
  const yielded = loop.scope().find('yield')?.get('yield');
  const because = machine.unknown('how much is asked of a generator without end is not known', loop.site);
  if (yielded instanceof GeneratorValue && !yielded.open) yielded.beyond = because;
  return runAnyTimes(loop, because, machine);
}

/** The variables of a condition like `i < count`, when nothing inside the loop assigns to them, or calls what might. */
function namesThatStayStill({ condition, site, firstWithoutTest }: Loop): readonly string[] | undefined {
  if (!condition || firstWithoutTest) return undefined;
  const names = namesIn(condition);
  return names && names.length > 0 && !mayAssign(site, new Set(names)) ? names : undefined;
}

/** Undefined for a condition that looks at more than variables and numbers. */
function namesIn(node: ts.Node): string[] | undefined {
  if (isIdentifier(node)) return [node.text];
  if (isNumericLiteral(node)) return [];
  if (isParenthesizedExpression(node)) return namesIn(node.expression);
  if (!isBinaryExpression(node) || isAssignment(node.operatorToken.kind)) return undefined;
  const [left, right] = [namesIn(node.left), namesIn(node.right)];
  return left && right && [...left, ...right];
}

function mayAssign(loop: ts.Node, names: ReadonlySet<string>): boolean {
  const isName = (node: ts.Node): boolean => isIdentifier(node) && names.has(node.text);
  const visit = (node: ts.Node): boolean => {
    if (isBinaryExpression(node) && isAssignment(node.operatorToken.kind)) {
      // A pattern on the left may assign to anything.
      if (!isIdentifier(node.left) ? !isPropertyAccessExpression(node.left) : isName(node.left)) return true;
    }
    if (node.kind === SyntaxKind.PostfixUnaryExpression || node.kind === SyntaxKind.PrefixUnaryExpression) {
      if (isName((node as ts.PrefixUnaryExpression).operand)) return true;
    }
    // A function of the program may change a variable around it.
    if (isCallExpression(node) && isIdentifier(node.expression)) return true;
    return forEachChild(node, visit) ?? false;
  };
  return forEachChild(loop, visit) ?? false;
}

function runAnyTimes(loop: Loop, because: Unknown, machine: Machine): Completion {
  machine.branches.repeatUnknownTimes(because, () => {
    const completion = machine.branches.inLoop('continue', loop.body, isLabelOf(loop.site));
    loop.afterBody?.();
    return leftOf(completion, loop.site);
  });
  return undefined;
}

/** For `continue`: without a label, or with one of the loop's own. */
function isLabelOf(loop: ts.Statement): (label: string | undefined) => boolean {
  return (label) => label === undefined || labelsOf(loop).includes(label);
}

/** What is left of the completion of one iteration for the statements around the loop. */
function leftOf(completion: Completion, loop: ts.Statement): Completion {
  return leaves(completion, loop) ? outsideOf(completion) : undefined;
}

/** Whether the loop ends: it goes on after its own `continue`, labelled or not. */
function leaves(completion: Completion, loop: ts.Statement): boolean {
  if (completion?.kind !== 'continue') return completion !== undefined;
  return completion.label !== undefined && !labelsOf(loop).includes(completion.label);
}

/** What is left of a completion behind the loop that it ended. */
function outsideOf(completion: Completion): Completion {
  return completion?.kind === 'break' && completion.label === undefined ? undefined : completion;
}

export function executeForOf(node: ts.ForOfStatement, scope: Scope, machine: Machine): Completion {
  const iterable = machine.evaluate(node.expression, scope);
  const { items, beyond } = iterateFromStart(iterable, machine, node.expression);
  return each(items, beyond, node, scope, machine);
}

export function executeForIn(node: ts.ForInStatement, scope: Scope, machine: Machine): Completion {
  const object = machine.evaluate(node.expression, scope);
  const keys = keysOf(object);
  const beyond = keys ? undefined : machine.unknown('the keys of this value are not known', node.expression);
  return each(keys ?? [], beyond, node, scope, machine);
}

/** @param beyond why it is not known what follows the items */
function each(
  items: readonly Value[],
  beyond: Unknown | undefined,
  node: ts.ForOfStatement | ts.ForInStatement,
  scope: Scope,
  machine: Machine,
): Completion {
  const iteration = (item: Value): Completion => {
    const inner = machine.track(new Scope(scope));
    if (isVariableDeclarationList(node.initializer)) {
      const declaration = node.initializer.declarations[0];
      const isVar = (node.initializer.flags & NodeFlags.BlockScoped) === 0;
      if (declaration) bindPattern(declaration.name, item, isVar ? functionScope(scope, machine) : inner, machine);
    } else {
      assign(node.initializer, item, inner, machine);
    }
    return machine.execute(node.statement, inner);
  };
  return machine.branches.inLoop('break', () => {
    for (const item of items) {
      machine.spend(1);
      const completion = machine.branches.inLoop('continue', () => iteration(item), isLabelOf(node));
      if (leaves(completion, node)) return outsideOf(completion);
    }
    if (!beyond) return undefined;
    machine.branches.repeatUnknownTimes(beyond, () =>
      leftOf(
        machine.branches.inLoop('continue', () => iteration(beyond), isLabelOf(node)),
        node,
      ),
    );
    return undefined;
  });
}
