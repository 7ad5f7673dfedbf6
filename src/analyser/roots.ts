// Functions that nothing called: which of them are looked at on their own, in which order, and with what arguments.

import type ts from 'typescript';
import { fromJson } from './interpreter/builtins/object';
import type { Machine } from './interpreter/machine';
import { symbolFor } from './interpreter/parameters';
import { SymbolicValue, type FunctionValue, type Value } from './interpreter/values';
import type { Module } from './interpreter/module';
import { definesLayers, type FunctionNames } from './source/identifiers';
import { findGivenValues, type GivenValues } from './source/givenValues';
import { isIdentifier, isObjectBindingPattern, isObjectLiteralExpression } from './source/syntax';

/** The next function to look at: one that matters and that no other unreached function mentions; else the first. */
export function nextRoot(unreached: readonly FunctionValue[], names: FunctionNames): FunctionValue | undefined {
  const relevant = relevantFunctions(unreached, names);
  const entry = relevant.find((f) => !relevant.some((other) => other !== f && mentions(other, f, names)));
  return entry ?? relevant[0];
}

/** Functions that define layers, and those that mention such a function. */
function relevantFunctions(functions: readonly FunctionValue[], names: FunctionNames): FunctionValue[] {
  const relevant = new Set(functions.filter((f) => definesLayers(names.get(f.node) ?? new Set())));
  for (let grown = true; grown;) {
    grown = false;
    for (const candidate of functions) {
      if (relevant.has(candidate) || ![...relevant].some((f) => mentions(candidate, f, names))) continue;
      relevant.add(candidate);
      grown = true;
    }
  }
  return functions.filter((f) => relevant.has(f)).sort((a, b) => a.node.pos - b.node.pos);
}

function mentions(caller: FunctionValue, callee: FunctionValue, names: FunctionNames): boolean {
  const inside = callee.node.pos >= caller.node.pos && callee.node.end <= caller.node.end;
  return inside || (callee.name !== '' && (names.get(caller.node)?.has(callee.name) ?? false));
}

/**
 * An argument for every parameter: the value set from outside, else the one in an annotation above the function, else the
 * default, else a symbol.
 */
export function argumentsForRoot(callee: FunctionValue | undefined, given: GivenValues, machine: Machine): Value[] {
  if (!callee) return [];
  const values = new Map([...findGivenValues(callee.node, callee.module.source), ...given]);
  return callee.node.parameters.map((parameter) => argumentFor(parameter, values, machine, callee.module));
}

function argumentFor(parameter: ts.ParameterDeclaration, values: GivenValues, machine: Machine, module: Module): Value {
  const { name, initializer } = parameter;
  if (isIdentifier(name) && values.has(name.text)) return fromJson(values.get(name.text), machine);
  if (isIdentifier(name) && !isEmptyObject(initializer)) {
    if (initializer || parameter.dotDotDotToken || parameter.questionToken) return undefined;
    return symbolFor(name.text, parameter.type, parameter, module);
  }
  if (parameter.dotDotDotToken || (initializer && !isEmptyObject(initializer))) return undefined;
  // `{ filters = 8, units }`, `options = {}`: an object whose members are given one by one.
  const path = isIdentifier(name) ? name.text : '';
  const described =
    isIdentifier(name) || isObjectBindingPattern(name) ? symbolFor(path, parameter.type, parameter, module) : undefined;
  if (!(described instanceof SymbolicValue)) return described;
  return new SymbolicValue(path, described.at, {
    mayBeNumber: false,
    isOptional: true,
    memberOf: (member, memberPath) =>
      path === '' && values.has(member)
        ? { value: fromJson(values.get(member), machine) }
        : described.typedMember(member, memberPath),
  });
}

/** `= {}`: a default that only says that nothing need be given. */
function isEmptyObject(initializer: ts.Expression | undefined): boolean {
  return initializer !== undefined && isObjectLiteralExpression(initializer) && initializer.properties.length === 0;
}
