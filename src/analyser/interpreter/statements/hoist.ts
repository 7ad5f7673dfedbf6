// Function declarations are known in their whole block, `var`s in their whole function.

import type ts from 'typescript';
import type { Machine } from '../machine';
import type { Scope } from '../scope';
import { FunctionValue } from '../values';
import { rememberByNode } from '../../source/rememberByNode';
import {
  NodeFlags,
  SyntaxKind,
  forEachChild,
  isFunctionDeclaration,
  isFunctionLike,
  isVariableDeclarationList,
} from '../../source/syntax';
import { namesOf } from './variables';

/** Declares the `var`s of a function, or of a file, which hold nothing until their statements run. */
export function hoistVariables(body: ts.Block | ts.SourceFile, scope: Scope, machine: Machine): void {
  for (const name of variablesOf(body)) {
    // `var tf = tf || {}` of a script goes on with the global one.
    const isGlobal = scope === machine.module.scope && machine.environment.global(name) !== undefined;
    if (!scope.has(name) && !isGlobal) scope.declare(name, undefined);
  }
}

const variablesOf = rememberByNode(findVariables);

function findVariables(body: ts.Node): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (isFunctionLike(node) || node.kind === SyntaxKind.ClassStaticBlockDeclaration) return;
    if (isVariableDeclarationList(node) && (node.flags & NodeFlags.BlockScoped) === 0) {
      for (const { name } of node.declarations) for (const one of namesOf(name)) names.add(one);
    }
    forEachChild(node, visit);
  };
  forEachChild(body, visit);
  return names;
}

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
