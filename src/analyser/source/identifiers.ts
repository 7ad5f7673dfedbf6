// Which functions of a file matter: those that define models, and those that call them.

import type ts from 'typescript';
import { forEachChild, isFunctionLike, SyntaxKind } from './syntax';

/** Identifiers used in each function of a file, functions inside included; those of types are not. */
export type FunctionNames = ReadonlyMap<ts.Node, ReadonlySet<string>>;

const K = SyntaxKind;

/** Remembers the names of each statement: one that a change of the text left alone is the same node in the new tree. */
export class NameIndex {
  private readonly known = new WeakMap<ts.Statement, FunctionNames>();

  namesOf(tree: ts.SourceFile): FunctionNames {
    const names = new Map<ts.Node, ReadonlySet<string>>();
    for (const statement of tree.statements) {
      let found = this.known.get(statement);
      if (!found) {
        found = collectNames(statement);
        this.known.set(statement, found);
      }
      for (const [node, own] of found) names.set(node, own);
    }
    return names;
  }
}

function collectNames(statement: ts.Statement): FunctionNames {
  const functions = new Map<ts.Node, Set<string>>();
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
    functions.set(node, innermost);
    forEachChild(node, visit);
    for (const name of innermost) outer.add(name);
    innermost = outer;
  };
  visit(statement);
  return functions;
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
  'conv1d',
  'conv2d',
  'conv3d',
  'conv2dTranspose',
  'depthwiseConv2d',
  'separableConv2d',
  'matMul',
]);

/** Whether a function defines layers itself. */
export function definesLayers(names: ReadonlySet<string>): boolean {
  for (const name of DEFINING) if (names.has(name)) return true;
  return false;
}
