// Enums and namespaces of TypeScript.

import type ts from 'typescript';
import type { Completion } from '../completion';
import type { Machine } from '../machine';
import { propertyName } from '../expressions/propertyName';
import { Scope } from '../scope';
import { ObjectValue, type Value } from '../values';
import { executeAll } from './block';
import { hasModifier } from './dispatch';
import { hoist } from './hoist';
import { SyntaxKind, isModuleBlock } from '../../source/syntax';

export function executeEnum(node: ts.EnumDeclaration, scope: Scope, machine: Machine): Completion {
  const members = declaredBefore(node.name.text, scope);
  const inner = new Scope(scope);
  let next: Value = 0;
  for (const member of node.members) {
    const name = propertyName(member.name, inner, machine);
    if (typeof name !== 'string') continue;
    const value: Value = member.initializer ? machine.evaluate(member.initializer, inner) : next;
    members.properties.set(name, value);
    inner.declare(name, value);
    if (typeof value === 'number') {
      members.properties.set(String(value), name);
      next = value + 1;
    }
  }
  scope.declare(node.name.text, members);
  if (hasModifier(node, SyntaxKind.ExportKeyword)) machine.module.exportVariable(node.name.text, node.name.text);
  return undefined;
}

export function executeModuleDeclaration(node: ts.ModuleDeclaration, scope: Scope, machine: Machine): Completion {
  if (!node.body || node.body.kind === SyntaxKind.Identifier) return undefined;
  const members = declaredBefore(node.name.text, scope);
  const inner = new Scope(scope, true);
  for (const [name, value] of members.properties) inner.declare(name, value);
  if (isModuleBlock(node.body)) {
    hoist(node.body, inner, machine);
    executeAll(node.body.statements, inner, machine);
  } else {
    executeModuleDeclaration(node.body, inner, machine);
  }
  for (const name of inner.names()) members.properties.set(name, inner.get(name));
  scope.declare(node.name.text, members);
  if (hasModifier(node, SyntaxKind.ExportKeyword)) machine.module.exportVariable(node.name.text, node.name.text);
  return undefined;
}

/** Enums and namespaces of one name add to each other. */
function declaredBefore(name: string, scope: Scope): ObjectValue {
  const value = scope.get(name);
  return value instanceof ObjectValue ? value : new ObjectValue(new Map());
}
