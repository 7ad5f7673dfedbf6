// Calls: `f(x)`, `object.method(x)`, `super(x)`, `new C(x)`, `import('…')`, tagged templates.

import type ts from 'typescript';
import { isUnknown, Unknown } from '../../formulas/quantity';
import { promiseMethods } from '../builtins/promise';
import { ClassValue, construct, HostClass, initialiseFields, initialiseParent } from '../classes';
import { constructByFunction } from '../functions';
import { iterate } from '../iteration';
import type { Machine } from '../machine';
import { getElement, getMember } from '../members';
import { getImported } from '../module';
import type { Scope } from '../scope';
import {
  ArrayValue,
  FunctionValue,
  giveAway,
  HostValue,
  isOpen,
  NativeFunction,
  ObjectValue,
  type Value,
} from '../values';
import { superMember } from './access';
import {
  NodeFlags,
  SyntaxKind,
  isAsExpression,
  isElementAccessExpression,
  isNoSubstitutionTemplateLiteral,
  isNonNullExpression,
  isParenthesizedExpression,
  isPropertyAccessExpression,
  isSpreadElement,
} from '../../source/syntax';

const K = SyntaxKind;

export function evaluateCall(node: ts.CallExpression, scope: Scope, machine: Machine): Value {
  const callee = node.expression;
  if (callee.kind === K.SuperKeyword) return callSuper(node, scope, machine);
  if (callee.kind === K.ImportKeyword) return importCall(node, scope, machine);
  const { target, thisValue } = evaluateCallee(callee, scope, machine);
  if ((target === undefined || target === null) && (node.flags & NodeFlags.OptionalChain) !== 0) return undefined;
  const args = evaluateArguments(node.arguments, scope, machine);
  if (isUnknown(args)) {
    // The number of arguments is not known; what the call gives is not either, unless it ignores them.
    giveAway(thisValue);
    return target instanceof Unknown ? target : args;
  }
  return machine.callFunction(target, args, thisValue, node);
}

/** The function of a call and its `this`. */
function evaluateCallee(callee: ts.Expression, scope: Scope, machine: Machine): { target: Value; thisValue: Value } {
  const node = skipWrappers(callee);
  if (isPropertyAccessExpression(node)) {
    if (node.expression.kind === K.SuperKeyword) {
      return {
        target: superMember(node.name.text, scope, machine, node),
        thisValue: scope.find('this')?.get('this'),
      };
    }
    const object = machine.evaluate(node.expression, scope);
    if ((object === undefined || object === null) && (node.flags & NodeFlags.OptionalChain) !== 0) {
      return { target: undefined, thisValue: undefined };
    }
    return { target: methodOf(object, node, machine), thisValue: object };
  }
  if (isElementAccessExpression(node)) {
    const object = machine.evaluate(node.expression, scope);
    const key = machine.evaluate(node.argumentExpression, scope);
    return { target: getElement(object, key, machine, node), thisValue: object };
  }
  return { target: machine.evaluate(node, scope), thisValue: undefined };
}

/** `promise.then` and its like are methods of every value that has no such member of its own. */
function methodOf(object: Value, node: ts.PropertyAccessExpression, machine: Machine): Value {
  const name = node.name.text;
  const promised = isOpen(object) ? undefined : promiseMethods.get(name);
  if (!promised) return getMember(object, name, machine, node);
  // An async function that gives nothing.
  if (object === undefined || object === null) return promised;
  const own = object instanceof HostValue ? undefined : getMember(object, name, machine, node);
  return own === undefined || own instanceof Unknown ? promised : own;
}

function skipWrappers(node: ts.Expression): ts.Expression {
  let inner = node;
  while (isParenthesizedExpression(inner) || isNonNullExpression(inner) || isAsExpression(inner)) {
    inner = inner.expression;
  }
  return inner;
}

function evaluateArguments(
  nodes: readonly ts.Expression[] | undefined,
  scope: Scope,
  machine: Machine,
): readonly Value[] | Unknown {
  const args: Value[] = [];
  let blocked: Unknown | undefined;
  for (const node of nodes ?? []) {
    if (!isSpreadElement(node)) {
      args.push(machine.evaluate(node, scope));
      continue;
    }
    const items = iterate(machine.evaluate(node.expression, scope), machine, node.expression);
    if (isUnknown(items)) blocked ??= items;
    else args.push(...items);
  }
  if (!blocked) return args;
  // The call is not followed.
  for (const argument of args) giveAway(argument);
  return blocked;
}

function callSuper(node: ts.CallExpression, scope: Scope, machine: Machine): Value {
  const home = scope.find('super')?.get('super');
  const instance = scope.find('this')?.get('this');
  if (!(home instanceof ClassValue) || !(instance instanceof ObjectValue)) return undefined;
  const args = evaluateArguments(node.arguments, scope, machine);
  initialiseParent(home, instance, isUnknown(args) ? [args] : args, machine, node);
  initialiseFields(home, instance, machine);
  return undefined;
}

export function evaluateNew(node: ts.NewExpression, scope: Scope, machine: Machine): Value {
  const callee = machine.evaluate(node.expression, scope);
  const args = evaluateArguments(node.arguments, scope, machine);
  if (isUnknown(args)) return args;
  if (callee instanceof ClassValue) return construct(callee, args, machine, node);
  if (callee instanceof HostClass) return callee.construct(args, machine, node);
  if (callee instanceof NativeFunction) return callee.call(machine, args, undefined, node);
  if (!(callee instanceof FunctionValue)) return machine.callFunction(callee, args, undefined, node);
  return constructByFunction(callee, args, machine, node);
}

/** `import('./file')` and, through await, its namespace. */
function importCall(node: ts.CallExpression, scope: Scope, machine: Machine): Value {
  const specifier = node.arguments[0] ? machine.evaluate(node.arguments[0], scope) : undefined;
  if (typeof specifier !== 'string') return machine.unknown('the imported file is not known', node);
  const imported = machine.environment.importModule(specifier, machine.module, node);
  return getImported(imported, '*', machine, node);
}

export function evaluateTaggedTemplate(node: ts.TaggedTemplateExpression, scope: Scope, machine: Machine): Value {
  const tag = machine.evaluate(node.tag, scope);
  const { template } = node;
  if (isNoSubstitutionTemplateLiteral(template)) {
    return machine.callFunction(tag, [new ArrayValue([template.text])], undefined, node);
  }
  const texts = [template.head.text, ...template.templateSpans.map((span) => span.literal.text)];
  const values = template.templateSpans.map((span) => machine.evaluate(span.expression, scope));
  return machine.callFunction(tag, [new ArrayValue(texts), ...values], undefined, node);
}
