// Imports and exports.

import type ts from 'typescript';
import type { Completion } from '../completion';
import type { Machine } from '../machine';
import { ImportBinding, type Scope } from '../scope';
import {
  SyntaxKind,
  isExternalModuleReference,
  isNamespaceExport,
  isNamespaceImport,
  isStringLiteral,
} from '../../source/syntax';

export function executeImport(node: ts.ImportDeclaration, scope: Scope, machine: Machine): Completion {
  const clause = node.importClause;
  if (!isStringLiteral(node.moduleSpecifier) || clause?.phaseModifier === SyntaxKind.TypeKeyword) return undefined;
  const from = machine.environment.importModule(node.moduleSpecifier.text, machine.module, node.moduleSpecifier);
  if (!clause) return undefined;
  if (clause.name) scope.declareImport(clause.name.text, new ImportBinding(from, 'default'));
  const bindings = clause.namedBindings;
  if (bindings && isNamespaceImport(bindings)) {
    scope.declareImport(bindings.name.text, new ImportBinding(from, '*'));
  } else if (bindings) {
    for (const element of bindings.elements) {
      if (element.isTypeOnly) continue;
      scope.declareImport(element.name.text, new ImportBinding(from, (element.propertyName ?? element.name).text));
    }
  }
  return undefined;
}

/** `import tf = require('…')`. */
export function executeImportEquals(node: ts.ImportEqualsDeclaration, scope: Scope, machine: Machine): Completion {
  const reference = node.moduleReference;
  if (isExternalModuleReference(reference) && isStringLiteral(reference.expression)) {
    const from = machine.environment.importModule(reference.expression.text, machine.module, reference.expression);
    scope.declareImport(node.name.text, new ImportBinding(from, '*'));
  }
  return undefined;
}

export function executeExport(node: ts.ExportDeclaration, scope: Scope, machine: Machine): Completion {
  if (node.isTypeOnly) return undefined;
  const { module } = machine;
  const from =
    node.moduleSpecifier && isStringLiteral(node.moduleSpecifier)
      ? machine.environment.importModule(node.moduleSpecifier.text, module, node.moduleSpecifier)
      : undefined;
  if (!node.exportClause) {
    if (from !== undefined) module.reExportAll(from);
  } else if (isNamespaceExport(node.exportClause)) {
    module.reExport(node.exportClause.name.text, from, '*');
  } else {
    for (const element of node.exportClause.elements) {
      const name = (element.propertyName ?? element.name).text;
      const binding = scope.getBinding(name);
      if (from !== undefined) module.reExport(element.name.text, from, name);
      else if (binding instanceof ImportBinding) module.reExport(element.name.text, binding.from, binding.name);
      else module.exportVariable(element.name.text, name);
    }
  }
  return undefined;
}

/** `export default expression`. */
export function executeExportAssignment(node: ts.ExportAssignment, scope: Scope, machine: Machine): Completion {
  machine.module.exportValue('default', machine.evaluate(node.expression, scope));
  return undefined;
}
