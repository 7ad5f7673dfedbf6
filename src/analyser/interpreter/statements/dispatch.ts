// The switch over kinds of statements, as a table: one entry for each kind, one small file for each group.

import type ts from 'typescript';
import { declareClass } from '../classes';
import type { Completion } from '../completion';
import { ThrownSignal } from '../completion';
import type { Machine } from '../machine';
import type { Scope } from '../scope';
import { FunctionValue } from '../values';
import { executeBlock, executeLabeled } from './block';
import { executeEnum, executeModuleDeclaration } from './declarations';
import { executeIf } from './if';
import { executeDo, executeFor, executeForIn, executeForOf, executeWhile } from './loops';
import { executeExport, executeExportAssignment, executeImport, executeImportEquals } from './modules';
import { executeSwitch } from './switch';
import { executeTry } from './try';
import { executeVariables } from './variables';
import { SyntaxKind } from '../../source/syntax';

type Executor = (node: never, scope: Scope, machine: Machine) => Completion;

const K = SyntaxKind;

/** `declare const`, `declare class`: what another file or a script tag brings. Its name stays free for the global that it describes. */
const unlessAmbient =
  <Node extends ts.Statement & ts.HasModifiers>(
    execute: (node: Node, scope: Scope, machine: Machine) => Completion,
  ): ((node: Node, scope: Scope, machine: Machine) => Completion) =>
  (node, scope, machine) =>
    hasModifier(node, K.DeclareKeyword) ? undefined : execute(node, scope, machine);

/** Types, empty statements and functions (which were declared when their block began). */
const nothing: Executor = () => undefined;

const EXECUTORS: readonly (Executor | undefined)[] = tableOf([
  [
    K.ExpressionStatement,
    (node: ts.ExpressionStatement, scope, machine) => {
      machine.evaluate(node.expression, scope);
      return undefined;
    },
  ],
  [K.VariableStatement, unlessAmbient(executeVariables)],
  [K.Block, executeBlock],
  [K.IfStatement, executeIf],
  [K.ForStatement, executeFor],
  [K.ForOfStatement, executeForOf],
  [K.ForInStatement, executeForIn],
  [K.WhileStatement, executeWhile],
  [K.DoStatement, executeDo],
  [K.SwitchStatement, executeSwitch],
  [K.TryStatement, executeTry],
  [K.LabeledStatement, executeLabeled],
  [
    K.ReturnStatement,
    (node: ts.ReturnStatement, scope, machine) => ({
      kind: 'return',
      value: node.expression ? machine.evaluate(node.expression, scope) : undefined,
    }),
  ],
  [K.BreakStatement, (node: ts.BreakStatement) => ({ kind: 'break', label: node.label?.text })],
  [K.ContinueStatement, (node: ts.ContinueStatement) => ({ kind: 'continue', label: node.label?.text })],
  [
    K.ThrowStatement,
    (node: ts.ThrowStatement, scope, machine) => {
      throw new ThrownSignal(machine.evaluate(node.expression, scope), [...machine.callPath(), machine.rangeOf(node)]);
    },
  ],
  [
    K.ClassDeclaration,
    unlessAmbient((node: ts.ClassDeclaration, scope, machine) => {
      const value = declareClass(node, scope, machine);
      if (hasModifier(node, K.DefaultKeyword)) machine.module.exportValue('default', value);
      else if (node.name && hasModifier(node, K.ExportKeyword))
        machine.module.exportVariable(node.name.text, node.name.text);
      return undefined;
    }),
  ],
  [
    K.FunctionDeclaration,
    (node: ts.FunctionDeclaration, scope, machine) => {
      if (!hasModifier(node, K.ExportKeyword)) return undefined;
      const isDefault = hasModifier(node, K.DefaultKeyword);
      if (node.name) {
        machine.module.exportVariable(isDefault ? 'default' : node.name.text, node.name.text);
      } else if (isDefault) {
        const value = new FunctionValue('default', node, scope, machine.module, undefined, undefined);
        machine.environment.functionMade(value);
        machine.module.exportValue('default', value);
      }
      return undefined;
    },
  ],
  [K.EnumDeclaration, executeEnum],
  [K.ModuleDeclaration, unlessAmbient(executeModuleDeclaration)],
  [K.ImportDeclaration, executeImport],
  [K.ImportEqualsDeclaration, executeImportEquals],
  [K.ExportDeclaration, executeExport],
  [K.ExportAssignment, executeExportAssignment],
  [K.InterfaceDeclaration, nothing],
  [K.TypeAliasDeclaration, nothing],
  [K.EmptyStatement, nothing],
  [K.DebuggerStatement, nothing],
]);

function tableOf(entries: readonly (readonly [ts.SyntaxKind, Executor])[]): (Executor | undefined)[] {
  const table: (Executor | undefined)[] = [];
  for (const [kind, executor] of entries) table[kind] = executor;
  return table;
}

export function hasModifier(node: ts.HasModifiers, kind: ts.SyntaxKind): boolean {
  return node.modifiers?.some((modifier) => modifier.kind === kind) ?? false;
}

export function executeNode(node: ts.Statement, scope: Scope, machine: Machine): Completion {
  return EXECUTORS[node.kind]?.(node as never, scope, machine);
}
