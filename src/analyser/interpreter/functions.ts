// Calling functions of the interpreted program.

import type ts from 'typescript';
import { Unknown } from '../formulas/quantity';
import type { Completion } from './completion';
import { valueOrDefault } from './defaults';
import type { Machine } from './machine';
import { OptionalArgument, parametersOf, RestArguments } from './parameters';
import { bindPattern } from './patterns';
import { Scope } from './scope';
import { hoist, hoistVariables } from './statements/hoist';
import {
  ArrayValue,
  FunctionValue,
  GeneratorValue,
  giveAway,
  isOpen,
  NativeFunction,
  ObjectValue,
  SymbolicValue,
  type FunctionNode,
  type Value,
} from './values';
import { boundNames } from '../source/boundNames';
import {
  isArrowFunction,
  isBlock,
  isCallExpression,
  isNewExpression,
  isPropertyAccessExpression,
} from '../source/syntax';

/** Calls any value. Calling something unknown gives Unknown. */
export function callValue(
  callee: Value,
  args: readonly Value[],
  thisValue: Value,
  machine: Machine,
  site: ts.Node,
): Value {
  if (callee instanceof FunctionValue) return callFunctionValue(callee, args, thisValue, machine, site);
  if (callee instanceof NativeFunction) return callee.call(machine, args, thisValue, site);
  const because = reasonNotToCall(callee, machine, site);
  if (isOpen(thisValue) && isCallExpression(site) && isPropertyAccessExpression(site.expression)) {
    const result = machine.environment.methodOfAnyTensor(site.expression.name.text, because, args, site);
    if (result !== undefined) return result;
  }
  for (const argument of args) {
    if (argument instanceof FunctionValue) mayBeCalled(argument, because, machine, site);
    else giveAway(argument);
  }
  // A method that is not known may do anything to what its object holds.
  if (thisValue instanceof ObjectValue || thisValue instanceof SymbolicValue) giveAway(thisValue);
  return because;
}

/** Steps spent on a callback of which nobody knows when it runs; it is looked at in full on its own. */
const CALLBACK_STEPS = 20_000;

/** Something unknown got a callback: what that would change is no longer known. */
function mayBeCalled(callback: FunctionValue, because: Unknown, machine: Machine, site: ts.Node): void {
  const args = parametersOf(callback.node).map(() => because);
  machine.branches.rehearse(because, () => {
    machine.within(CALLBACK_STEPS, () => void callFunctionValue(callback, args, undefined, machine, site));
    return undefined;
  });
}

function reasonNotToCall(callee: Value, machine: Machine, site: ts.Node): Unknown {
  if (callee instanceof Unknown) return callee;
  if (callee instanceof SymbolicValue) {
    callee.isFunction = true;
    return callee.toUnknown();
  }
  return machine.unknown(`${textOf(site, machine)} is not a function that the analysis can follow`, site);
}

/** The callee as written, shortened: `makeLayers(…)`. */
function textOf(site: ts.Node, machine: Machine): string {
  const node = isCallExpression(site) || isNewExpression(site) ? site.expression : site;
  const text = node.getText(machine.module.source).replace(/\s+/g, ' ');
  return `\`${text.length > 40 ? `${text.slice(0, 39)}…` : text}\``;
}

function callFunctionValue(
  callee: FunctionValue,
  args: readonly Value[],
  thisValue: Value,
  machine: Machine,
  site: ts.Node,
): Value {
  if (!machine.branches.isRehearsal) machine.environment.functionCalled(callee, args, machine.module, site);
  const scope = machine.track(new Scope(callee.scope, true));
  if (!isArrowFunction(callee.node)) {
    scope.declare('this', callee.boundThis ? callee.boundThis.value : thisValue);
    scope.declare('arguments', new ArrayValue([...args]));
    if (callee.homeClass) scope.declare('super', callee.homeClass);
  }
  const { node } = callee;
  if (node.asteriskToken) {
    const yielded = machine.track(new GeneratorValue([]));
    scope.declare('yield', yielded);
    yielded.returned = machine.inCall(site, callee, () => {
      bindParameters(node, args, scope, machine);
      return runBody(node, scope, machine);
    });
    return yielded;
  }
  return machine.inRecursion(callee, args, site, () =>
    machine.inCall(site, callee, () => {
      bindParameters(node, args, scope, machine);
      return runBody(node, scope, machine);
    }),
  );
}

/** `new f(...args)` of a function that is no class. */
export function constructByFunction(
  callee: FunctionValue,
  args: readonly Value[],
  machine: Machine,
  site: ts.Node,
): Value {
  const instance = machine.track(new ObjectValue(new Map()));
  const prototype = callee.properties.get('prototype');
  if (prototype instanceof ObjectValue) instance.prototype = prototype;
  const result = machine.callFunction(callee, args, instance, site);
  return typeof result === 'object' && result !== null ? result : instance;
}

export function runBody(node: FunctionNode, scope: Scope, machine: Machine): Completion {
  const { body } = node;
  if (!body) return undefined;
  if (!isBlock(body)) return { kind: 'return', value: machine.evaluate(body, scope) };
  hoistVariables(body, scope, machine);
  hoist(body, scope, machine);
  for (const statement of body.statements) {
    const completion = machine.execute(statement, scope);
    if (completion) return completion;
  }
  return undefined;
}

/** Binds arguments to parameters: defaults for undefined, rest parameters, patterns. */
export function bindParameters(node: FunctionNode, args: readonly Value[], scope: Scope, machine: Machine): void {
  parametersOf(node).forEach((parameter, index) => {
    if (parameter.dotDotDotToken) {
      const given = args[index];
      const rest = given instanceof RestArguments ? given : new ArrayValue(args.slice(index));
      bindPattern(parameter.name, machine.track(rest), scope, machine);
      return;
    }
    let value = argumentOrDefault(args[index], parameter, scope, machine);
    if (value instanceof Unknown && !value.isError) value = machine.environment.argumentInstead(value, parameter, node);
    bindPattern(parameter.name, value, scope, machine);
    if (machine.environment.givenNames.size > 0) takeGiven(parameter, scope, machine);
  });
}

function argumentOrDefault(
  argument: Value,
  { initializer }: ts.ParameterDeclaration,
  scope: Scope,
  machine: Machine,
): Value {
  if (argument !== undefined && !(argument instanceof OptionalArgument)) return argument;
  const fallback = initializer && machine.evaluate(initializer, scope);
  return argument ? valueOrDefault(argument.given, fallback, machine) : fallback;
}

/** `--set size=3` for a function that is called with a symbol for its size. */
function takeGiven({ name }: ts.ParameterDeclaration, scope: Scope, machine: Machine): void {
  for (const bound of boundNames(name)) {
    if (!machine.environment.givenNames.has(bound) || !holdsSymbols(scope.get(bound))) continue;
    scope.declare(bound, machine.environment.givenValue(bound));
  }
}

function holdsSymbols(value: Value): boolean {
  if (value instanceof ArrayValue) return value.open !== undefined || value.elements.some(isOpen);
  return isOpen(value);
}

/** Whether a call of the value runs something known. */
export function isCallable(value: Value): value is FunctionValue | NativeFunction {
  return value instanceof FunctionValue || value instanceof NativeFunction;
}
