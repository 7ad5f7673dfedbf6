// The drawing of a laid-out graph: boxes for layers and blocks, lines between them.

import type { GraphBlock, GraphLayer } from '../../src/protocol/layerGraph';
import { formatNumberOf } from '../format';
import { createSvg } from '../svg';
import { blockKey, layerKey } from './folds';
import { HEADER_HEIGHT, type Layout, type PlacedItem, type Point } from './layout';
import type { TextFitter } from './textFitter';

const LEFT = 14;
const RIGHT = 10;
const GAP = 8;
/** Of a row that a figure may take. */
const LARGEST_SHARE = 0.7;
/** Between a block's function and its label. */
const MORE_GAP = 6;

/** Unfolded blocks lie at the bottom, then the lines, then the boxes. */
export function drawGraph({ items, edges }: Layout, fitter: TextFitter): SVGElement[] {
  const lines = edges.map(({ points, hasTip }) =>
    createSvg('path', { class: 'edge', d: curveThrough(points), ...(hasTip ? { 'marker-end': 'url(#arrow)' } : {}) }),
  );
  const isUnfolded = ({ kind }: PlacedItem): boolean => kind === 'unfolded';
  const draw = (item: PlacedItem): SVGElement => drawItem(item, items.indexOf(item), fitter);
  return [
    ...items.filter(isUnfolded).map(draw),
    createSvg('g', { 'aria-hidden': 'true' }, lines),
    ...items.filter((item) => !isUnfolded(item)).map(draw),
  ];
}

/** The tip of each line; referred to by its id. */
export function makeArrow(): SVGElement {
  const shape = createSvg('path', { class: 'tip', d: 'M0,0L8,4L0,8Z' });
  const marker = createSvg(
    'marker',
    { id: 'arrow', viewBox: '0 0 8 8', refX: 8, refY: 4, markerWidth: 7, markerHeight: 7, orient: 'auto' },
    [shape],
  );
  return createSvg('defs', {}, [marker]);
}

export function keyOfItem(item: PlacedItem): string {
  return item.kind === 'layer' ? layerKey(item.layer.id) : blockKey(item.block.id);
}

function drawItem(item: PlacedItem, index: number, fitter: TextFitter): SVGElement {
  const { kind, x, y, level } = item;
  const parts = kind === 'layer' ? layerParts(item, item.layer, fitter) : blockParts(item, item.block, fitter);
  const attributes = {
    id: `item-${index}`,
    class: kind === 'layer' ? `item layer is-${item.layer.kind}` : `item block is-${kind}`,
    transform: `translate(${x.toFixed(1)},${y.toFixed(1)})`,
    role: 'treeitem',
    'aria-level': level + 1,
    'aria-label': kind === 'layer' ? describeLayer(item.layer) : describeBlock(item.block),
    ...(kind === 'layer' ? {} : { 'aria-expanded': String(kind === 'unfolded') }),
  };
  const group = createSvg('g', attributes, parts);
  group.dataset.key = keyOfItem(item);
  return group;
}

export function describeLayer({ className, name, shape, parameters }: GraphLayer): string {
  return [className, name, shape, parameters && `${parameters} parameters`].filter((part) => part !== '').join(', ');
}

export function describeBlock({ name, label, layerCount, shape, parameters }: GraphBlock): string {
  const count = formatNumberOf(layerCount, 'layer');
  return [`${name} ${label}`.trim(), count, shape, parameters && `${parameters} parameters`]
    .filter((part) => part !== '')
    .join(', ');
}

function layerParts({ width, height }: PlacedItem, layer: GraphLayer, fitter: TextFitter): SVGElement[] {
  return [
    createSvg('title', {}, [[layer.id, ...layer.facts].join('\n')]),
    createSvg('rect', { class: 'box', width, height, rx: 3 }),
    createSvg('rect', { class: 'kind', width: 4, height, rx: 2 }),
    ...drawRow(16, width, { text: layer.className, isBold: true }, [layer.parameters], fitter),
    ...drawRow(32, width, { text: layer.name, isBold: false }, [layer.shape], fitter),
  ];
}

function blockParts({ kind, width, height }: PlacedItem, block: GraphBlock, fitter: TextFitter): SVGElement[] {
  const isUnfolded = kind === 'unfolded';
  const count = formatNumberOf(block.layerCount, 'layer');
  const title = createSvg('title', {}, [`${describeBlock(block)}\nClick to ${isUnfolded ? 'fold' : 'unfold'}`]);
  const name = { text: `${isUnfolded ? '▾' : '▸'} ${block.name}`, isBold: true, more: block.label };
  if (!isUnfolded) {
    return [
      title,
      createSvg('rect', { class: 'box behind', x: 4, y: 4, width, height, rx: 3 }),
      createSvg('rect', { class: 'box', width, height, rx: 3 }),
      ...drawRow(16, width, name, [block.parameters], fitter),
      ...drawRow(32, width, { text: count, isBold: false }, [block.shape], fitter),
    ];
  }
  const facts = [count, block.shape, block.parameters].filter((fact) => fact !== '');
  return [
    title,
    createSvg('rect', { class: 'box', width, height, rx: 3 }),
    createSvg('rect', { class: 'header', width, height: HEADER_HEIGHT, rx: 3 }),
    ...drawRow(17, width, name, [facts.join(' · '), facts.slice(1).join(' · '), block.shape], fitter),
  ];
}

interface Words {
  readonly text: string;
  readonly isBold: boolean;
  /** Said less loudly behind it. */
  readonly more?: string;
}

/** Words at the left, a figure at the right: the longest of `figures` that leaves room for the words, else the shortest. */
function drawRow(
  baseline: number,
  width: number,
  { text, isBold, more = '' }: Words,
  figures: readonly string[],
  fitter: TextFitter,
): SVGElement[] {
  const total = width - LEFT - RIGHT;
  const wanted = fitter.widthOf(text, isBold) + (more === '' ? 0 : MORE_GAP + fitter.widthOf(more, false));
  const figure = figures.find((one) => fitter.widthOf(one, false) <= total - wanted - GAP) ?? figures.at(-1) ?? '';
  // A formula may be longer than the box.
  const right = fitter.fit(figure, LARGEST_SHARE * total, false);
  const room = total - (right === '' ? 0 : fitter.widthOf(right, false) + GAP);
  const left = fitter.fit(text, room, isBold);
  const rest = fitter.fit(more, room - fitter.widthOf(left, isBold) - MORE_GAP, false);
  return [
    createSvg('text', { x: LEFT, y: baseline, class: isBold ? 'name' : 'dim' }, [
      left,
      ...(rest === '' ? [] : [createSvg('tspan', { class: 'dim', dx: MORE_GAP }, [rest])]),
    ]),
    createSvg('text', { x: width - RIGHT, y: baseline, class: 'figure' }, [right]),
  ];
}

/** Leaves and arrives straight down. */
function curveThrough(points: readonly Point[]): string {
  const at = ({ x, y }: Point): string => `${x.toFixed(1)},${y.toFixed(1)}`;
  return points
    .map((point, index) => {
      const before = points[index - 1];
      if (!before) return `M${at(point)}`;
      if (Math.abs(before.x - point.x) < 0.5) return `L${at(point)}`;
      const middle = (before.y + point.y) / 2;
      return `C${at({ x: before.x, y: middle })} ${at({ x: point.x, y: middle })} ${at(point)}`;
    })
    .join('');
}
