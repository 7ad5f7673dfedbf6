// One channel, as large as the panel allows, with a frame around the value under the pointer.

import type { FeatureMaps } from '../src/protocol/runner';
import { pixelAt } from './channelGrid';
import type { PointedValue } from './channelGrid';
import { createElement, setText } from './createElement';
import { channelRange, drawChannel, valueAt } from './featureMap';
import type { MapStyle } from './featureMap';
import { formatValue } from './format';
import { createButton } from './toolkit';

const PADDING = 12;

export interface ChannelViewEvents {
  point(pointed: PointedValue | undefined): void;
  move(channel: number): void;
  close(): void;
}

export class ChannelView {
  readonly element: HTMLElement;
  private readonly title = createElement('span', { className: 'channel-title' });
  private readonly stage = createElement('div', { className: 'channel-stage' });
  private readonly canvas = createElement('canvas', { attributes: { role: 'img' } });
  private readonly marker = createElement('div', { className: 'pixel-marker', attributes: { 'aria-hidden': 'true' } });
  private shown: { readonly maps: FeatureMaps; readonly channel: number } | undefined;

  constructor(private readonly events: ChannelViewEvents) {
    const back = createButton('All Channels', 'secondary', () => events.close());
    const head = createElement('div', { className: 'channel-head' }, [back, this.title]);
    const frame = createElement('div', { className: 'channel-frame' }, [this.canvas, this.marker]);
    this.stage.append(frame);
    const attributes = { tabindex: '0', role: 'group' };
    this.element = createElement('div', { className: 'channel-view', attributes }, [head, this.stage]);
    new ResizeObserver(() => this.fit()).observe(this.stage);
    this.canvas.addEventListener('pointermove', (event) => this.onPoint(event));
    this.canvas.addEventListener('pointerleave', () => {
      this.marker.hidden = true;
      this.events.point(undefined);
    });
    this.element.addEventListener('keydown', (event) => this.onKey(event));
    this.marker.hidden = true;
  }

  show(maps: FeatureMaps, channel: number, style: MapStyle): void {
    this.shown = { maps, channel };
    const { min, max } = channelRange(maps, channel);
    const title = `Channel ${channel} of ${maps.channels}`;
    const range = `${formatValue(min)} … ${formatValue(max)}`;
    setText(this.title, `${title} · ${range}`);
    this.element.setAttribute(
      'aria-label',
      `${title}, values ${range}. Arrow keys show other channels, Escape goes back.`,
    );
    this.canvas.setAttribute('aria-label', `${title}, values ${range}`);
    this.marker.hidden = true;
    drawChannel(this.canvas, maps, channel, style);
    this.fit();
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
  }

  private onPoint(event: PointerEvent): void {
    if (!this.shown) {
      return;
    }
    const { maps, channel } = this.shown;
    const place = pixelAt(this.canvas, event);
    const scale = this.canvas.clientWidth / maps.width;
    this.marker.hidden = scale < 4;
    this.marker.style.left = `${place.column * scale}px`;
    this.marker.style.top = `${place.row * scale}px`;
    this.marker.style.width = `${scale}px`;
    this.marker.style.height = `${scale}px`;
    this.events.point({ channel, place, value: valueAt(maps, channel, place.row, place.column) });
  }

  private onKey(event: KeyboardEvent): void {
    if (!this.shown) {
      return;
    }
    const { maps, channel } = this.shown;
    const moves: Readonly<Record<string, number>> = {
      ArrowRight: channel + 1,
      ArrowLeft: channel - 1,
      Home: 0,
      End: maps.channels - 1,
    };
    const target = moves[event.key];
    if (event.key === 'Escape') {
      event.preventDefault();
      this.events.close();
    } else if (target !== undefined && target >= 0 && target < maps.channels) {
      event.preventDefault();
      this.events.move(target);
    }
  }
}
