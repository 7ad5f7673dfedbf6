// What each function of a file assigns, and what it calls.

import type ts from 'typescript';
import { createFunctionIndex, type FunctionIndex } from './functionIndex';
import {
  SyntaxKind,
  isArrayLiteralExpression,
  isAsExpression,
  isBinaryExpression,
  isCallExpression,
  isElementAccessExpression,
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

const K = SyntaxKind;
const FILLING_METHODS = new Set(['push', 'unshift', 'splice', 'set', 'add']);
/** Stands for what has no name, as in `current().size = 3`. */
const NAMELESS = '?';

interface Noted extends Effects {
  readonly assigned: Set<string>;
  readonly called: Set<string>;
}

export function createEffectIndex(): FunctionIndex<Effects> {
  return createFunctionIndex<Noted>({
    start: () => ({ assigned: new Set(), called: new Set() }),
    note: (node, noted) => {
      noteAssignment(node, noted.assigned);
      if (isCallExpression(node)) noteCall(node, noted);
      return true;
    },
    merge: (inner, outer) => {
      for (const path of inner.assigned) outer.assigned.add(path);
      for (const name of inner.called) outer.called.add(name);
    },
  });
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
