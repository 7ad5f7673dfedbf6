// A layer without height and width as bars: strips of channels under each other, all with the same value axis.

import './vectorChart.css';
import type { FeatureMaps } from '../../src/protocol/runner';
import type { ChannelGridEvents } from './channelGrid';
import { createElement } from '../createElement';
import { layerRange, valueAt } from './featureMap';
import type { Figure, FigureColours } from '../figure';
import { formatNumberOf, formatValue } from '../format';
import { VirtualRows } from '../virtualRows';

const STRIP_HEIGHT = 64;
const STRIP_GAP = 16;
const LABEL_WIDTH = 48;
const PADDING = 12;
const LARGEST_COUNT = 5;
/** In a picture: browsers refuse canvases of more than some 16,000 pixels. */
const MOST_STRIPS = 180;

export class VectorChart {
  /** How a picture of it is called. */
  readonly text = 'Values';
  readonly element: HTMLElement;
  private readonly largest = createElement('div', {
    className: 'largest',
    attributes: { role: 'group', 'aria-label': 'Channels with the largest values' },
  });
  private readonly strips = createElement('div', {
    className: 'strips',
    attributes: { role: 'slider', tabindex: '0', 'aria-label': 'Channel', 'aria-valuemin': '0' },
  });
  private readonly rows = new VirtualRows(this.strips, (row) => this.renderStrip(row));
  private maps: FeatureMaps | undefined;
  private axis = { min: 0, max: 1 };
  private pitch = 6;
  private perRow = 1;
  private selected = 0;

  constructor(private readonly events: Pick<ChannelGridEvents, 'point' | 'select'>) {
    this.element = createElement('div', { className: 'vector-chart' }, [this.largest, this.strips]);
    new ResizeObserver(() => this.layOut()).observe(this.strips);
    // The bars are painted in the theme's colour, so a new theme needs new paint.
    new MutationObserver(() => this.layOut()).observe(document.body, { attributeFilter: ['class'] });
    this.strips.addEventListener('pointermove', (event) => this.pointAt(this.channelAt(event)));
    this.strips.addEventListener('pointerleave', () => this.events.point(undefined));
    this.strips.addEventListener('click', (event) => {
      const channel = this.channelAt(event);
      if (channel !== undefined) {
        this.select(channel);
      }
    });
    this.strips.addEventListener('keydown', (event) => this.onKey(event));
  }

  /** `tileSide` is the grid's zoom: it sets how wide a bar is. */
  show(maps: FeatureMaps, tileSide: number): void {
    this.pitch = Math.min(24, Math.max(3, Math.round(tileSide / 12)));
    if (maps !== this.maps) {
      this.maps = maps;
      const { min, max } = layerRange(maps);
      this.axis = { min: Math.min(0, finiteOr(min, 0)), max: Math.max(0, finiteOr(max, 1)) };
      this.strips.scrollTop = 0;
      this.strips.setAttribute('aria-valuemax', String(maps.channels - 1));
      this.fillLargest(maps);
      this.selected = 0;
      this.announce();
    }
    this.layOut();
  }

  /** All strips under each other, with as many channels in a row as are in view; more where it would be too high a picture. */
  figure(colours: FigureColours): Figure | undefined {
    const { maps } = this;
    if (!maps) return undefined;
    const perRow = Math.max(this.perRow, Math.ceil(maps.channels / MOST_STRIPS));
    const strips = Math.ceil(maps.channels / perRow);
    const canvas = document.createElement('canvas');
    canvas.width = LABEL_WIDTH + Math.min(perRow, maps.channels) * this.pitch;
    canvas.height = strips * (STRIP_HEIGHT + STRIP_GAP) - STRIP_GAP;
    const context = canvas.getContext('2d');
    if (!context) return undefined;
    context.font = '11px sans-serif';
    context.textAlign = 'right';
    for (let strip = 0; strip < strips; strip++) {
      const first = strip * perRow;
      context.setTransform(1, 0, 0, 1, 0, strip * (STRIP_HEIGHT + STRIP_GAP));
      context.fillStyle = colours.foreground;
      context.fillText(String(first), LABEL_WIDTH - STRIP_GAP / 2, STRIP_HEIGHT / 2);
      context.translate(LABEL_WIDTH, 0);
      this.paintBars(context, maps, first, Math.min(first + perRow, maps.channels), undefined);
    }
    const { min, max } = this.axis;
    const caption = `${formatNumberOf(maps.channels, 'channel')}, from ${formatValue(min)} to ${formatValue(max)}`;
    const largest = orderByValue(maps).slice(0, LARGEST_COUNT);
    const note = largest.map((channel) => `${channel} (${formatValue(valueAt(maps, channel, 0, 0))})`).join(', ');
    return { panels: [{ canvas, caption }], notes: [`Largest in channels ${note}`] };
  }

  private layOut(): void {
    if (!this.maps || this.strips.clientWidth === 0) {
      return;
    }
    const room = Math.floor((this.strips.clientWidth - LABEL_WIDTH - 2 * PADDING) / this.pitch);
    this.perRow = Math.max(10, Math.floor(room / 10) * 10);
    this.rows.reset(Math.ceil(this.maps.channels / this.perRow), STRIP_HEIGHT + STRIP_GAP);
  }

  private renderStrip(row: number): HTMLElement {
    const canvas = createElement('canvas', { attributes: { 'aria-hidden': 'true' } });
    const first = row * this.perRow;
    const label = createElement('span', { className: 'strip-label', text: String(first) });
    const strip = createElement('div', { className: 'strip' }, [label, canvas]);
    canvas.dataset.first = String(first);
    this.drawBars(canvas, first);
    return strip;
  }

  private drawBars(canvas: HTMLCanvasElement, first: number): void {
    if (!this.maps) {
      return;
    }
    const end = Math.min(first + this.perRow, this.maps.channels);
    const width = (end - first) * this.pitch;
    const density = window.devicePixelRatio;
    canvas.width = Math.round(width * density);
    canvas.height = Math.round(STRIP_HEIGHT * density);
    canvas.style.width = `${width}px`;
    canvas.style.height = `${STRIP_HEIGHT}px`;
    const context = canvas.getContext('2d');
    if (!context) {
      return;
    }
    context.scale(density, density);
    this.paintBars(context, this.maps, first, end, this.selected);
  }

  /** From the upper left corner of what the context draws on. */
  private paintBars(
    context: CanvasRenderingContext2D,
    maps: FeatureMaps,
    first: number,
    end: number,
    selected: number | undefined,
  ): void {
    const colours = getComputedStyle(this.strips);
    const zero = this.heightOf(0);
    context.fillStyle = colours.getPropertyValue('--axis-colour');
    context.fillRect(0, Math.min(STRIP_HEIGHT - 1, zero), (end - first) * this.pitch, 1);
    for (let channel = first; channel < end; channel++) {
      const value = finiteOr(valueAt(maps, channel, 0, 0), 0);
      const top = Math.min(this.heightOf(value), zero);
      const height = Math.max(1, Math.abs(this.heightOf(value) - zero));
      const left = (channel - first) * this.pitch;
      if (channel === selected) {
        context.fillStyle = colours.getPropertyValue('--selection-colour');
        context.fillRect(left, 0, this.pitch, STRIP_HEIGHT);
      }
      context.fillStyle = colours.getPropertyValue('--bar-colour');
      context.fillRect(left, Math.min(top, STRIP_HEIGHT - 1), Math.max(1, this.pitch - 1), height);
    }
  }

  /** Distance from the strip's top, in CSS pixels. */
  private heightOf(value: number): number {
    const { min, max } = this.axis;
    return max > min ? ((max - value) / (max - min)) * STRIP_HEIGHT : STRIP_HEIGHT;
  }

  private fillLargest(maps: FeatureMaps): void {
    const buttons = orderByValue(maps)
      .slice(0, LARGEST_COUNT)
      .map((channel) => {
        const number = createElement('span', { text: String(channel) });
        const value = createElement('span', { className: 'value', text: formatValue(valueAt(maps, channel, 0, 0)) });
        const attributes = { type: 'button', title: `Go to channel ${channel}` };
        const button = createElement('button', { className: 'chip', attributes }, [number, value]);
        button.addEventListener('click', () => this.select(channel));
        return button;
      });
    const label = createElement('span', { className: 'label', text: 'Largest' });
    const { min, max } = this.axis;
    const axis = createElement('span', {
      className: 'axis',
      text: `Height: ${formatValue(min)} … ${formatValue(max)}`,
    });
    this.largest.replaceChildren(label, ...buttons, axis);
  }

  private select(channel: number): void {
    const [before, after] = [Math.floor(this.selected / this.perRow), Math.floor(channel / this.perRow)];
    this.selected = channel;
    this.rows.refreshRow(before);
    this.rows.scrollToRow(after);
    this.rows.refreshRow(after);
    this.announce();
    this.events.select(channel);
    this.pointAt(channel);
  }

  private announce(): void {
    if (this.maps) {
      const value = formatValue(valueAt(this.maps, this.selected, 0, 0));
      this.strips.setAttribute('aria-valuenow', String(this.selected));
      this.strips.setAttribute('aria-valuetext', `channel ${this.selected}: ${value}`);
    }
  }

  private channelAt(event: MouseEvent): number | undefined {
    if (!(event.target instanceof HTMLCanvasElement)) {
      return undefined;
    }
    const box = event.target.getBoundingClientRect();
    const channel = Number(event.target.dataset.first) + Math.floor((event.clientX - box.left) / this.pitch);
    return channel >= 0 && channel < (this.maps?.channels ?? 0) ? channel : undefined;
  }

  private pointAt(channel: number | undefined): void {
    if (channel === undefined || !this.maps) {
      this.events.point(undefined);
    } else {
      this.events.point({ channel, place: undefined, value: valueAt(this.maps, channel, 0, 0), isExact: true });
    }
  }

  private onKey(event: KeyboardEvent): void {
    const last = (this.maps?.channels ?? 0) - 1;
    const moves: Readonly<Record<string, number>> = {
      ArrowRight: this.selected + 1,
      ArrowLeft: this.selected - 1,
      ArrowDown: this.selected + this.perRow,
      ArrowUp: this.selected - this.perRow,
      Home: 0,
      End: last,
    };
    const target = moves[event.key];
    if (target !== undefined) {
      event.preventDefault();
      if (target >= 0 && target <= last) {
        this.select(target);
      }
    }
  }
}

/** The channels, that with the largest value first. */
function orderByValue(maps: FeatureMaps): readonly number[] {
  const channels = Array.from({ length: maps.channels }, (_, channel) => channel);
  const valueOf = (channel: number): number => finiteOr(valueAt(maps, channel, 0, 0), Number.NEGATIVE_INFINITY);
  return channels.sort((a, b) => valueOf(b) - valueOf(a));
}

function finiteOr(value: number, fallback: number): number {
  return Number.isFinite(value) ? value : fallback;
}
