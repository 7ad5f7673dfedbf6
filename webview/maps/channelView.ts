// One channel, as large as the panel allows: the value of a pixel, which can be pinned, and the pixels that see a place.

import './channelView.css';
import { createElement, setText } from '../createElement';
import type { Place, Region } from '../field/fieldGeometry';
import type { Figure } from '../figure';
import { ChannelQuestions } from '../inquiries/channelQuestions';
import type { InquiryDesk } from '../inquiries/inquiryDesk';
import type { LayerSubject } from '../inquiries/layerSubject';
import { pixelAt } from '../pixelAt';
import { createButton } from '../toolkit';
import { ChannelFigures } from './channelFigures';
import type { ChannelValues } from './channelFigures';
import type { PointedValue } from './channelGrid';
import { drawChannel, valueAt } from './featureMap';
import type { MapStyle } from './featureMap';

const PADDING = 12;
/** Smaller pixels cannot carry a frame of their own size. */
const SMALLEST_FRAME = 5;

export interface ChannelViewEvents {
  point(pointed: PointedValue | undefined): void;
  /** The pixel that is held while the pointer goes elsewhere; undefined when none is any more. */
  pin(place: Place | undefined): void;
  /** To the next (1) or previous (-1) channel, the first or the last. */
  move(to: 1 | -1 | 'first' | 'last'): void;
  /** Something else of the channel is to be seen. */
  changeTab(tab: string): void;
  close(): void;
}

export interface ShownChannel extends LayerSubject {
  readonly channel: number;
  readonly style: MapStyle;
  readonly values: ChannelValues;
}

export class ChannelView {
  readonly element: HTMLElement;
  private readonly title = createElement('span', { className: 'channel-title' });
  private readonly stage = createElement('div', { className: 'channel-stage' });
  private readonly canvas = createElement('canvas', { attributes: { role: 'img' } });
  private readonly marker = createElement('div', { className: 'pixel-marker', attributes: { 'aria-hidden': 'true' } });
  private readonly outline = createElement('div', {
    className: 'cells-outline',
    attributes: { 'aria-hidden': 'true' },
  });
  private readonly figures = new ChannelFigures();
  private readonly body: HTMLElement;
  private readonly questions: ChannelQuestions;
  private shown: ShownChannel | undefined;
  private outlined: Region | undefined;
  private place: Place | undefined;
  private isPinned = false;

  /** @param tab what of the channel is in view at first */
  constructor(
    desk: InquiryDesk,
    tab: string | undefined,
    private readonly events: ChannelViewEvents,
  ) {
    const back = createButton('All Channels', 'secondary', () => events.close());
    const before = createButton('‹', 'secondary', () => events.move(-1));
    const next = createButton('›', 'secondary', () => events.move(1));
    before.setAttribute('aria-label', 'Previous channel');
    next.setAttribute('aria-label', 'Next channel');
    before.title = 'Previous channel (Page Up)';
    next.title = 'Next channel (Page Down)';
    const steps = createElement('div', { className: 'channel-steps' }, [before, next]);
    const head = createElement('div', { className: 'channel-head' }, [back, steps, this.title]);
    const frame = createElement('div', { className: 'channel-frame' }, [this.canvas, this.outline, this.marker]);
    this.stage.append(frame);
    this.body = createElement('div', { className: 'channel-body' }, [this.stage, this.figures.element]);
    this.questions = new ChannelQuestions(desk, tab, {
      changeTab: (name) => events.changeTab(name),
      pin: (place) => {
        this.pointAt(place);
        this.setPinned(true);
      },
    });
    const attributes = { tabindex: '0', role: 'group' };
    this.element = createElement('div', { className: 'channel-view', attributes }, [
      head,
      this.questions.tabs.element,
      this.body,
      this.questions.element,
    ]);
    new ResizeObserver(() => this.fit()).observe(this.stage);
    this.canvas.addEventListener('pointermove', (event) => {
      if (!this.isPinned) this.pointAt(pixelAt(this.canvas, event));
    });
    this.canvas.addEventListener('pointerleave', () => {
      if (!this.isPinned) this.pointAt(undefined);
    });
    this.canvas.addEventListener('click', (event) => this.onClick(pixelAt(this.canvas, event)));
    this.element.addEventListener('keydown', (event) => this.onKey(event));
  }

  show(shown: ShownChannel): void {
    const { maps, channel, style } = shown;
    if (maps !== this.shown?.maps) {
      this.place = undefined;
      this.isPinned = false;
      this.outlined = undefined;
    }
    this.shown = shown;
    const title = `Channel ${channel} of ${maps.channels}`;
    setText(this.title, title);
    const keys =
      'Arrow keys move from pixel to pixel, Enter pins one, Page Up and Page Down show other channels, Escape goes back.';
    this.element.setAttribute('aria-label', `${title}. ${keys}`);
    this.canvas.setAttribute('aria-label', title);
    this.figures.show(shown.values);
    this.showQuestions();
    drawChannel(this.canvas, maps, channel, style);
    this.fit();
    // the values may have arrived
    this.pointAt(this.place);
  }

  /** Outlines the pixels that see a place of the picture. */
  outlineCells(cells: Region | undefined): void {
    this.outlined = cells;
    this.drawOutline();
  }

  /** Forgets the pixel that is pointed to: what it is of is no longer in view. */
  leave(): void {
    if (this.isPinned) this.events.pin(undefined);
    this.isPinned = false;
    this.marker.classList.remove('is-pinned');
    this.pointAt(undefined);
  }

  private unpin(): void {
    this.setPinned(false);
    this.pointAt(undefined);
  }

  /** Whether the values of the channel are on view, and not an answer about it. */
  get isMapShown(): boolean {
    return this.questions.isMapChosen;
  }

  /** What of the channel is in view, in words. */
  get text(): string {
    return this.questions.tabText;
  }

  /** The answer in view as a picture; undefined while there is none. */
  figure(): Figure | undefined {
    return this.questions.figure();
  }

  /** Of the channel on view, in CSS pixels. */
  get shownWidth(): number {
    return this.canvas.clientWidth;
  }

  private get scale(): number {
    return this.canvas.clientWidth / (this.shown?.maps.width ?? 1);
  }

  private fit(): void {
    const { clientWidth, clientHeight } = this.stage;
    if (!this.shown || clientWidth === 0) {
      return;
    }
    const { width, height } = this.shown.maps;
    const room = Math.min((clientWidth - 2 * PADDING) / width, (clientHeight - 2 * PADDING) / height);
    const scale = room >= 1 ? Math.floor(room) : Math.max(room, 0.05);
    this.canvas.classList.toggle('is-pixelated', scale >= 1);
    this.canvas.style.width = `${width * scale}px`;
    this.canvas.style.height = `${height * scale}px`;
    this.drawMarker();
    this.drawOutline();
  }

  private pointAt(place: Place | undefined): void {
    this.place = place;
    this.drawMarker();
    if (!this.shown || !place) {
      this.figures.mark(undefined);
      this.events.point(undefined);
      return;
    }
    const { maps, channel, values } = this.shown;
    const exact = values instanceof Float32Array ? values[place.row * maps.width + place.column] : undefined;
    this.figures.mark(exact);
    const value = exact ?? valueAt(maps, channel, place.row, place.column);
    this.events.point({ channel, place, value, isExact: exact !== undefined });
  }

  private onClick(place: Place): void {
    const isSame = place.row === this.place?.row && place.column === this.place.column;
    const isPinned = !(this.isPinned && isSame);
    this.pointAt(place);
    this.setPinned(isPinned);
  }

  private setPinned(isPinned: boolean): void {
    const wasPinned = this.isPinned;
    this.isPinned = isPinned;
    this.marker.classList.toggle('is-pinned', isPinned);
    if (isPinned || wasPinned) this.events.pin(isPinned ? this.place : undefined);
    if (isPinned !== wasPinned || isPinned) this.showQuestions();
  }

  private showQuestions(): void {
    if (this.shown) this.questions.show({ ...this.shown, pinned: this.isPinned ? this.place : undefined });
    this.body.hidden = !this.isMapShown;
  }

  private drawMarker(): void {
    this.marker.hidden = !this.place;
    if (this.place) {
      const { row, column } = this.place;
      this.placeOver(this.marker, { rows: { first: row, last: row }, columns: { first: column, last: column } });
    }
  }

  private drawOutline(): void {
    this.outline.hidden = !this.outlined;
    if (this.outlined) this.placeOver(this.outline, this.outlined);
  }

  private placeOver({ style }: HTMLElement, { rows, columns }: Region): void {
    const { scale } = this;
    const place = (first: number, last: number): { readonly start: number; readonly length: number } => {
      const length = Math.max(SMALLEST_FRAME, (last - first + 1) * scale);
      return { start: ((first + last + 1) * scale - length) / 2, length };
    };
    const [across, down] = [place(columns.first, columns.last), place(rows.first, rows.last)];
    style.left = `${across.start}px`;
    style.top = `${down.start}px`;
    style.width = `${across.length}px`;
    style.height = `${down.length}px`;
  }

  private onKey(event: KeyboardEvent): void {
    if (!this.shown || event.target !== this.element) {
      return;
    }
    const steps: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
      ArrowRight: [0, 1],
      ArrowLeft: [0, -1],
      ArrowDown: [1, 0],
      ArrowUp: [-1, 0],
    };
    const moves: Readonly<Record<string, Parameters<ChannelViewEvents['move']>[0]>> = {
      PageDown: 1,
      PageUp: -1,
      Home: 'first',
      End: 'last',
    };
    const [step, move] = [steps[event.key], moves[event.key]];
    if (step) {
      this.step(step);
    } else if (move !== undefined) {
      this.events.move(move);
    } else if (event.key === 'Enter' || event.key === ' ') {
      if (this.place) this.setPinned(!this.isPinned);
    } else if (event.key === 'Escape') {
      if (this.isPinned) this.unpin();
      else this.events.close();
    } else {
      return;
    }
    event.preventDefault();
  }

  /** From the middle of the map, when no pixel is pointed to. */
  private step([rows, columns]: readonly [number, number]): void {
    if (!this.shown || !this.isMapShown) return;
    const { width, height } = this.shown.maps;
    const from = this.place;
    const to = from
      ? { row: from.row + rows, column: from.column + columns }
      : { row: Math.floor(height / 2), column: Math.floor(width / 2) };
    if (to.row < 0 || to.column < 0 || to.row >= height || to.column >= width) return;
    this.pointAt(to);
    if (this.isPinned) this.events.pin(to);
  }
}
