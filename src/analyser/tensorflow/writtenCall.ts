// Reads how a layer call is written. Trees have no links to parents: what stands around the call is found from the root.

import type ts from 'typescript';
import type { SourceRange } from '../formulas/quantity';
import type {
  MissingMember,
  WrittenCall,
  WrittenEntry,
  WrittenHolder,
  WrittenInputs,
  WrittenStatement,
} from '../graph/writtenCall';
import type { Machine } from '../interpreter/machine';
import type { Module } from '../interpreter/module';
import {
  forEachChild,
  isArrayLiteralExpression,
  isAsExpression,
  isBinaryExpression,
  isBlock,
  isCallExpression,
  isCaseOrDefaultClause,
  isExpressionStatement,
  isIdentifier,
  isNewExpression,
  isNonNullExpression,
  isObjectLiteralExpression,
  isParenthesizedExpression,
  isPropertyAccessExpression,
  isPropertyAssignment,
  isReturnStatement,
  isSatisfiesExpression,
  isSourceFile,
  isSpreadElement,
  isStringLiteral,
  isVariableDeclaration,
  isVariableDeclarationList,
  isVariableStatement,
  SyntaxKind,
} from '../source/syntax';

/** Answers while the file's tree is the present one: within the analysis that made the layer. */
export function writtenCallReader(
  site: ts.Node,
  machine: Machine,
  module = machine.module,
): () => WrittenCall | undefined {
  return () => (isCallExpression(site) || isNewExpression(site) ? readWrittenCall(site, module, machine) : undefined);
}

/** Answers while the file's tree is the present one; undefined where the list is not written in the call. */
export function writtenInputsReader(
  site: ts.Node,
  machine: Machine,
  module = machine.module,
): () => WrittenInputs | undefined {
  return () => {
    const argument = isCallExpression(site) ? site.arguments[0] : undefined;
    const list = withoutCast(argument);
    if (!list || !isArrayLiteralExpression(list) || list.elements.some(isSpreadElement)) return undefined;
    return { elements: list.elements.map((element) => machine.rangeOf(element, module)), isCast: list !== argument };
  };
}

type RangeOf = (node: ts.Node) => SourceRange;

function readWrittenCall(
  site: ts.CallExpression | ts.NewExpression,
  module: Module,
  machine: Machine,
): WrittenCall | undefined {
  const { source, file } = module;
  const { text } = source;
  const rangeOf = (node: ts.Node): SourceRange => machine.rangeOf(node, module);
  if (!site.arguments || text[site.end - 1] !== ')') return undefined;
  const opening = text.lastIndexOf('(', site.arguments.pos - 1);
  const around = nodesAround(site, source);
  const literal = objectLiteral(site.arguments[0]);
  return {
    callee: { file, start: site.getStart(source), end: opening },
    arguments: { file, start: opening + 1, end: site.end - 1 },
    entries: literal?.properties.map((property) =>
      writtenEntry(property, rangeOf, (value) => missingMember(value, text, rangeOf, machine)),
    ),
    holder: writtenHolder(site, around, rangeOf),
    appliedTo: appliedTo(site, around, rangeOf),
    statement: writtenStatement(around.slice(1), rangeOf),
  };
}

/** The configuration may be `{…} as const` or `{…} satisfies Config`. */
export function objectLiteral(argument: ts.Expression | undefined): ts.ObjectLiteralExpression | undefined {
  const literal = withoutCast(argument);
  return literal && isObjectLiteralExpression(literal) ? literal : undefined;
}

function withoutCast(expression: ts.Expression | undefined): ts.Expression | undefined {
  let inner = expression;
  while (inner && (isAsExpression(inner) || isSatisfiesExpression(inner))) inner = inner.expression;
  return inner;
}

function writtenEntry(
  property: ts.ObjectLiteralElementLike,
  rangeOf: RangeOf,
  missingIn: (value: ts.Node) => MissingMember | undefined,
): WrittenEntry {
  const { name } = property;
  const value = isPropertyAssignment(property) ? property.initializer : undefined;
  const given = value ?? name;
  const missing = given && missingIn(given);
  return {
    name: name && (isIdentifier(name) || isStringLiteral(name)) ? name.text : undefined,
    range: rangeOf(property),
    value: value && rangeOf(value),
    ...(missing && { missing }),
  };
}

/** Of `{ units: options.clases }`, or of `{ units }` after `const units = options.clases`. */
function missingMember(
  value: ts.Node,
  text: string,
  rangeOf: RangeOf,
  { missingMembers }: Machine,
): MissingMember | undefined {
  for (const [access, instead] of missingMembers) {
    const isValue = access === value || (isIdentifier(value) && initialises(access, value.text, text));
    if (isValue) return { access: rangeOf(access), member: rangeOf(access.name), instead };
  }
  return undefined;
}

/** Longer types are not looked through. */
const LONGEST_DECLARATION = 120;

/** Whether a text has `const name = ` before an access, which may be of another file. */
function initialises(access: ts.PropertyAccessExpression, name: string, text: string): boolean {
  const before = text.slice(Math.max(0, access.pos - LONGEST_DECLARATION), access.pos);
  if (!text.slice(access.pos, access.end).endsWith(`.${access.name.text}`)) return false;
  return new RegExp(`\\b(?:const|let|var)\\s+${name.replaceAll('$', '\\$')}(?:\\s*:[^=;]+)?\\s*=$`).test(before);
}

/** Innermost first, without the node itself. */
function nodesAround(node: ts.Node, source: ts.SourceFile): readonly ts.Node[] {
  const around: ts.Node[] = [];
  let current: ts.Node | undefined = source;
  while (current && current !== node) {
    around.unshift(current);
    current = forEachChild(current, (child) => (child.pos <= node.pos && child.end >= node.end ? child : undefined));
  }
  return around;
}

function writtenHolder(site: ts.Node, around: readonly ts.Node[], rangeOf: RangeOf): WrittenHolder | undefined {
  const [parent, statement, block] = around;
  if (!parent) return undefined;
  if (isArrayLiteralExpression(parent)) return { kind: 'element', range: rangeOf(site), isAlone: false };
  const isAdding =
    isCallExpression(parent) &&
    isPropertyAccessExpression(parent.expression) &&
    parent.expression.name.text === 'add' &&
    parent.arguments.length === 1 &&
    parent.arguments[0] === site;
  if (!isAdding || !statement || !isExpressionStatement(statement)) return undefined;
  return { kind: 'statement', range: rangeOf(statement), isAlone: !holdsStatements(block) };
}

function holdsStatements(node: ts.Node | undefined): boolean {
  return node !== undefined && (isBlock(node) || isSourceFile(node) || isCaseOrDefaultClause(node));
}

/** @param around the nodes around the layer's `.apply`, innermost first: its call, and what stands around that */
function writtenStatement([call, ...around]: readonly ts.Node[], rangeOf: RangeOf): WrittenStatement | undefined {
  if (!call || !isCallExpression(call)) return undefined;
  const end = around.findIndex((node) => !isAlwaysRun(node));
  const statement = around[end];
  if (!statement || !holdsStatements(around[end + 1])) return undefined;
  if (!isExpressionStatement(statement) && !isVariableStatement(statement) && !isReturnStatement(statement)) {
    return undefined;
  }
  const taker = around.slice(0, end).find((node) => !isCast(node));
  const name = taker && takenBy(taker, statement);
  const variable = name && isIdentifier(name) ? name.text : undefined;
  return { range: rangeOf(statement), variable, isDeclaration: isVariableStatement(statement) };
}

/** What is left of the `=` of a statement that has only one. */
function takenBy(node: ts.Node, statement: ts.Statement): ts.Node | undefined {
  if (isExpressionStatement(statement))
    return node === statement.expression && isAssignment(node) ? node.left : undefined;
  const isOnly = isVariableStatement(statement) && statement.declarationList.declarations.length === 1;
  return isOnly && isVariableDeclaration(node) ? node.name : undefined;
}

/** Whether an expression runs all that is in it, once. */
function isAlwaysRun(node: ts.Node): boolean {
  return (
    isCast(node) ||
    isAssignment(node) ||
    isArrayLiteralExpression(node) ||
    isCallExpression(node) ||
    isPropertyAccessExpression(node) ||
    isObjectLiteralExpression(node) ||
    isPropertyAssignment(node) ||
    isVariableDeclaration(node) ||
    isVariableDeclarationList(node)
  );
}

function isCast(node: ts.Node): boolean {
  return (
    isAsExpression(node) || isSatisfiesExpression(node) || isParenthesizedExpression(node) || isNonNullExpression(node)
  );
}

function isAssignment(node: ts.Node): node is ts.BinaryExpression {
  return isBinaryExpression(node) && node.operatorToken.kind === SyntaxKind.EqualsToken;
}

function appliedTo(site: ts.Node, [access, call]: readonly ts.Node[], rangeOf: RangeOf): SourceRange | undefined {
  if (!access || !isPropertyAccessExpression(access) || access.expression !== site || access.name.text !== 'apply') {
    return undefined;
  }
  const argument = call && isCallExpression(call) && call.expression === access ? call.arguments[0] : undefined;
  return argument && rangeOf(argument);
}
