// What each function of a file assigns: paths like `vocabulary`, `state.classes`, `this.labels`; `words.*` for any member of `words`.

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

/** By function, those inside of it included; names are not resolved, so that a local variable counts too. */
export type Assignments = ReadonlyMap<ts.SignatureDeclaration, ReadonlySet<string>>;

const K = SyntaxKind;
const FILLING_METHODS = new Set(['push', 'unshift', 'splice', 'set', 'add']);
/** Stands for what has no name, as in `current().size = 3`. */
const NAMELESS = '?';

/** Remembers the assignments of each statement: one that a change of the text left alone is the same node in the new tree. */
export class AssignmentIndex {
  private readonly known = new WeakMap<ts.Statement, Assignments>();

  assignmentsOf(tree: ts.SourceFile): Assignments {
    const assignments = new Map<ts.SignatureDeclaration, ReadonlySet<string>>();
    for (const statement of tree.statements) {
      let found = this.known.get(statement);
      if (!found) {
        found = collectAssignments(statement);
        this.known.set(statement, found);
      }
      for (const [node, paths] of found) assignments.set(node, paths);
    }
    return assignments;
  }
}

function collectAssignments(statement: ts.Statement): Assignments {
  const found = new Map<ts.SignatureDeclaration, Set<string>>();
  let innermost = new Set<string>();
  const visit = (node: ts.Node): void => {
    noteAssignment(node, innermost);
    if (!isFunctionLike(node)) {
      forEachChild(node, visit);
      return;
    }
    const outer = innermost;
    innermost = new Set();
    found.set(node, innermost);
    forEachChild(node, visit);
    for (const path of innermost) outer.add(path);
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
  } else if (isCallExpression(node) && isPropertyAccessExpression(node.expression)) {
    const { expression, name } = node.expression;
    const [first] = node.arguments;
    if (FILLING_METHODS.has(name.text)) noteTarget(expression, paths);
    else if (name.text === 'assign' && isIdentifier(expression) && expression.text === 'Object' && first) {
      paths.add(`${pathOf(first)}.*`);
    }
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
