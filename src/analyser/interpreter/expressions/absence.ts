// Older ways to write `x ?? fallback`: `if (!x) x = fallback`, `x === undefined ? fallback : x`.

import type ts from 'typescript';
import { valueOrDefault } from '../defaults';
import type { Machine } from '../machine';
import type { Scope } from '../scope';
import { SymbolicValue, type Value } from '../values';
import { assign } from './assignment';
import {
  SyntaxKind,
  isBinaryExpression,
  isBlock,
  isExpressionStatement,
  isIdentifier,
  isParenthesizedExpression,
  isPropertyAccessExpression,
  isStringLiteral,
} from '../../source/syntax';

const K = SyntaxKind;

/** What a condition asks whether it was given, and whether it was when the condition is true. */
interface Question {
  readonly asked: ts.Expression;
  readonly isGivenWhenTrue: boolean;
}

/** `x === undefined ? fallback : x`, where it is not known whether a caller gives `x`; undefined for anything else. */
export function evaluateFallback(
  { condition, whenTrue, whenFalse }: ts.ConditionalExpression,
  scope: Scope,
  machine: Machine,
): { readonly value: Value } | undefined {
  const question = readQuestion(condition);
  if (!question) return undefined;
  const [given, fallback] = question.isGivenWhenTrue ? [whenTrue, whenFalse] : [whenFalse, whenTrue];
  if (!isSame(given, question.asked, machine)) return undefined;
  const symbol = optionalSymbol(question.asked, scope, machine);
  return symbol && { value: valueOrDefault(symbol, machine.evaluate(fallback, scope), machine) };
}

/** `if (x === undefined) x = fallback;` @returns whether it is one, and was done */
export function assignFallback(
  { expression, thenStatement, elseStatement }: ts.IfStatement,
  scope: Scope,
  machine: Machine,
): boolean {
  const question = readQuestion(expression);
  if (!question || question.isGivenWhenTrue || elseStatement) return false;
  const { asked } = question;
  const body =
    isBlock(thenStatement) && thenStatement.statements.length === 1 ? thenStatement.statements[0] : thenStatement;
  if (!body || !isExpressionStatement(body) || !isBinaryExpression(body.expression)) return false;
  const { left, operatorToken, right } = body.expression;
  if (operatorToken.kind !== K.EqualsToken || !isSame(left, asked, machine)) return false;
  const symbol = optionalSymbol(asked, scope, machine);
  if (symbol) assign(left, valueOrDefault(symbol, machine.evaluate(right, scope), machine), scope, machine);
  return symbol !== undefined;
}

function optionalSymbol(asked: ts.Expression, scope: Scope, machine: Machine): SymbolicValue | undefined {
  const value = machine.evaluate(asked, scope);
  return value instanceof SymbolicValue && value.isOptional ? value : undefined;
}

function isSame(a: ts.Expression, b: ts.Expression, { module: { source } }: Machine): boolean {
  return a.getText(source) === b.getText(source);
}

function readQuestion(condition: ts.Expression): Question | undefined {
  if (isParenthesizedExpression(condition)) return readQuestion(condition.expression);
  if (isIdentifier(condition) || isPropertyAccessExpression(condition)) {
    return { asked: condition, isGivenWhenTrue: true };
  }
  if (condition.kind === K.PrefixUnaryExpression) {
    const { operator, operand } = condition as ts.PrefixUnaryExpression;
    const inner = operator === K.ExclamationToken ? readQuestion(operand) : undefined;
    return inner && { ...inner, isGivenWhenTrue: !inner.isGivenWhenTrue };
  }
  return isBinaryExpression(condition) ? readComparison(condition) : undefined;
}

const EQUAL = new Set([K.EqualsEqualsToken, K.EqualsEqualsEqualsToken]);
const UNEQUAL = new Set([K.ExclamationEqualsToken, K.ExclamationEqualsEqualsToken]);

function readComparison({ left, operatorToken: { kind }, right }: ts.BinaryExpression): Question | undefined {
  const isGivenWhenTrue = UNEQUAL.has(kind);
  if (!isGivenWhenTrue && !EQUAL.has(kind)) return undefined;
  if (right.kind === K.NullKeyword || (isIdentifier(right) && right.text === 'undefined')) {
    return isIdentifier(left) || isPropertyAccessExpression(left) ? { asked: left, isGivenWhenTrue } : undefined;
  }
  if (left.kind !== K.TypeOfExpression || !isStringLiteral(right) || right.text !== 'undefined') return undefined;
  return { asked: (left as ts.TypeOfExpression).expression, isGivenWhenTrue };
}
