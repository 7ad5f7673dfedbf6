// What each function of a file holds: gathered once for each statement, and kept as long as changes of the text leave that alone.

import type ts from 'typescript';
import { forEachChild, isFunctionLike } from './syntax';

export type ByFunction<Found> = ReadonlyMap<ts.SignatureDeclaration, Found>;

export interface FunctionIndex<Found> {
  /** Of all functions of a file, those inside of others too. */
  of(tree: ts.SourceFile): ByFunction<Found>;
}

/** How something is gathered from the nodes of a function. */
interface Gatherer<Found> {
  readonly start: () => Found;
  /** @returns whether to look at the nodes inside of this one */
  readonly note: (node: ts.Node, found: Found) => boolean;
  /** What a function holds belongs to the one around it, too. */
  readonly merge: (inner: Found, outer: Found) => void;
}

export function createFunctionIndex<Found>(gatherer: Gatherer<Found>): FunctionIndex<Found> {
  // a statement that a change of the text left alone is the same node in the new tree
  const known = new WeakMap<ts.Statement, ByFunction<Found>>();
  return {
    of(tree) {
      const all = new Map<ts.SignatureDeclaration, Found>();
      for (const statement of tree.statements) {
        let found = known.get(statement);
        if (!found) {
          found = gather(statement, gatherer);
          known.set(statement, found);
        }
        for (const [node, own] of found) all.set(node, own);
      }
      return all;
    },
  };
}

function gather<Found>(statement: ts.Statement, { start, note, merge }: Gatherer<Found>): ByFunction<Found> {
  const functions = new Map<ts.SignatureDeclaration, Found>();
  let innermost = start();
  const visit = (node: ts.Node): void => {
    if (!note(node, innermost)) return;
    if (!isFunctionLike(node)) {
      forEachChild(node, visit);
      return;
    }
    const outer = innermost;
    innermost = start();
    functions.set(node, innermost);
    forEachChild(node, visit);
    merge(innermost, outer);
    innermost = outer;
  };
  visit(statement);
  return functions;
}
