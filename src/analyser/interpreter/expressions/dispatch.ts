// The switch over kinds of expressions, as a table: one entry for each kind, one small file for each group.

import type ts from 'typescript';
import type { Machine } from '../machine';
import type { Scope } from '../scope';
import type { Value } from '../values';
import { evaluateElementAccess, evaluatePropertyAccess } from './access';
import { evaluateBinary } from './binary';
import { evaluateCall, evaluateNew, evaluateTaggedTemplate } from './call';
import { evaluateConditional } from './conditional';
import { evaluateFunction } from './functionExpression';
import { evaluateIdentifier, evaluateThis } from './identifier';
import { evaluateArrayLiteral, evaluateObjectLiteral, evaluateRegularExpression } from './literals';
import { evaluateTemplate } from './template';
import { evaluateDelete, evaluatePostfix, evaluatePrefix, evaluateTypeof } from './unary';
import { declareClass } from '../classes';
import { evaluateYield } from './yield';
import { SyntaxKind } from '../../source/syntax';

type Evaluator = (node: never, scope: Scope, machine: Machine) => Value;

const K = SyntaxKind;

/** `(e)`, `e as T`, `e!`, `await e` …: the value of the expression inside. */
const inner: Evaluator = (node: ts.ParenthesizedExpression, scope, machine) => machine.evaluate(node.expression, scope);

const EVALUATORS: readonly (Evaluator | undefined)[] = tableOf([
  [K.Identifier, evaluateIdentifier],
  [K.ThisKeyword, evaluateThis],
  [K.NumericLiteral, (node: ts.NumericLiteral) => Number(node.text)],
  [K.BigIntLiteral, (node: ts.BigIntLiteral) => BigInt(node.text.replace(/n$/, ''))],
  // `#field in object`
  [K.PrivateIdentifier, (node: ts.PrivateIdentifier) => node.text],
  [K.StringLiteral, (node: ts.StringLiteral) => node.text],
  [K.NoSubstitutionTemplateLiteral, (node: ts.NoSubstitutionTemplateLiteral) => node.text],
  [K.TrueKeyword, () => true],
  [K.FalseKeyword, () => false],
  [K.NullKeyword, () => null],
  [K.RegularExpressionLiteral, evaluateRegularExpression],
  [K.TemplateExpression, evaluateTemplate],
  [K.TaggedTemplateExpression, evaluateTaggedTemplate],
  [K.ArrayLiteralExpression, evaluateArrayLiteral],
  [K.ObjectLiteralExpression, evaluateObjectLiteral],
  [K.PropertyAccessExpression, evaluatePropertyAccess],
  [K.ElementAccessExpression, evaluateElementAccess],
  [K.CallExpression, evaluateCall],
  [K.NewExpression, evaluateNew],
  [K.BinaryExpression, evaluateBinary],
  [K.PrefixUnaryExpression, evaluatePrefix],
  [K.PostfixUnaryExpression, evaluatePostfix],
  [K.TypeOfExpression, evaluateTypeof],
  [K.DeleteExpression, evaluateDelete],
  [K.VoidExpression, (node: ts.VoidExpression, scope, machine) => void machine.evaluate(node.expression, scope)],
  [K.ConditionalExpression, evaluateConditional],
  [K.FunctionExpression, evaluateFunction],
  [K.ArrowFunction, evaluateFunction],
  [K.ClassExpression, (node: ts.ClassExpression, scope, machine) => declareClass(node, scope, machine)],
  [K.YieldExpression, evaluateYield],
  [K.ParenthesizedExpression, inner],
  [K.AsExpression, inner],
  [K.SatisfiesExpression, inner],
  [K.NonNullExpression, inner],
  [K.TypeAssertionExpression, inner],
  [K.ExpressionWithTypeArguments, inner],
  // A promise is its value: the analysis does not wait.
  [K.AwaitExpression, inner],
  [K.OmittedExpression, () => undefined],
  [K.MissingDeclaration, () => undefined],
]);

function tableOf(entries: readonly (readonly [ts.SyntaxKind, Evaluator])[]): (Evaluator | undefined)[] {
  const table: (Evaluator | undefined)[] = [];
  for (const [kind, evaluator] of entries) table[kind] = evaluator;
  return table;
}

export function evaluateNode(node: ts.Expression, scope: Scope, machine: Machine): Value {
  const evaluator = EVALUATORS[node.kind];
  if (!evaluator) return machine.unknown('the analysis does not read this kind of expression', node);
  return evaluator(node as never, scope, machine);
}
