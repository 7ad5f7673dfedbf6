// Which blocks are unfolded: at first as many levels as stay readable, then what the user chose.

import type { GraphBlock, LayerGraph } from '../../src/protocol/layerGraph';

/** Boxes that are taken in at a glance. */
const READABLE_COUNT = 30;

/** Unfolds level after level while not too much is in view. */
export function unfoldReadably(graph: LayerGraph): ReadonlySet<string> {
  let unfolded: ReadonlySet<string> = new Set();
  for (;;) {
    const known = unfolded;
    const next = graph.blocks.filter(({ id, parent }) => !known.has(id) && (parent === undefined || known.has(parent)));
    const more = new Set([...known, ...next.map(({ id }) => id)]);
    if (next.length === 0 || countShown(graph, more) > READABLE_COUNT) return known;
    unfolded = more;
  }
}

/** Layers and folded blocks in view. */
function countShown(graph: LayerGraph, unfolded: ReadonlySet<string>): number {
  const isShown = (block: string | undefined): boolean => block === undefined || unfolded.has(block);
  const folded = graph.blocks.filter(({ id, parent }) => isShown(parent) && !unfolded.has(id));
  return folded.length + graph.layers.filter(({ block }) => isShown(block)).length;
}

/** The layer's own place, or the outermost folded block that it is in. */
export function shownFor(graph: LayerGraph, layer: string, unfolded: ReadonlySet<string>): string | undefined {
  const blocks = new Map<string, GraphBlock>(graph.blocks.map((block) => [block.id, block]));
  const found = graph.layers.find(({ id }) => id === layer);
  let shown = found && layerKey(found.id);
  for (let id = found?.block; id !== undefined; id = blocks.get(id)?.parent) {
    if (!unfolded.has(id)) shown = blockKey(id);
  }
  return shown;
}

/** Keys of what is drawn: a layer and a block may have the same name. */
export const layerKey = (id: string): string => `layer ${id}`;
export const blockKey = (id: string): string => `block ${id}`;
