// `const`, `let`, `var`.

import type ts from 'typescript';
import type { Completion } from '../completion';
import type { Machine } from '../machine';
import { bindPattern } from '../patterns';
import type { Scope } from '../scope';
import { FunctionValue } from '../values';
import { hasModifier } from './dispatch';
import { NodeFlags, SyntaxKind, isIdentifier, isOmittedExpression } from '../../source/syntax';

export function executeVariables(node: ts.VariableStatement, scope: Scope, machine: Machine): Completion {
  declareVariables(node.declarationList, scope, machine);
  if (hasModifier(node, SyntaxKind.ExportKeyword)) {
    for (const declaration of node.declarationList.declarations) {
      for (const name of namesOf(declaration.name)) machine.module.exportVariable(name, name);
    }
  }
  return undefined;
}

export function declareVariables(list: ts.VariableDeclarationList, scope: Scope, machine: Machine): void {
  // A `var` belongs to the whole function: declared there if an inner block repeats it.
  const isVar = (list.flags & NodeFlags.BlockScoped) === 0;
  for (const declaration of list.declarations) {
    const value = declaration.initializer ? machine.evaluate(declaration.initializer, scope) : undefined;
    if (value instanceof FunctionValue && isIdentifier(declaration.name)) value.name ||= declaration.name.text;
    const target = isVar ? functionScope(scope, machine) : scope;
    if (isVar && !declaration.initializer && isIdentifier(declaration.name) && target.has(declaration.name.text))
      continue;
    bindPattern(declaration.name, value, target, machine);
  }
}

/** The scope of the function (it declares `this`) or of the module. */
export function functionScope(scope: Scope, machine: Machine): Scope {
  for (let s: Scope | undefined = scope; s; s = s.parent) {
    if (s === machine.module.scope || s.isFunctionScope) return s;
  }
  return scope;
}

export function namesOf(name: ts.BindingName): string[] {
  if (isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => (isOmittedExpression(element) ? [] : namesOf(element.name)));
}
