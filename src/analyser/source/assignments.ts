// What each function of a file assigns: variables, and fields of `this`.

import type ts from 'typescript';
import {
  SyntaxKind,
  forEachChild,
  isBinaryExpression,
  isCallExpression,
  isFunctionLike,
  isIdentifier,
  isPropertyAccessExpression,
} from './syntax';

export interface Assignments {
  readonly variables: ReadonlySet<string>;
  readonly fields: ReadonlySet<string>;
}

const K = SyntaxKind;
const FILLING_METHODS = new Set(['push', 'unshift', 'splice']);

/** By function, those inside of it included; names are not resolved, so that a local variable counts too. */
export function collectAssignments(tree: ts.SourceFile): ReadonlyMap<ts.Node, Assignments> {
  const found = new Map<ts.Node, Assignments>();
  const open: { variables: Set<string>; fields: Set<string> }[] = [];
  const note = (target: ts.Expression): void => {
    if (isIdentifier(target)) for (const { variables } of open) variables.add(target.text);
    else if (isPropertyAccessExpression(target)) {
      if (target.expression.kind === K.ThisKeyword) for (const { fields } of open) fields.add(target.name.text);
      else note(target.expression);
    }
  };
  const visit = (node: ts.Node): void => {
    if (isBinaryExpression(node) && isAssignment(node.operatorToken.kind)) note(node.left);
    else if (node.kind === K.PostfixUnaryExpression || node.kind === K.PrefixUnaryExpression) {
      const { operator, operand } = node as ts.PrefixUnaryExpression;
      if (operator === K.PlusPlusToken || operator === K.MinusMinusToken) note(operand);
    } else if (isCallExpression(node) && isPropertyAccessExpression(node.expression)) {
      if (FILLING_METHODS.has(node.expression.name.text)) note(node.expression.expression);
    }
    if (!isFunctionLike(node)) {
      forEachChild(node, visit);
      return;
    }
    const own = { variables: new Set<string>(), fields: new Set<string>() };
    found.set(node, own);
    open.push(own);
    forEachChild(node, visit);
    open.pop();
  };
  visit(tree);
  return found;
}

export function isAssignment(kind: ts.SyntaxKind): boolean {
  return kind >= K.FirstAssignment && kind <= K.LastAssignment;
}
