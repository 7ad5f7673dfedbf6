// Function declarations are known in their whole block, `var`s in their whole function.

import type ts from 'typescript';
import type { Machine } from '../machine';
import type { Scope } from '../scope';
import { FunctionValue } from '../values';
import { isFunctionDeclaration } from '../../source/syntax';

/** Declares the functions of a block before its first statement runs. */
export function hoist(
  block: ts.Block | ts.SourceFile | ts.CaseClause | ts.DefaultClause | ts.ModuleBlock,
  scope: Scope,
  machine: Machine,
): void {
  for (const statement of block.statements) {
    if (isFunctionDeclaration(statement) && statement.name && statement.body) {
      const value = new FunctionValue(statement.name.text, statement, scope, machine.module, undefined, undefined);
      machine.touch(scope);
      scope.declare(statement.name.text, value);
      machine.environment.functionMade(value);
    }
  }
}
