// Which functions of a file matter: those that define models, and those that call them.

import type ts from 'typescript';
import { forEachChild, isFunctionLike, isIdentifier } from './syntax';

/** Identifiers used in each function of a file, functions inside included. */
export type FunctionNames = ReadonlyMap<ts.Node, ReadonlySet<string>>;

export function collectNames(tree: ts.SourceFile): FunctionNames {
  const names = new Map<ts.Node, Set<string>>();
  const open: Set<string>[] = [];
  const visit = (node: ts.Node): void => {
    if (isIdentifier(node)) for (const set of open) set.add(node.text);
    const isFunction = isFunctionLike(node);
    if (isFunction) {
      const own = new Set<string>();
      names.set(node, own);
      open.push(own);
    }
    forEachChild(node, visit);
    if (isFunction) open.pop();
  };
  visit(tree);
  return names;
}

/** Members of TensorFlow.js from which a definition is known. */
const DEFINING = new Set([
  'layers',
  'sequential',
  'model',
  'input',
  'Sequential',
  'LayersModel',
  'addWeight',
  'apply',
  'conv2d',
  'matMul',
]);

/** Whether a function defines layers itself. */
export function definesLayers(names: ReadonlySet<string>): boolean {
  for (const name of DEFINING) if (names.has(name)) return true;
  return false;
}
