// Type annotations, as far as they can be followed without TypeScript's checker: in their own file, by the names of its own types.

import type ts from 'typescript';
import type { GivenValue } from './givenValues';
import { isIdentifier, isInterfaceDeclaration, isTypeAliasDeclaration, SyntaxKind } from './syntax';
import type { ValueMember, ValueType } from './valueType';

const K = SyntaxKind;
/** A type may be an alias of an alias. */
const DEEPEST_ALIAS = 8;
/** Annotations that are read for one parameter; what is beyond may be anything. */
const MOST_TYPES = 200;

const ANY: ValueType = { kind: 'any' };
const CODE: ValueType = { kind: 'code' };
const NULL: ValueType = { kind: 'choice', values: [null] };
const NUMBER: ValueType = { kind: 'number' };

/** The annotation without brackets, `readonly`, `| undefined`, and names of the file's own types. */
export function resolveType(type: ts.TypeNode | undefined, source: ts.SourceFile, depth = 0): ts.TypeNode | undefined {
  if (!type || depth > DEEPEST_ALIAS) return type;
  const again = (inner: ts.TypeNode | undefined): ts.TypeNode | undefined => resolveType(inner, source, depth + 1);
  switch (type.kind) {
    case K.ParenthesizedType:
      return again((type as ts.ParenthesizedTypeNode).type);
    case K.TypeOperator:
      return again((type as ts.TypeOperatorNode).type);
    case K.NamedTupleMember:
      return again((type as ts.NamedTupleMember).type);
    case K.UnionType: {
      const present = (type as ts.UnionTypeNode).types.filter((option) => !isNothing(option));
      return present.length === 1 ? again(present[0]) : type;
    }
    case K.TypeReference: {
      const { typeName, typeArguments } = type as ts.TypeReferenceNode;
      if (!isIdentifier(typeName)) return type;
      if (typeName.text === 'Readonly') return again(typeArguments?.[0]);
      const declaration = source.statements.find(
        (statement) =>
          (isTypeAliasDeclaration(statement) || isInterfaceDeclaration(statement)) &&
          statement.name.text === typeName.text,
      );
      if (!declaration) return type;
      return isTypeAliasDeclaration(declaration)
        ? again(declaration.type)
        : // An interface has members as a type literal has.
          (declaration as unknown as ts.TypeNode);
    }
    default:
      return type;
  }
}

function isNothing(type: ts.TypeNode): boolean {
  return type.kind === K.UndefinedKeyword || isNull(type);
}

function isNull(type: ts.TypeNode): boolean {
  return type.kind === K.LiteralType && (type as ts.LiteralTypeNode).literal.kind === K.NullKeyword;
}

/** The elements of a tuple of fixed length. */
export function tupleElements(type: ts.TypeNode): readonly ts.TypeNode[] | undefined {
  if (type.kind !== K.TupleType) return undefined;
  const { elements } = type as ts.TupleTypeNode;
  const isFixed = elements.every(
    (element) =>
      element.kind !== K.RestType &&
      element.kind !== K.OptionalType &&
      !(element.kind === K.NamedTupleMember && (element as ts.NamedTupleMember).dotDotDotToken),
  );
  return isFixed ? elements : undefined;
}

/**
 * What a value has to be that is given where this annotation stands; `any` where that cannot be told.
 * @param known what was read of the annotations around it: a type may hold itself
 */
export function readValueType(
  type: ts.TypeNode | undefined,
  source: ts.SourceFile,
  known = new Map<ts.TypeNode, ValueType>(),
): ValueType {
  // where null is an option, it is one of the values
  const resolved = type?.kind === K.UnionType ? type : resolveType(type, source);
  if (!resolved || known.size >= MOST_TYPES) return ANY;
  const before = known.get(resolved);
  if (before) return before;
  known.set(resolved, ANY);
  const read = readResolved(resolved, source, (inner) => readValueType(inner, source, known));
  known.set(resolved, read);
  return read;
}

function readResolved(
  resolved: ts.TypeNode,
  source: ts.SourceFile,
  read: (type: ts.TypeNode | undefined) => ValueType,
): ValueType {
  switch (resolved.kind) {
    case K.NumberKeyword:
      return NUMBER;
    case K.StringKeyword:
      return { kind: 'text' };
    case K.BooleanKeyword:
      return { kind: 'boolean' };
    case K.LiteralType:
      return readLiteral((resolved as ts.LiteralTypeNode).literal);
    case K.FunctionType:
    case K.ConstructorType:
      return CODE;
    case K.ArrayType:
      return listOf(read((resolved as ts.ArrayTypeNode).elementType));
    case K.TupleType: {
      const elements = tupleElements(resolved);
      return elements ? { kind: 'tuple', elements: elements.map(read) } : ANY;
    }
    case K.UnionType:
      return readUnion(
        (resolved as ts.UnionTypeNode).types
          .filter(({ kind }) => kind !== K.UndefinedKeyword)
          .map((option) => read(option)),
      );
    case K.TypeLiteral:
    case K.InterfaceDeclaration:
      return readObject(resolved, read);
    case K.TypeReference:
      return readReference(resolved as ts.TypeReferenceNode, source, read);
    default:
      return ANY;
  }
}

function listOf(element: ValueType): ValueType {
  return element.kind === 'code' ? CODE : { kind: 'list', element };
}

function readLiteral(literal: ts.LiteralTypeNode['literal']): ValueType {
  const value = literalValue(literal);
  return value === undefined ? ANY : { kind: 'choice', values: [value] };
}

function literalValue(literal: ts.Node): GivenValue | undefined {
  switch (literal.kind) {
    case K.StringLiteral:
    case K.NoSubstitutionTemplateLiteral:
      return (literal as ts.StringLiteral).text;
    case K.NumericLiteral:
      return Number((literal as ts.NumericLiteral).text);
    case K.TrueKeyword:
      return true;
    case K.FalseKeyword:
      return false;
    case K.NullKeyword:
      return null;
    case K.PrefixUnaryExpression: {
      const { operator, operand } = literal as ts.PrefixUnaryExpression;
      const value = literalValue(operand);
      return operator === K.MinusToken && typeof value === 'number' ? -value : undefined;
    }
    default:
      return undefined;
  }
}

/** Choices become one; what cannot be written down is left to those who can. */
function readUnion(all: readonly ValueType[]): ValueType {
  const options = all.filter(({ kind }) => kind !== 'code');
  if (options.every(isNullType)) return all.length > options.length ? CODE : NULL;
  if (options.some(({ kind }) => kind === 'any')) return ANY;
  const choices = options.flatMap((option) => (option.kind === 'choice' ? option.values : []));
  const others = options.filter(({ kind }) => kind !== 'choice');
  const values = [...new Set(choices)];
  if (others.length === 0) return { kind: 'choice', values };
  if (values.length === 0 && others.length === 1) return others[0] ?? ANY;
  return { kind: 'union', options: values.length > 0 ? [...others, { kind: 'choice', values }] : others };
}

function isNullType(type: ValueType): boolean {
  return type.kind === 'choice' && type.values.every((value) => value === null);
}

function readObject(type: ts.TypeNode, read: (type: ts.TypeNode | undefined) => ValueType): ValueType {
  const { members, heritageClauses } = type as ts.TypeNode & ts.InterfaceDeclaration;
  if (heritageClauses?.length) return ANY;
  const known: ValueMember[] = [];
  for (const member of members) {
    if (member.kind !== K.PropertySignature || !member.name || !('text' in member.name)) return ANY;
    const { questionToken, type: memberType } = member as ts.PropertySignature;
    known.push({ name: member.name.text, type: read(memberType), isOptional: questionToken !== undefined });
  }
  return { kind: 'object', members: known };
}

/** What programs hand around that is no data, by the names of its types. */
const NAMES_OF_CODE = /^Function$|Tensor(\dD|Like)?$|Variable$|Layer$|Model$|^Sequential$|Optimizer$|Dataset$/;

function readReference(
  { typeName, typeArguments }: ts.TypeReferenceNode,
  source: ts.SourceFile,
  read: (type: ts.TypeNode | undefined) => ValueType,
): ValueType {
  const name = isIdentifier(typeName) ? typeName.text : typeName.right.text;
  if (/^(Readonly)?Array$/.test(name)) return listOf(read(typeArguments?.[0]));
  // TensorFlow.js's own: `(null | number)[]`
  if (name === 'Shape') return { kind: 'list', element: { kind: 'union', options: [NUMBER, NULL] } };
  if (name === 'Partial') {
    const whole = read(typeArguments?.[0]);
    if (whole.kind !== 'object') return ANY;
    return { kind: 'object', members: whole.members.map((member) => ({ ...member, isOptional: true })) };
  }
  if (NAMES_OF_CODE.test(name)) return CODE;
  return readEnum(name, source) ?? ANY;
}

function readEnum(name: string, source: ts.SourceFile): ValueType | undefined {
  const declaration = source.statements.find(
    (statement): statement is ts.EnumDeclaration =>
      statement.kind === K.EnumDeclaration && (statement as ts.EnumDeclaration).name.text === name,
  );
  if (!declaration) return undefined;
  const values: GivenValue[] = [];
  for (const { initializer } of declaration.members) {
    const last = values.at(-1) ?? -1;
    const value = initializer ? literalValue(initializer) : typeof last === 'number' ? last + 1 : undefined;
    if (value === undefined) return ANY;
    values.push(value);
  }
  return { kind: 'choice', values };
}
