// Parameters without a value: what stands for them when a function is looked at on its own.

import type ts from 'typescript';
import { SyntaxKind, isIdentifier } from '../source/syntax';
import { resolveType, tupleElements } from '../source/typeAnnotations';
import type { SourceRange, Unknown } from '../formulas/quantity';
import type { Module } from './module';
import { ArrayValue, SymbolicValue, type FunctionNode, type SymbolTraits, type Value } from './values';

/** The parameters that arguments go to: all but TypeScript's `this`. */
export function parametersOf(node: FunctionNode): readonly ts.ParameterDeclaration[] {
  const [first, ...others] = node.parameters;
  return first && isIdentifier(first.name) && first.name.text === 'this' ? others : node.parameters;
}

/** What a rest parameter holds, when a function is looked at on its own. */
export class RestArguments extends ArrayValue {}

/** An argument that need not be given, when a function is looked at on its own: a default may stand for it. */
export class OptionalArgument extends SymbolicValue {
  constructor(
    path: string,
    at: SourceRange,
    /** What stands for it where it is given. */
    readonly given: Value,
  ) {
    super(path, at);
  }
}

const K = SyntaxKind;

/**
 * A symbol named `path`, as its type annotation describes it: a tuple is an array of symbols (`size[0]`), the members of an
 * object type have types of their own, and what is no number never becomes one.
 * @param because why the value is not known, when a call gave it but it could not be followed
 */
export function symbolFor(
  path: string,
  type: ts.TypeNode | undefined,
  node: ts.Node,
  module: Module,
  because?: Unknown,
): Value {
  const at = { file: module.file, start: node.getStart(module.source), end: node.end };
  const resolved = resolveType(type, module.source);
  const tuple = resolved && tupleElements(resolved);
  if (tuple) {
    return new ArrayValue(
      tuple.map((element, index) => symbolFor(`${path}[${index}]`, element, node, module, because)),
    );
  }
  const memberOf = resolved && membersOf(resolved, node, module, because);
  return new SymbolicValue(path, at, {
    mayBeNumber: mayBeNumber(resolved),
    isNumber: resolved?.kind === K.NumberKeyword,
    isOptional: type === undefined && !because,
    ...(because && { because }),
    ...(memberOf && { memberOf }),
  });
}

/** Without an annotation, or with one that cannot be followed, a parameter that is used as a number is taken for one. */
function mayBeNumber(type: ts.TypeNode | undefined): boolean {
  switch (type?.kind) {
    case K.StringKeyword:
    case K.ArrayType:
    case K.TupleType:
    case K.FunctionType:
    case K.TypeLiteral:
    case K.InterfaceDeclaration:
      return false;
    case K.TypeReference: {
      const { typeName } = type as ts.TypeReferenceNode;
      const name = isIdentifier(typeName) ? typeName.text : typeName.right.text;
      return !/^(Readonly)?Array$|Shape$|^(Symbolic)?Tensor\w*$|Layer|Model$/.test(name);
    }
    case K.UnionType:
      return (type as ts.UnionTypeNode).types.some((option) => mayBeNumber(option));
    case K.LiteralType:
      return (type as ts.LiteralTypeNode).literal.kind !== K.StringLiteral;
    default:
      return true;
  }
}

function membersOf(
  type: ts.TypeNode,
  node: ts.Node,
  module: Module,
  because: Unknown | undefined,
): SymbolTraits['memberOf'] {
  if (type.kind !== K.TypeLiteral && (type.kind as ts.SyntaxKind) !== K.InterfaceDeclaration) return undefined;
  const { members } = type as ts.TypeLiteralNode;
  return (name, path) => {
    const member = members.find((m) => m.name && 'text' in m.name && m.name.text === name);
    if (member?.kind !== K.PropertySignature) return undefined;
    const { questionToken, type: memberType } = member as ts.PropertySignature;
    // Like an optional parameter: it is taken to be absent, so that defaults apply.
    return { value: questionToken ? undefined : symbolFor(path, memberType, node, module, because) };
  };
}
