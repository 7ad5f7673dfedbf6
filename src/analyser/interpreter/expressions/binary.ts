// Operators with two operands, short circuits and assignments.

import type ts from 'typescript';
import { isUnknown } from '../../formulas/quantity';
import { valueOrDefault } from '../defaults';
import type { Machine } from '../machine';
import { applyOperator } from '../operators';
import type { Scope } from '../scope';
import { isOpen, joinValues, reasonOf, SymbolicValue, truthOf, type Value } from '../values';
import { assign, refer } from './assignment';
import { SyntaxKind } from '../../source/syntax';

const K = SyntaxKind;

/** `+=` and its like, with the operator they contain. */
const COMPOUND = new Map<ts.SyntaxKind, ts.SyntaxKind>([
  [K.PlusEqualsToken, K.PlusToken],
  [K.MinusEqualsToken, K.MinusToken],
  [K.AsteriskEqualsToken, K.AsteriskToken],
  [K.SlashEqualsToken, K.SlashToken],
  [K.PercentEqualsToken, K.PercentToken],
  [K.AsteriskAsteriskEqualsToken, K.AsteriskAsteriskToken],
  [K.LessThanLessThanEqualsToken, K.LessThanLessThanToken],
  [K.GreaterThanGreaterThanEqualsToken, K.GreaterThanGreaterThanToken],
  [K.GreaterThanGreaterThanGreaterThanEqualsToken, K.GreaterThanGreaterThanGreaterThanToken],
  [K.BarEqualsToken, K.BarToken],
  [K.AmpersandEqualsToken, K.AmpersandToken],
  [K.CaretEqualsToken, K.CaretToken],
]);

const SHORT_CIRCUIT_ASSIGNMENT = new Map<ts.SyntaxKind, ts.SyntaxKind>([
  [K.BarBarEqualsToken, K.BarBarToken],
  [K.AmpersandAmpersandEqualsToken, K.AmpersandAmpersandToken],
  [K.QuestionQuestionEqualsToken, K.QuestionQuestionToken],
]);

export function evaluateBinary(node: ts.BinaryExpression, scope: Scope, machine: Machine): Value {
  const operator = node.operatorToken.kind;
  if (operator === K.EqualsToken) {
    const value = machine.evaluate(node.right, scope);
    assign(node.left, value, scope, machine);
    return value;
  }
  if (operator === K.CommaToken) {
    machine.evaluate(node.left, scope);
    return machine.evaluate(node.right, scope);
  }
  if (operator === K.AmpersandAmpersandToken || operator === K.BarBarToken || operator === K.QuestionQuestionToken) {
    return shortCircuit(operator, machine.evaluate(node.left, scope), node, scope, machine);
  }
  const shortCircuitOperator = SHORT_CIRCUIT_ASSIGNMENT.get(operator);
  if (shortCircuitOperator) {
    const target = refer(node.left, scope, machine);
    const value = shortCircuit(shortCircuitOperator, target.value, node, scope, machine);
    if (value !== target.value) target.write(value);
    return value;
  }
  const compound = COMPOUND.get(operator);
  if (!compound) {
    const left = machine.evaluate(node.left, scope);
    return applyOperator(operator, left, machine.evaluate(node.right, scope), machine, node);
  }
  const target = refer(node.left, scope, machine);
  const value = applyOperator(compound, target.value, machine.evaluate(node.right, scope), machine, node);
  target.write(value);
  return value;
}

function shortCircuit(
  operator: ts.SyntaxKind,
  left: Value,
  node: ts.BinaryExpression,
  scope: Scope,
  machine: Machine,
): Value {
  if (operator !== K.AmpersandAmpersandToken && left instanceof SymbolicValue && left.isOptional) {
    return valueOrDefault(left, machine.evaluate(node.right, scope), machine);
  }
  if (operator === K.QuestionQuestionToken) return left ?? machine.evaluate(node.right, scope);
  const truth = truthOf(left);
  if (truth === undefined && isOpen(left)) {
    // Which side it is stays open; the right side runs as a branch, because it may have effects.
    const because = reasonOf(left, machine.rangeOf(node.left));
    let right: Value;
    machine.branches.either(
      because,
      () => {
        right = machine.evaluate(node.right, scope);
        return undefined;
      },
      () => undefined,
    );
    if (operator === K.BarBarToken && !isUnknown(left)) return left;
    return joinValues(left, right, because);
  }
  return truth === (operator === K.AmpersandAmpersandToken) ? machine.evaluate(node.right, scope) : left;
}
