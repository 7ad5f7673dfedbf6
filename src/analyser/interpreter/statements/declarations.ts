// Enums and namespaces of TypeScript.

import ts from 'typescript';
import type { Completion } from '../completion';
import type { Machine } from '../machine';
import { propertyName } from '../expressions/propertyName';
import { Scope } from '../scope';
import { ObjectValue, type Value } from '../values';
import { executeAll } from './block';
import { hasModifier } from './dispatch';
import { hoist } from './hoist';

export function executeEnum(node: ts.EnumDeclaration, scope: Scope, machine: Machine): Completion {
  const members = new ObjectValue(new Map());
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
  if (hasModifier(node, ts.SyntaxKind.ExportKeyword)) machine.module.exportVariable(node.name.text, node.name.text);
  return undefined;
}

export function executeModuleDeclaration(node: ts.ModuleDeclaration, scope: Scope, machine: Machine): Completion {
  if (!node.body || !ts.isModuleBlock(node.body)) return undefined;
  const inner = new Scope(scope);
  hoist(node.body, inner, machine);
  executeAll(node.body.statements, inner, machine);
  const members = new ObjectValue(new Map([...inner.names()].map((name) => [name, inner.get(name)] as const)));
  scope.declare(node.name.text, members);
  return undefined;
}
