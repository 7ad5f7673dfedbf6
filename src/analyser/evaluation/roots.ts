// Functions that nothing called: which of them are looked at on their own, in which order, and with what arguments.

import type ts from 'typescript';
import { symbol, Unknown } from '../formulas/quantity';
import { fromJson } from '../interpreter/builtins/object';
import type { Machine } from '../interpreter/machine';
import { OptionalArgument, parametersOf, RestArguments, symbolFor } from '../interpreter/parameters';
import { ArrayValue, SymbolicValue, type FunctionValue, type Value } from '../interpreter/values';
import type { Module } from '../interpreter/module';
import { definesLayers, type FunctionNames } from '../source/identifiers';
import type { GivenValues } from '../source/givenValues';
import { findGivenValues } from '../source/annotations';
import { boundNames } from '../source/boundNames';
import { isIdentifier, isObjectLiteralExpression } from '../source/syntax';

/**
 * The next function to look at: one that matters and that no other unreached function mentions; else the first. One matters
 * that mentions a function which defines layers, among those that are given. A constructor comes after
 * everything else, because a method is looked at on an instance, whose constructor has run then; that of a class after those of its subclasses.
 */
export function nextRoot(
  functions: readonly FunctionValue[],
  isReached: (f: FunctionValue) => boolean,
  names: FunctionNames,
): FunctionValue | undefined {
  const relevant = relevantFunctions(functions, names).filter((f) => !isReached(f));
  const plain = relevant.filter((f) => !isConstructor(f));
  const entry = plain.find((f) => !plain.some((other) => other !== f && mentions(other, f, names)));
  const leaf = (f: FunctionValue): boolean => !relevant.some(({ homeClass }) => homeClass?.parent === f.homeClass);
  return entry ?? plain[0] ?? relevant.find(leaf) ?? relevant[0];
}

export function isConstructor({ homeClass, node }: FunctionValue): boolean {
  return homeClass?.constructorFunction?.node === node;
}

/** Functions that define layers, and those that mention such a function. */
function relevantFunctions(functions: readonly FunctionValue[], names: FunctionNames): FunctionValue[] {
  const relevant = new Set(functions.filter((f) => definesLayers(names.get(f.node) ?? new Set())));
  for (const found of relevant) {
    for (const candidate of functions) {
      if (!relevant.has(candidate) && mentions(candidate, found, names)) relevant.add(candidate);
    }
  }
  return functions.filter((f) => relevant.has(f)).sort((a, b) => a.node.pos - b.node.pos);
}

function mentions(caller: FunctionValue, callee: FunctionValue, names: FunctionNames): boolean {
  const inside = callee.node.pos >= caller.node.pos && callee.node.end <= caller.node.end;
  return inside || (callee.name !== '' && (names.get(caller.node)?.has(callee.name) ?? false));
}

/**
 * An argument for every parameter: its value, else the default, else a symbol.
 * @param values those of `valuesFor`
 */
export function argumentsForRoot(callee: FunctionValue | undefined, values: GivenValues, machine: Machine): Value[] {
  if (!callee) return [];
  return parametersOf(callee.node).map((parameter) => {
    const { name, initializer, questionToken, dotDotDotToken } = parameter;
    if (dotDotDotToken) return restArguments(parameter, values, machine, callee.module);
    if (isIdentifier(name) && values.has(name.text)) return fromJson(values.get(name.text), machine);
    const symbolName = isIdentifier(name) ? name.text : '';
    const symbolic = (): Value => symbolicArgument(parameter, symbolName, values, machine, callee.module);
    if ((initializer && !isEmptyObject(initializer)) || (symbolName !== '' && questionToken)) {
      return new OptionalArgument(symbolName, machine.rangeOf(parameter, callee.module), symbolic());
    }
    return tensorArgument(parameter.type, symbolName, callee, machine) ?? symbolic();
  });
}

/** How many there are is not known, unless a value says so. */
function restArguments(
  parameter: ts.ParameterDeclaration,
  values: GivenValues,
  machine: Machine,
  module: Module,
): RestArguments {
  const name = isIdentifier(parameter.name) ? parameter.name.text : '';
  const given = values.has(name) ? fromJson(values.get(name), machine) : undefined;
  if (given instanceof ArrayValue) return new RestArguments(given.elements);
  const rest = new RestArguments([]);
  rest.open = new Unknown(`\`${name}\` has no known value here`, machine.rangeOf(parameter, module));
  return rest;
}

/**
 * What stands for an argument that a call gives but that is not known.
 * @param symbolName the name of its symbol, should it become one
 */
export function argumentInstead(
  because: Unknown,
  parameter: ts.ParameterDeclaration,
  symbolName: string,
  values: GivenValues,
  machine: Machine,
): Value {
  const { name } = parameter;
  if (isIdentifier(name) && values.has(name.text)) return fromJson(values.get(name.text), machine);
  return symbolicArgument(parameter, symbolName, values, machine, machine.module, because);
}

/**
 * The values that apply to the parameters of a function: those set from outside, else those of a call in another file, else
 * those of an annotation above the function.
 */
export function valuesFor(node: ts.Node, module: Module, given: GivenValues, call: GivenValues = NONE): GivenValues {
  return new Map([...findGivenValues(node, module.source), ...call, ...given]);
}

const NONE: GivenValues = new Map();

/** Those of the values that the function takes, by the names of its parameters or those of members. */
export function valuesTaken({ node }: FunctionValue, values: GivenValues): GivenValues {
  const names = namesTaken(parametersOf(node), values);
  return new Map([...values].filter(([name]) => names.includes(name)));
}

/** The names of the values that parameters take, by their own names or those of members. */
export function namesTaken(parameters: readonly ts.ParameterDeclaration[], values: GivenValues): readonly string[] {
  const names = new Set(parameters.flatMap(({ name }) => boundNames(name)));
  return [...values.keys()].filter((name) => names.has(name.split('.', 1).join('')));
}

function symbolicArgument(
  parameter: ts.ParameterDeclaration,
  symbolName: string,
  values: GivenValues,
  machine: Machine,
  module: Module,
  because?: Unknown,
): Value {
  const described = symbolFor(symbolName, parameter.type, parameter, module, because);
  // `{ filters = 8, units }`, `options = {}`: an object whose members are given one by one.
  const isBag = symbolName === '' || isEmptyObject(parameter.initializer) || givesMembersOf(symbolName, values);
  if (!isBag || !(described instanceof SymbolicValue)) return described;
  return withGivenMembers(described, values, machine, !because, because);
}

/** Of how many axes the type of a tensor is: `tf.Tensor4D`, `Tensor<Rank.R2>`. */
const RANK = /^(?:\w+\.)?Tensor(?:([1-6])D|<(?:\w+\.)?Rank\.R([1-6])>)$/;

/** What is no picture although it has four axes. */
const WEIGHTS = /filter|kernel|weight|^w\d*$/i;

/** A function that makes layers is given symbolic tensors, whatever its types say. */
const MAKES_LAYERS = /\b(layers|apply|model|sequential)\b/;

/** In a function of core operations, a tensor whose sizes are symbols; the batch of pictures is open. */
function tensorArgument(
  type: ts.TypeNode | undefined,
  name: string,
  { node, module: { source } }: FunctionValue,
  machine: Machine,
): Value {
  const [, ofType, ofArgument] = RANK.exec(type?.getText(source) ?? '') ?? [];
  const rank = Number(ofType ?? ofArgument ?? 0);
  if (rank === 0 || name === '' || MAKES_LAYERS.test(node.getText(source))) return undefined;
  const hasBatch = rank > 3 && !WEIGHTS.test(name);
  return machine.environment.tensorOf(
    Array.from({ length: rank }, (_, axis) => (hasBatch && axis === 0 ? null : symbol(`${name}.shape[${axis}]`))),
  );
}

export function givesMembersOf(path: string, values: GivenValues): boolean {
  return [...values.keys()].some((name) => name.startsWith(`${path}.`));
}

/** A symbol for an object of which some members have values. */
function withGivenMembers(
  symbol: SymbolicValue,
  values: GivenValues,
  machine: Machine,
  isOptional: boolean,
  because?: Unknown,
): SymbolicValue {
  return new SymbolicValue(symbol.path, symbol.at, {
    mayBeNumber: false,
    isOptional,
    ...(because && { because }),
    memberOf: (member, path) => {
      if (values.has(path)) return { value: fromJson(values.get(path), machine) };
      const typed = symbol.typedMember(member, path);
      if (!givesMembersOf(path, values)) return typed;
      const inner = typed?.value instanceof SymbolicValue ? typed.value : new SymbolicValue(path, symbol.at);
      return { value: withGivenMembers(inner, values, machine, false, because) };
    },
  });
}

/** `= {}`: a default that only says that nothing need be given. */
function isEmptyObject(initializer: ts.Expression | undefined): boolean {
  return initializer !== undefined && isObjectLiteralExpression(initializer) && initializer.properties.length === 0;
}
