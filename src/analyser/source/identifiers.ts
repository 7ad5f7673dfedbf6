// Which functions of a file matter: those that define models, and those that call them.

import type ts from 'typescript';
import { createFunctionIndex, type ByFunction, type FunctionIndex } from './functionIndex';
import { SyntaxKind } from './syntax';

/** Identifiers used in each function of a file, functions inside included; those of types are not. */
export type FunctionNames = ByFunction<ReadonlySet<string>>;

const K = SyntaxKind;

export function createNameIndex(): FunctionIndex<ReadonlySet<string>> {
  return createFunctionIndex<Set<string>>({
    start: () => new Set(),
    note: (node, names) => {
      const { kind } = node;
      if (kind === K.Identifier) names.add((node as ts.Identifier).text);
      return kind !== K.Identifier && !(kind >= K.FirstTypeNode && kind <= K.LastTypeNode);
    },
    merge: (inner, outer) => {
      for (const name of inner) outer.add(name);
    },
  });
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
