// Where everything of the graph lies. Each unfolded block is laid out on its own and is then one box in the block around it, so
// that blocks never overlap, folding one leaves the others as they are, and large graphs stay quick.

import { Graph, layout } from '@dagrejs/dagre';
import type { GraphBlock, GraphLayer, LayerGraph } from '../../src/protocol/layerGraph';
import { leaveOutLong } from './longLines';

export const LAYER = { width: 208, height: 40 } as const;
export const HEADER_HEIGHT = 26;
const PADDING = 12;
const NODE_DISTANCE = 20;
const RANK_DISTANCE = 22;

export interface Point {
  readonly x: number;
  readonly y: number;
}

export type Item =
  | { readonly kind: 'layer'; readonly layer: GraphLayer }
  | { readonly kind: 'folded'; readonly block: GraphBlock }
  | { readonly kind: 'unfolded'; readonly block: GraphBlock };

/** An item with its place: the corner at the top left. */
export type PlacedItem = Item & {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** How many unfolded blocks are around it. */
  readonly level: number;
};

export interface Line {
  readonly points: readonly Point[];
  /** False for one that ends at the border of a block and goes on outside. */
  readonly hasTip: boolean;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  /** In the order of the graph; an unfolded block before what is in it. */
  readonly items: readonly PlacedItem[];
  readonly edges: readonly Line[];
}

/** A block, or the whole, laid out from its own corner. */
interface Box extends Layout {
  /** Where edges from outside come in, by the layer that they come from; and where they leave, by the layer that they come from. */
  readonly entries: ReadonlyMap<string, number>;
  readonly exits: ReadonlyMap<string, number>;
}

export function layOut(graph: LayerGraph, unfolded: ReadonlySet<string>): Layout {
  return new Layouter(graph, unfolded).layOutBlock(undefined);
}

/** What a layout depends on. Two graphs with the same outline differ in figures and words only. */
export function outlineOf({ layers, blocks, edges }: LayerGraph, unfolded: ReadonlySet<string>): string {
  return JSON.stringify([
    layers.map(({ id, block }) => [id, block]),
    blocks.map(({ id, parent }) => [id, parent, unfolded.has(id)]),
    edges,
  ]);
}

/** The layout of a graph with the same outline, with the figures of this one. */
export function withFiguresOf(known: Layout, { layers, blocks }: LayerGraph): Layout {
  const layerOf = new Map(layers.map((layer) => [layer.id, layer]));
  const blockOf = new Map(blocks.map((block) => [block.id, block]));
  const items = known.items.map((item): PlacedItem => {
    if (item.kind === 'layer') return { ...item, layer: layerOf.get(item.layer.id) ?? item.layer };
    return { ...item, block: blockOf.get(item.block.id) ?? item.block };
  });
  return { ...known, items };
}

class Layouter {
  private readonly blocks: ReadonlyMap<string, GraphBlock>;
  private readonly blockOfLayer: ReadonlyMap<string, string | undefined>;
  /** What lies directly in a block (undefined: in none), in the order of the graph. */
  private readonly contents = new Map<string | undefined, Item[]>();

  constructor(
    private readonly graph: LayerGraph,
    private readonly unfolded: ReadonlySet<string>,
  ) {
    this.blocks = new Map(graph.blocks.map((block) => [block.id, block]));
    this.blockOfLayer = new Map(graph.layers.map((layer) => [layer.id, layer.block]));
    const placed = new Set<string>();
    for (const layer of graph.layers) {
      this.put(layer.block, { kind: 'layer', layer });
      // A block stands where its first layer does.
      for (let id = layer.block; id !== undefined && !placed.has(id); id = this.blocks.get(id)?.parent) {
        placed.add(id);
        const block = this.blocks.get(id);
        if (block) this.put(block.parent, { kind: unfolded.has(id) ? 'unfolded' : 'folded', block });
      }
    }
  }

  layOutBlock(block: GraphBlock | undefined): Box {
    const graph = new Graph();
    graph.setGraph({
      rankdir: 'TB',
      nodesep: NODE_DISTANCE,
      ranksep: RANK_DISTANCE,
      marginx: PADDING,
      marginy: block ? 0 : PADDING,
    });
    graph.setDefaultEdgeLabel(() => ({}));
    const inside = new Map<string, Box>();
    for (const item of this.contents.get(block?.id) ?? []) {
      const id = keyOf(item);
      const box = item.kind === 'unfolded' ? this.layOutBlock(item.block) : undefined;
      if (box) inside.set(id, box);
      graph.setNode(id, { width: box?.width ?? LAYER.width, height: box?.height ?? LAYER.height });
    }
    const routes = this.routesIn(block?.id);
    for (const gate of routes.flatMap(({ from, to }) => [from, to]).filter(isGate)) {
      graph.setNode(gate, { width: 1, height: 1 });
    }
    // Backwards: branches then stand from left to right as they are written.
    for (const { from, to } of leaveOutLong(graph.nodes(), routes).toReversed()) graph.setEdge(from, to);
    layout(graph);
    return this.collect(block, graph, routes, inside);
  }

  private collect(
    block: GraphBlock | undefined,
    graph: Graph,
    routes: readonly Route[],
    inside: ReadonlyMap<string, Box>,
  ): Box {
    const top = block ? HEADER_HEIGHT : 0;
    const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
    const total = { width: Math.max(width, block ? LAYER.width + 2 * PADDING : 0), height: height + top };
    const shift = (total.width - width) / 2;
    const middleOf = (id: string): Point => {
      const { x = 0, y = 0 } = graph.node(id) as { x?: number; y?: number };
      return { x: x + shift, y: y + top };
    };
    const items: PlacedItem[] = [];
    const edges: Line[] = [];
    for (const item of this.contents.get(block?.id) ?? []) {
      const id = keyOf(item);
      const box = inside.get(id);
      const { x, y } = middleOf(id);
      const size = { width: box?.width ?? LAYER.width, height: box?.height ?? LAYER.height };
      const corner = { x: x - size.width / 2, y: y - size.height / 2 };
      items.push({ ...item, ...corner, ...size, id, level: 0 });
      for (const inner of box?.items ?? []) {
        items.push({ ...inner, x: inner.x + corner.x, y: inner.y + corner.y, level: inner.level + 1 });
      }
      for (const { points, hasTip } of box?.edges ?? []) {
        edges.push({ points: points.map((point) => ({ x: point.x + corner.x, y: point.y + corner.y })), hasTip });
      }
    }
    const [entries, exits] = [new Map<string, number>(), new Map<string, number>()];
    for (const { from, to, source } of routes) {
      const way = graph.edge(from, to) as { points?: readonly Point[] } | undefined;
      const bends = way?.points?.slice(1, -1) ?? [];
      const start = isGate(from)
        ? { x: middleOf(from).x, y: top }
        : endOf(middleOf(from), inside.get(from), source, 'exits');
      const end = isGate(to)
        ? { x: middleOf(to).x, y: total.height }
        : endOf(middleOf(to), inside.get(to), source, 'entries');
      if (isGate(from)) entries.set(source, start.x);
      if (isGate(to)) exits.set(source, end.x);
      const points = [start, ...bends.map(({ x, y }) => ({ x: x + shift, y: y + top })), end];
      edges.push({ points, hasTip: !isGate(to) });
    }
    return { ...total, items, edges, entries, exits };
  }

  /** The edges of the graph as they run inside one block: between what lies in it, and from and to its gates. Each once. */
  private routesIn(block: string | undefined): Route[] {
    const routes = new Map<string, Route>();
    for (const { from, to } of this.graph.edges) {
      const start = this.standIn(from, block) ?? `${ENTRY}${from}`;
      const end = this.standIn(to, block) ?? `${EXIT}${from}`;
      if (start === end || (isGate(start) && isGate(end))) continue;
      // Folded blocks and layers have one edge between them; an unfolded block has a gate for each layer outside.
      const key = this.hasGates(start) || this.hasGates(end) ? from : '';
      routes.set(`${start}\n${end}\n${key}`, { from: start, to: end, source: from });
    }
    return [...routes.values()];
  }

  private hasGates(id: string): boolean {
    return isGate(id) || (id.startsWith(BLOCK) && this.unfolded.has(id.slice(BLOCK.length)));
  }

  /** What represents a layer directly inside a block; undefined for a layer outside. */
  private standIn(layer: string, block: string | undefined): string | undefined {
    let inner = this.blockOfLayer.get(layer);
    if (inner === block) return layer;
    for (; inner !== undefined; inner = this.blocks.get(inner)?.parent) {
      if (this.blocks.get(inner)?.parent === block) return `${BLOCK}${inner}`;
    }
    return undefined;
  }

  private put(block: string | undefined, item: Item): void {
    const items = this.contents.get(block);
    if (items) items.push(item);
    else this.contents.set(block, [item]);
  }
}

interface Route {
  readonly from: string;
  readonly to: string;
  /** The layer whose output it carries. */
  readonly source: string;
}

/** Characters that no name begins with. */
const BLOCK = '\u0001';
const ENTRY = '\u0002';
const EXIT = '\u0003';

function isGate(id: string): boolean {
  return id.startsWith(ENTRY) || id.startsWith(EXIT);
}

function keyOf(item: Item): string {
  return item.kind === 'layer' ? item.layer.id : `${BLOCK}${item.block.id}`;
}

/** Where an edge meets an item: at a gate of an unfolded block, else in the middle. */
function endOf(middle: Point, box: Box | undefined, source: string, side: 'entries' | 'exits'): Point {
  const height = box?.height ?? LAYER.height;
  const gate = box?.[side].get(source);
  return {
    x: box && gate !== undefined ? middle.x - box.width / 2 + gate : middle.x,
    y: side === 'entries' ? middle.y - height / 2 : middle.y + height / 2,
  };
}
