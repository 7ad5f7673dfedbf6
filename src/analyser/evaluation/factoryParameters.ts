// What a function that makes a model has to be called with, beyond what is known: asked for when the model is run.

import type ts from 'typescript';
import { exampleOf, isReplaced } from './openParameters';
import { givesMembersOf } from './roots';
import { parametersOf } from '../interpreter/parameters';
import { SymbolicValue, type FunctionValue, type Value } from '../interpreter/values';
import { annotationPlace } from '../source/annotations';
import type { GivenValue, GivenValues } from '../source/givenValues';
import { isIdentifier, isObjectBindingPattern, isOmittedExpression } from '../source/syntax';
import { readValueType } from '../source/typeAnnotations';
import type { FactoryParameters, MissingArgument, ValueMember, ValueType } from '../source/valueType';

/** A function that is looked at on its own, or the constructor for its instance, with what it was given there. */
export interface FactoryCall {
  readonly callee: FunctionValue;
  readonly values: GivenValues;
  readonly args: readonly Value[];
}

/** To be asked after the calls were made: what became of their arguments tells what values they might have. */
export function readFactoryParameters(calls: readonly FactoryCall[]): FactoryParameters {
  const missing = new Map(calls.flatMap(missingArguments).map((argument) => [argument.name, argument]));
  return { missing: [...missing.values()], optional: calls.flatMap(optionalParameters) };
}

/** `options: { size?: number }`: an object without which the function fails, though it need not hold anything. */
export function emptyArguments({ node, module }: FunctionValue): GivenValues {
  const empty = parametersOf(node).flatMap((parameter): [string, GivenValue][] => {
    const { name, type } = parameter;
    if (!isIdentifier(name) || !isRequired(parameter)) return [];
    const read = readValueType(type, module.source);
    return read.kind === 'object' && read.members.every(({ isOptional }) => isOptional) ? [[name.text, {}]] : [];
  });
  return new Map(empty);
}

function isRequired({ initializer, questionToken, dotDotDotToken }: ts.ParameterDeclaration): boolean {
  return !initializer && !questionToken && !dotDotDotToken;
}

/** `size?: number`, or `size` where the code has a default for it: its text, once it is JavaScript, says nothing of it. */
function optionalParameters({ callee, args }: FactoryCall): string[] {
  return parametersOf(callee.node).flatMap(({ name, questionToken }, index) =>
    isIdentifier(name) && (questionToken || isReplaced(args[index])) ? name.text : [],
  );
}

function missingArguments({ callee, values, args }: FactoryCall): MissingArgument[] {
  const { source } = callee.module;
  const describe = (name: string, type: ValueType, value: Value): MissingArgument => {
    const isObject = value instanceof SymbolicValue && value.readMembers.size > 0;
    const example = exampleOf(name, value) ?? (isObject ? {} : undefined);
    const place = annotationPlace(callee.node, source, callee.module.file);
    return { name, type, place, ...(example !== undefined && { example }) };
  };
  return parametersOf(callee.node).flatMap((parameter, index) => {
    if (!isRequired(parameter)) return [];
    const { name } = parameter;
    const type = readValueType(parameter.type, source);
    const argument = args[index];
    const memberOf = (member: string): Value => readMember(argument, member);
    if (isIdentifier(name)) {
      const { text } = name;
      if (values.has(text) || isReplaced(argument)) return [];
      if (type.kind !== 'object') return givesMembersOf(text, values) ? [] : [describe(text, type, argument)];
      return requiredOf(type.members)
        .filter((member) => !values.has(`${text}.${member.name}`))
        .map((member) => describe(`${text}.${member.name}`, member.type, memberOf(member.name)));
    }
    if (!isObjectBindingPattern(name)) return [];
    return takenMembers(name, type)
      .filter((member) => !values.has(member.name) && !isReplaced(memberOf(member.name)))
      .map((member) => describe(member.name, member.type, memberOf(member.name)));
  });
}

function requiredOf(members: readonly ValueMember[]): readonly ValueMember[] {
  return members.filter(({ isOptional }) => !isOptional);
}

/** What `{ filters = 8, units: count }` cannot do without. */
function takenMembers(pattern: ts.ObjectBindingPattern, type: ValueType): ValueMember[] {
  return pattern.elements.flatMap((element) => {
    if (isOmittedExpression(element) || element.initializer || element.dotDotDotToken) return [];
    const { propertyName = element.name } = element;
    if (!isIdentifier(propertyName)) return [];
    const name = propertyName.text;
    const known = type.kind === 'object' ? type.members.find((member) => member.name === name) : undefined;
    return known?.isOptional ? [] : [known ?? { name, type: { kind: 'any' }, isOptional: false }];
  });
}

function readMember(argument: Value, member: string): Value {
  return argument instanceof SymbolicValue ? argument.readMembers.get(member) : undefined;
}
