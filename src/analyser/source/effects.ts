// What each function of a file assigns, and what it calls.

import type ts from 'typescript';
import {
  SyntaxKind,
  forEachChild,
  isArrayLiteralExpression,
  isAsExpression,
  isBinaryExpression,
  isCallExpression,
  isElementAccessExpression,
  isFunctionLike,
  isIdentifier,
  isNonNullExpression,
  isObjectLiteralExpression,
  isParenthesizedExpression,
  isPropertyAccessExpression,
  isPropertyAssignment,
  isShorthandPropertyAssignment,
  isSpreadAssignment,
  isSpreadElement,
} from './syntax';

/** Of one function and those inside of it; names are not resolved, so that a local variable counts too. */
export interface Effects {
  /** Paths that it assigns to: `vocabulary`, `state.classes`, `this.labels`; `words.*` for any member of `words`. */
  readonly assigned: ReadonlySet<string>;
  /** Names of functions and of methods of `this`. */
  readonly called: ReadonlySet<string>;
}

export type FunctionEffects = ReadonlyMap<ts.SignatureDeclaration, Effects>;

const K = SyntaxKind;
const FILLING_METHODS = new Set(['push', 'unshift', 'splice', 'set', 'add']);
/** Stands for what has no name, as in `current().size = 3`. */
const NAMELESS = '?';

/** Remembers the effects in each statement: one that a change of the text left alone is the same node in the new tree. */
export class EffectIndex {
  private readonly known = new WeakMap<ts.Statement, FunctionEffects>();

  effectsOf(tree: ts.SourceFile): FunctionEffects {
    const effects = new Map<ts.SignatureDeclaration, Effects>();
    for (const statement of tree.statements) {
      let found = this.known.get(statement);
      if (!found) {
        found = collectEffects(statement);
        this.known.set(statement, found);
      }
      for (const [node, own] of found) effects.set(node, own);
    }
    return effects;
  }
}

interface Noted extends Effects {
  readonly assigned: Set<string>;
  readonly called: Set<string>;
}

const noted = (): Noted => ({ assigned: new Set(), called: new Set() });

function collectEffects(statement: ts.Statement): FunctionEffects {
  const found = new Map<ts.SignatureDeclaration, Effects>();
  let innermost = noted();
  const visit = (node: ts.Node): void => {
    noteAssignment(node, innermost.assigned);
    if (isCallExpression(node)) noteCall(node, innermost);
    if (!isFunctionLike(node)) {
      forEachChild(node, visit);
      return;
    }
    const outer = innermost;
    innermost = noted();
    found.set(node, innermost);
    forEachChild(node, visit);
    for (const path of innermost.assigned) outer.assigned.add(path);
    for (const name of innermost.called) outer.called.add(name);
    innermost = outer;
  };
  visit(statement);
  return found;
}

function noteAssignment(node: ts.Node, paths: Set<string>): void {
  if (isBinaryExpression(node)) {
    if (isAssignment(node.operatorToken.kind)) noteTarget(node.left, paths);
  } else if (node.kind === K.PostfixUnaryExpression || node.kind === K.PrefixUnaryExpression) {
    const { operator, operand } = node as ts.PrefixUnaryExpression;
    if (operator === K.PlusPlusToken || operator === K.MinusMinusToken) noteTarget(operand, paths);
  }
}

function noteCall({ expression: callee, arguments: [first] }: ts.CallExpression, { assigned, called }: Noted): void {
  if (isIdentifier(callee)) called.add(callee.text);
  if (!isPropertyAccessExpression(callee)) return;
  const { expression, name } = callee;
  if (FILLING_METHODS.has(name.text)) noteTarget(expression, assigned);
  if (expression.kind === K.ThisKeyword) {
    called.add(name.text);
    if (name.text === 'setState' && first) noteMembers('this.state', first, assigned);
  } else if (name.text === 'assign' && isIdentifier(expression) && expression.text === 'Object' && first) {
    assigned.add(`${pathOf(first)}.*`);
  }
}

/** What React's `setState` fills. */
function noteMembers(path: string, members: ts.Expression, paths: Set<string>): void {
  if (!isObjectLiteralExpression(members)) paths.add(`${path}.*`);
  else {
    for (const { name } of members.properties)
      paths.add(name && isIdentifier(name) ? `${path}.${name.text}` : `${path}.*`);
  }
}

function noteTarget(target: ts.Expression, paths: Set<string>): void {
  if (isArrayLiteralExpression(target)) {
    for (const element of target.elements) noteTarget(isSpreadElement(element) ? element.expression : element, paths);
  } else if (isObjectLiteralExpression(target)) {
    for (const property of target.properties) {
      if (isShorthandPropertyAssignment(property)) paths.add(property.name.text);
      else if (isPropertyAssignment(property)) noteTarget(property.initializer, paths);
      else if (isSpreadAssignment(property)) noteTarget(property.expression, paths);
    }
  } else if (isBinaryExpression(target)) {
    // A default in a pattern.
    noteTarget(target.left, paths);
  } else {
    const path = pathOf(target);
    if (path !== NAMELESS) paths.add(path);
  }
}

function pathOf(node: ts.Expression): string {
  if (isIdentifier(node)) return node.text;
  if (node.kind === K.ThisKeyword) return 'this';
  if (isPropertyAccessExpression(node)) return `${pathOf(node.expression)}.${node.name.text}`;
  if (isElementAccessExpression(node)) return `${pathOf(node.expression)}.*`;
  if (isParenthesizedExpression(node) || isNonNullExpression(node) || isAsExpression(node)) {
    return pathOf(node.expression);
  }
  return NAMELESS;
}

export function isAssignment(kind: ts.SyntaxKind): boolean {
  return kind >= K.FirstAssignment && kind <= K.LastAssignment;
}
