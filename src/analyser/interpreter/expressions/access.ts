// `object.name`, `object?.name`, `object[key]`, `super.name`.

import type ts from 'typescript';
import { ClassValue } from '../classes';
import type { Machine } from '../machine';
import { getElement, getMember } from '../members';
import type { Scope } from '../scope';
import { HostValue, ObjectValue, type Value } from '../values';
import { NodeFlags, SyntaxKind } from '../../source/syntax';

export function evaluatePropertyAccess(node: ts.PropertyAccessExpression, scope: Scope, machine: Machine): Value {
  if (node.expression.kind === SyntaxKind.SuperKeyword) return superMember(node.name.text, scope, machine, node);
  const object = machine.evaluate(node.expression, scope);
  if ((object === undefined || object === null) && isOptional(node)) return undefined;
  const value = getMember(object, node.name.text, machine, node);
  if (value === undefined && object instanceof ObjectValue) machine.noteMissing(node, object);
  else machine.noteFound(node);
  return value;
}

export function evaluateElementAccess(node: ts.ElementAccessExpression, scope: Scope, machine: Machine): Value {
  const object = machine.evaluate(node.expression, scope);
  if ((object === undefined || object === null) && isOptional(node)) return undefined;
  return getElement(object, machine.evaluate(node.argumentExpression, scope), machine, node);
}

/** Whether the access, or one to the left of it in the same chain, is `?.`: then undefined goes through. */
function isOptional(node: ts.Node): boolean {
  return (node.flags & NodeFlags.OptionalChain) !== 0;
}

/** `super.name`: the member of the parent class, to be called with the present `this`. */
export function superMember(name: string, scope: Scope, machine: Machine, site: ts.Node): Value {
  const home = scope.find('super')?.get('super');
  if (!(home instanceof ClassValue)) return machine.unknown('`super` is not known here', site);
  const instance = scope.find('this')?.get('this');
  if (home.parent instanceof ClassValue) {
    if (!(instance instanceof ObjectValue)) return home.parent.getStatic(name, machine, site);
    const getter = home.parent.findAccessor(name, 'get');
    if (getter) return machine.callFunction(getter, [], instance, site);
    const found = home.parent.findMethod(name);
    if (found) return found;
  }
  if (instance instanceof ObjectValue && instance.host) return instance.host.get(name, machine, site);
  return home.hostParent instanceof HostValue ? home.hostParent.get(name, machine, site) : undefined;
}
