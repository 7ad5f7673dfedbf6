// Every channel of a layer as a small picture. Only the rows in view are drawn, so thousands of channels scroll smoothly.

import './channelGrid.css';
import type { FeatureMaps } from '../../src/protocol/runner';
import { createElement } from '../createElement';
import { channelRange, drawChannel, valueAt } from './featureMap';
import type { MapStyle } from './featureMap';
import { formatValue } from '../format';
import { pixelAt } from '../pixelAt';
import { VirtualRows } from '../virtualRows';

const GAP = 8;
const PADDING = 12;
const CAPTION_HEIGHT = 18;
/** A thinner picture could not be hit or seen. */
const SMALLEST_SIDE = 8;
/** From this width on a tile has room for its range. */
const RANGE_WIDTH = 112;

/** A value under the pointer; without row and column for a vector. */
export interface PointedValue {
  readonly channel: number;
  readonly place: { readonly row: number; readonly column: number } | undefined;
  readonly value: number;
  /** False for a value that was read from the colour's byte. */
  readonly isExact: boolean;
}

/** `order`: the channels as they follow each other. */
export interface ShownGrid {
  readonly maps: FeatureMaps;
  readonly order: readonly number[];
  readonly style: MapStyle;
  readonly tileSide: number;
}

export interface ChannelGridEvents {
  point(pointed: PointedValue | undefined): void;
  select(channel: number): void;
  open(channel: number): void;
  /** The user wants larger (1) or smaller (-1) maps. */
  zoom(direction: 1 | -1): void;
}

export class ChannelGrid {
  readonly element = createElement('div', {
    className: 'channel-grid',
    attributes: { role: 'grid', tabindex: '0', 'aria-label': 'Channels' },
  });
  private readonly rows = new VirtualRows(this.element, (row, spare) => this.renderRow(row, spare));
  private shown: ShownGrid | undefined;
  /** Where each channel stands. */
  private positions: readonly number[] = [];
  private deadChannels: ReadonlySet<number> = new Set();
  private columns = 1;
  private selected = 0;

  /** @param idPrefix of the cells' ids: no two grids of a page have the same */
  constructor(
    private readonly events: ChannelGridEvents,
    private readonly idPrefix = 'channel',
  ) {
    new ResizeObserver(() => this.layOut()).observe(this.element);
    this.element.addEventListener('keydown', (event) => this.onKey(event));
    this.element.addEventListener('pointermove', (event) => this.events.point(this.pointedAt(event)));
    this.element.addEventListener('pointerleave', () => this.events.point(undefined));
    this.element.addEventListener('click', (event) => {
      const channel = channelOf(event.target);
      if (channel !== undefined) {
        this.select(channel);
        this.events.open(channel);
      }
    });
  }

  show(shown: ShownGrid, deadChannels: readonly number[]): void {
    const { maps, order } = shown;
    if (maps !== this.shown?.maps || order !== this.shown.order) {
      this.selected = order[0] ?? 0;
      this.element.scrollTop = 0;
      this.deadChannels = new Set(deadChannels);
      const positions = new Array<number>(order.length);
      order.forEach((channel, position) => (positions[channel] = position));
      this.positions = positions;
    }
    this.shown = shown;
    this.layOut();
  }

  /** How the channels are laid out now. */
  get layout(): { readonly columns: number; readonly width: number; readonly height: number } {
    const { width, height } = this.tile;
    return { columns: this.columns, width, height };
  }

  /** Makes a channel the current one and brings it into view. */
  select(channel: number): void {
    this.element.querySelector(`#${this.idPrefix}-${this.selected}`)?.setAttribute('aria-selected', 'false');
    this.selected = channel;
    this.rows.scrollToRow(Math.floor(this.positionOf(channel) / this.columns));
    this.element.querySelector(`#${this.idPrefix}-${channel}`)?.setAttribute('aria-selected', 'true');
    this.element.setAttribute('aria-activedescendant', `${this.idPrefix}-${channel}`);
    this.events.select(channel);
  }

  private get tile(): { readonly width: number; readonly height: number; readonly isEnlarged: boolean } {
    const { width, height } = this.shown?.maps ?? { width: 1, height: 1 };
    const wanted = (this.shown?.tileSide ?? 1) / Math.max(width, height);
    // a value as a whole number of pixels: otherwise some values look wider than others
    const scale = wanted < 1 ? wanted : Math.round(wanted);
    return {
      width: Math.max(SMALLEST_SIDE, Math.round(width * scale)),
      height: Math.max(SMALLEST_SIDE, Math.round(height * scale)),
      isEnlarged: scale >= 1,
    };
  }

  private layOut(): void {
    if (!this.shown || this.element.clientWidth === 0) {
      return;
    }
    const { channels } = this.shown.maps;
    const { height } = this.tile;
    const room = this.element.clientWidth - 2 * PADDING + GAP;
    this.columns = Math.max(1, Math.floor(room / (this.cellWidth + GAP)));
    this.element.setAttribute('aria-colcount', String(this.columns));
    this.element.setAttribute('aria-rowcount', String(Math.ceil(channels / this.columns)));
    this.element.setAttribute('aria-activedescendant', `${this.idPrefix}-${this.selected}`);
    this.rows.reset(Math.ceil(channels / this.columns), height + CAPTION_HEIGHT + GAP);
  }

  /** Narrow maps still need room for their number. */
  private get cellWidth(): number {
    return Math.max(this.tile.width, 32);
  }

  private renderRow(row: number, spare: HTMLElement | undefined): HTMLElement {
    const element = spare ?? createElement('div', { className: 'grid-row', attributes: { role: 'row' } });
    element.setAttribute('aria-rowindex', String(row + 1));
    const { order = [] } = this.shown ?? {};
    const channels = order.slice(row * this.columns, (row + 1) * this.columns);
    while (element.children.length > channels.length) element.lastElementChild?.remove();
    while (element.children.length < channels.length) element.append(createCell());
    channels.forEach((channel, at) => {
      const cell = element.children[at];
      if (cell instanceof HTMLElement) this.fillCell(cell, channel, at);
    });
    return element;
  }

  private positionOf(channel: number): number {
    return this.positions[channel] ?? channel;
  }

  private fillCell(cell: HTMLElement, channel: number, column: number): void {
    const [canvas, caption] = cell.children;
    if (!this.shown || !(canvas instanceof HTMLCanvasElement) || !(caption instanceof HTMLElement)) return;
    const { maps, style } = this.shown;
    const { width, height, isEnlarged } = this.tile;
    cell.dataset.channel = String(channel);
    cell.id = `${this.idPrefix}-${channel}`;
    cell.setAttribute('aria-selected', String(channel === this.selected));
    cell.setAttribute('aria-colindex', String(column + 1));
    cell.style.width = `${this.cellWidth}px`;
    drawChannel(canvas, maps, channel, style);
    canvas.classList.toggle('is-pixelated', isEnlarged);
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
    this.fillCaption(cell, caption, maps, channel);
  }

  private fillCaption(cell: HTMLElement, caption: HTMLElement, maps: FeatureMaps, channel: number): void {
    const { min, max } = channelRange(maps, channel);
    const isDead = this.deadChannels.has(channel);
    const range = `${formatValue(min)} … ${formatValue(max)}`;
    cell.setAttribute('aria-label', `Channel ${channel}, ${isDead ? 'dead, ' : ''}${range}`);
    cell.title = `Channel ${channel}${isDead ? ' (dead: the same value everywhere)' : ''}\n${range}`;
    const parts = [createElement('span', { text: String(channel) })];
    if (isDead) parts.push(createElement('span', { text: 'dead' }));
    else if (this.cellWidth >= RANGE_WIDTH) parts.push(createElement('span', { className: 'cell-range', text: range }));
    caption.replaceChildren(...parts);
  }

  private pointedAt(event: PointerEvent): PointedValue | undefined {
    const channel = channelOf(event.target);
    if (channel === undefined || !this.shown || !(event.target instanceof HTMLCanvasElement)) {
      return undefined;
    }
    const place = pixelAt(event.target, event);
    return { channel, place, value: valueAt(this.shown.maps, channel, place.row, place.column), isExact: false };
  }

  private onKey(event: KeyboardEvent): void {
    const last = (this.shown?.maps.channels ?? 0) - 1;
    const page = this.rows.visibleRows * this.columns;
    const at = this.positionOf(this.selected);
    const moves: Readonly<Record<string, number>> = {
      ArrowRight: at + 1,
      ArrowLeft: at - 1,
      ArrowDown: at + this.columns,
      ArrowUp: at - this.columns,
      PageDown: Math.min(last, at + page),
      PageUp: Math.max(0, at - page),
      Home: 0,
      End: last,
    };
    const target = moves[event.key];
    if (target !== undefined) {
      event.preventDefault();
      if (target >= 0 && target <= last) {
        this.select(this.shown?.order[target] ?? target);
      }
    } else if (event.key === '+' || event.key === '=' || event.key === '-') {
      event.preventDefault();
      this.events.zoom(event.key === '-' ? -1 : 1);
    } else if ((event.key === 'Enter' || event.key === ' ') && last >= 0) {
      event.preventDefault();
      this.events.open(this.selected);
    }
  }
}

function createCell(): HTMLElement {
  return createElement('div', { className: 'cell', attributes: { role: 'gridcell' } }, [
    createElement('canvas', { attributes: { 'aria-hidden': 'true' } }),
    createElement('div', { className: 'cell-caption' }),
  ]);
}

function channelOf(target: EventTarget | null): number | undefined {
  const cell = target instanceof Element ? target.closest<HTMLElement>('.cell') : null;
  return cell?.dataset.channel === undefined ? undefined : Number(cell.dataset.channel);
}
