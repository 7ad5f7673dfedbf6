// The drawn graph: what is in view, what is selected, what the editor's cursor stands on.

import type { LayerGraph } from '../../src/protocol/layerGraph';
import { createSvg } from '../svg';
import { drawGraph, keyOfItem, makeArrow } from './drawGraph';
import { shownFor } from './folds';
import { HEADER_HEIGHT, layOut, outlineOf, withFiguresOf, type Layout, type PlacedItem } from './layout';
import { TextFitter } from './textFitter';
import { Viewport, type View } from './viewport';

const FONT_PIXELS = 11;

export interface GraphViewEvents {
  select(item: PlacedItem | undefined): void;
  /** A layer or block was clicked, or Enter pressed on it. */
  open(item: PlacedItem): void;
  look(view: View): void;
}

type Direction = 'up' | 'down' | 'left' | 'right';
const DIRECTIONS: Readonly<Record<string, Direction>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};

export class GraphView {
  readonly element = createSvg('svg', { class: 'graph', tabindex: 0, role: 'tree', 'aria-label': 'Layer graph' });
  private readonly content = createSvg('g', { role: 'presentation' });
  private readonly viewport: Viewport;
  /** Made when the theme's font is known. */
  private fitter: TextFitter | undefined;
  private graph: LayerGraph | undefined;
  private unfolded: ReadonlySet<string> = new Set();
  private layout: Layout = { width: 0, height: 0, items: [], edges: [] };
  private outline: string | undefined;
  private selected: string | undefined;
  private cursor: readonly string[] = [];

  constructor(private readonly events: GraphViewEvents) {
    this.element.append(makeArrow(), this.content);
    this.viewport = new Viewport(this.element, this.content, (view) => events.look(view));
    this.element.addEventListener('click', (event) => this.onClick(event));
    this.element.addEventListener('keydown', (event) => this.onKey(event));
  }

  /** @param anchor the key of what stays where it is on the screen; otherwise what is in the middle */
  show(graph: LayerGraph, unfolded: ReadonlySet<string>, anchor?: string): void {
    const before = this.find(anchor) ?? this.findInMiddle();
    this.graph = graph;
    this.unfolded = unfolded;
    const outline = outlineOf(graph, unfolded);
    this.layout = outline === this.outline ? withFiguresOf(this.layout, graph) : layOut(graph, unfolded);
    this.outline = outline;
    this.fitter ??= new TextFitter(getComputedStyle(this.element).fontFamily, FONT_PIXELS);
    this.content.replaceChildren(...drawGraph(this.layout, this.fitter));
    const after = before && this.find(keyOfItem(before));
    if (before && after) {
      const { scale } = this.viewport.view;
      const [from, to] = [before, after].map(({ x, y, width }) => ({ x: x + width / 2, y }));
      if (from && to) this.viewport.move((from.x - to.x) * scale, (from.y - to.y) * scale);
    }
    this.mark();
  }

  /** @param view what was in view before a reload */
  start(view: View | undefined): void {
    if (view) this.viewport.set(view);
    else this.viewport.showStart(this.layout.width);
  }

  fit(): void {
    this.viewport.fit(this.layout.width, this.layout.height);
  }

  zoom(direction: 1 | -1): void {
    this.viewport.zoom(direction);
  }

  /** Marks what the editor's cursor stands on, and brings it into view when none of it is. */
  followCursor(layers: readonly string[]): void {
    this.cursor = layers;
    this.mark();
    const items = [...this.cursorKeys()].flatMap((key) => this.find(key) ?? []);
    const [first] = items;
    if (first && !items.some((item) => this.viewport.isInView(item))) this.viewport.bringIntoView(first);
  }

  select(item: PlacedItem | undefined): void {
    this.selected = item && keyOfItem(item);
    this.mark();
    if (item) this.viewport.bringIntoView(item.kind === 'unfolded' ? { ...item, height: HEADER_HEIGHT } : item);
    this.events.select(item);
  }

  private find(key: string | undefined): PlacedItem | undefined {
    return key === undefined ? undefined : this.layout.items.find((item) => keyOfItem(item) === key);
  }

  private findInMiddle(): PlacedItem | undefined {
    const { x, y, scale } = this.viewport.view;
    const middle = { x: (this.element.clientWidth / 2 - x) / scale, y: (this.element.clientHeight / 2 - y) / scale };
    return nearest(this.layout.items, (item) => Math.hypot(centre(item).x - middle.x, centre(item).y - middle.y));
  }

  private cursorKeys(): ReadonlySet<string> {
    const { graph } = this;
    return new Set(graph ? this.cursor.flatMap((layer) => shownFor(graph, layer, this.unfolded) ?? []) : []);
  }

  private mark(): void {
    const atCursor = this.cursorKeys();
    this.element.removeAttribute('aria-activedescendant');
    for (const group of this.content.querySelectorAll<SVGGElement>('.item')) {
      const key = group.dataset.key ?? '';
      const isSelected = key === this.selected;
      group.classList.toggle('is-selected', isSelected);
      group.classList.toggle('is-at-cursor', atCursor.has(key));
      group.setAttribute('aria-selected', String(isSelected));
      if (atCursor.has(key)) group.setAttribute('aria-current', 'true');
      else group.removeAttribute('aria-current');
      if (isSelected) this.element.setAttribute('aria-activedescendant', group.id);
    }
  }

  private onClick(event: MouseEvent): void {
    if (this.viewport.wasDragged) return;
    const group = event.target instanceof Element ? event.target.closest<SVGGElement>('.item') : null;
    const item = this.find(group?.dataset.key);
    // The room inside an unfolded block is background; its header folds it.
    const isHeader = event.target instanceof Element && !event.target.classList.contains('box');
    if (!item || (item.kind === 'unfolded' && !isHeader)) {
      this.select(undefined);
      return;
    }
    this.select(item);
    this.events.open(item);
  }

  private onKey(event: KeyboardEvent): void {
    const { items } = this.layout;
    const current = this.find(this.selected);
    const direction = DIRECTIONS[event.key];
    if (direction) this.select(current ? (neighbour(current, items, direction) ?? current) : items[0]);
    else if (event.key === 'Home') this.select(items[0]);
    else if (event.key === 'End') this.select(items.at(-1));
    else if ((event.key === 'Enter' || event.key === ' ') && current) this.events.open(current);
    else if (event.key === '+' || event.key === '=') this.zoom(1);
    else if (event.key === '-') this.zoom(-1);
    else if (event.key === '0') this.fit();
    else if (event.key === 'Escape') this.select(undefined);
    else return;
    event.preventDefault();
  }
}

function centre({ kind, x, y, width, height }: PlacedItem): { readonly x: number; readonly y: number } {
  return { x: x + width / 2, y: kind === 'unfolded' ? y + HEADER_HEIGHT / 2 : y + height / 2 };
}

/** The closest in a direction; a step aside counts more than one along. */
function neighbour(from: PlacedItem, items: readonly PlacedItem[], direction: Direction): PlacedItem | undefined {
  const start = centre(from);
  const distances = items.flatMap((item) => {
    const [right, down] = [centre(item).x - start.x, centre(item).y - start.y];
    const isAlong = direction === 'up' || direction === 'down';
    const along = direction === 'up' ? -down : direction === 'down' ? down : direction === 'left' ? -right : right;
    const aside = Math.abs(isAlong ? right : down);
    return item !== from && along > 1 && (isAlong || along > aside) ? [{ item, distance: along + 2 * aside }] : [];
  });
  return nearest(distances, ({ distance }) => distance)?.item;
}

function nearest<T>(all: readonly T[], distanceOf: (one: T) => number): T | undefined {
  let found: T | undefined;
  let least = Infinity;
  for (const one of all) {
    const distance = distanceOf(one);
    if (distance < least) [found, least] = [one, distance];
  }
  return found;
}
