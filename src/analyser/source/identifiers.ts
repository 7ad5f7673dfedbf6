// Which functions of a file matter: those that define models, and those that call them.

import type ts from 'typescript';
import { forEachChild, isFunctionLike, SyntaxKind } from './syntax';

/** Identifiers used in each function of a file, functions inside included; those of types are not. */
export type FunctionNames = ReadonlyMap<ts.Node, ReadonlySet<string>>;

const K = SyntaxKind;

export function collectNames(tree: ts.SourceFile): FunctionNames {
  const names = new Map<ts.Node, Set<string>>();
  let innermost = new Set<string>();
  const visit = (node: ts.Node): void => {
    const { kind } = node;
    if (kind === K.Identifier) {
      innermost.add((node as ts.Identifier).text);
      return;
    }
    if (kind >= K.FirstTypeNode && kind <= K.LastTypeNode) return;
    if (!isFunctionLike(node)) {
      forEachChild(node, visit);
      return;
    }
    const outer = innermost;
    innermost = new Set();
    names.set(node, innermost);
    forEachChild(node, visit);
    for (const name of innermost) outer.add(name);
    innermost = outer;
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
