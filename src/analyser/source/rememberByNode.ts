// What is asked of a node each time that it is evaluated, and found out once.

import type ts from 'typescript';

/** The same function, which keeps its answers as long as their nodes are there. */
export function rememberByNode<Node extends ts.Node, Found>(find: (node: Node) => Found): (node: Node) => Found {
  const known = new WeakMap<Node, { readonly found: Found }>();
  return (node) => {
    let answer = known.get(node);
    if (!answer) known.set(node, (answer = { found: find(node) }));
    return answer.found;
  };
}
