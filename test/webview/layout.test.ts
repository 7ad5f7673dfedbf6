// The layout of the graph page: boxes that cover no other, blocks around what is in them, lines that meet boxes.

import { describe, expect, it } from 'vitest';
import type { GraphLayer } from '../../src/protocol/layerGraph';
import { layOut, type Layout, type PlacedItem } from '../../webview/graph/layout';
import { unfoldReadably } from '../../webview/graph/folds';
import { makeGraphMessage } from './graphMessages';

const NETWORKS = ['alexnet', 'googlenet', 'resnet50', 'resnet152', 'inceptionv4', 'shufflenet-g3'];

const isInside = (inner: PlacedItem, outer: PlacedItem): boolean =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height;

const overlap = (a: PlacedItem, b: PlacedItem): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** Pairs of boxes that cover each other, though neither is a block around the other. */
function findOverlaps({ items }: Layout): string[] {
  return items.flatMap((a, index) =>
    items.slice(index + 1).flatMap((b) => {
      const isAround = (a.kind === 'unfolded' && isInside(b, a)) || (b.kind === 'unfolded' && isInside(a, b));
      return !isAround && overlap(a, b) ? [`${a.id} and ${b.id}`] : [];
    }),
  );
}

describe.each(NETWORKS)('%s', (id) => {
  const { graph } = makeGraphMessage(id);
  const all = new Set(graph.blocks.map((block) => block.id));

  it.each([
    ['folded', new Set<string>()],
    ['as it opens', unfoldReadably(graph)],
    ['unfolded', all],
  ])('%s has boxes that cover no other', (_, unfolded) => {
    const layout = layOut(graph, unfolded);
    expect(findOverlaps(layout)).toEqual([]);
    const numbers = [
      layout.width,
      layout.height,
      ...layout.items.flatMap(({ x, y, width, height }) => [x, y, width, height]),
    ];
    expect(numbers.every((value) => Number.isFinite(value) && value >= 0)).toBe(true);
  });

  it('unfolded shows every layer, and lines that lead from box to box', () => {
    const { items, edges } = layOut(graph, all);
    expect(items.filter(({ kind }) => kind === 'layer')).toHaveLength(graph.layers.length);
    const layers = items.filter(({ kind }) => kind === 'layer');
    const tops = new Set(layers.map(({ x, y, width }) => `${Math.round(x + width / 2)},${Math.round(y)}`));
    const tips = edges.flatMap(({ points, hasTip }) => (hasTip ? (points.at(-1) ?? []) : []));
    // the other tips are at the borders of blocks
    const atLayers = tips.filter(({ x, y }) => tops.has(`${Math.round(x)},${Math.round(y)}`));
    expect(atLayers).toHaveLength(graph.edges.length);
    expect(edges.every(({ points }) => points.length >= 2)).toBe(true);
  });
});

it('readable means folded where there is too much, and nothing folded where there is little', () => {
  expect(unfoldReadably(makeGraphMessage('resnet152').graph).size).toBe(0);
  expect(unfoldReadably(makeGraphMessage('resnet50').graph).size).toBe(6);
  const small = makeGraphMessage('squeezenet1.0').graph;
  expect(small.blocks.length).toBeGreaterThan(0);
});

it('lines from every layer to every later one are all drawn, though not all can have a way of their own', () => {
  const layers = Array.from({ length: 60 }, (_, index): GraphLayer => {
    const id = `layer${index}`;
    const block = index > 0 && index < 50 ? 'block' : undefined;
    return { id, name: id, className: 'Conv2D', kind: 'convolution', shape: '', parameters: '', facts: [], block };
  });
  const edges = layers.flatMap((to, index) => layers.slice(0, index).map((from) => ({ from: from.id, to: to.id })));
  const block = { id: 'block', parent: undefined, name: 'block', label: '', layerCount: 49, shape: '', parameters: '' };
  const layout = layOut({ layers, blocks: [block], edges }, new Set(['block']));
  expect(layout.edges.filter(({ hasTip }) => hasTip).length).toBeGreaterThanOrEqual(edges.length);
  expect(findOverlaps(layout)).toEqual([]);
});
