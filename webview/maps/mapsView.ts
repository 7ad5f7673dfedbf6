// The chosen layer: what it is, its channels as a grid, one channel enlarged, or bars; and what to do when there is nothing to show.
// A further view of a layer's maps is one more of `views`, with its own place in `chooseView`; what else there is to see is one of `pages`.

import './maps.css';
import type { ChannelChoice, FeatureMaps, LayerInfo, LayerResult } from '../../src/protocol/runner';
import { createElement, setText } from '../createElement';
import { describeDifference } from '../checkedLayer';
import type { Place, Region } from '../field/fieldGeometry';
import { formatExactValue, formatValue } from '../format';
import type { InquiryDesk } from '../inquiries/inquiryDesk';
import { LayerPages } from '../inquiries/layerPages';
import type { LayerPage } from '../inquiries/layerPages';
import type { LayerSubject } from '../inquiries/layerSubject';
import { INITIAL_RUN_STATE } from '../runState';
import type { RunState } from '../runState';
import { createProgressRing } from '../toolkit';
import type { ChannelValues } from './channelFigures';
import { ChannelGrid } from './channelGrid';
import type { PointedValue } from './channelGrid';
import { orderChannels } from './channelOrder';
import type { ChannelOrder } from './channelOrder';
import { ChannelView } from './channelView';
import { chooseScale } from './colourScale';
import { channelRange, isVector, layerRange, shownRange } from './featureMap';
import type { MapStyle } from './featureMap';
import { drawGrid, drawLarge, encodePng } from './gridPicture';
import { LayerHead } from './layerHead';
import { describeAbsence } from './mapsAbsence';
import { MapsToolbar } from './mapsToolbar';
import type { LookChoices } from './mapsToolbar';
import { VectorChart } from './vectorChart';

export interface MapsViewEvents {
  changeLook(choices: LookChoices): void;
  reveal(layer: LayerInfo): void;
  /** The cell of a map that the pointer, or the user's keys, are at. */
  point(place: Place | undefined): void;
  pin(place: Place | undefined): void;
  readChannel(choice: ChannelChoice): void;
  savePicture(png: Uint8Array, channel: number | undefined): void;
  saveValues(channel: number | undefined): void;
}

/** The chosen layer and what has arrived of it. */
export interface ShownLayer {
  readonly layer: LayerInfo | undefined;
  readonly maps: FeatureMaps | undefined;
  /** Why the maps could not be read. */
  readonly failure: string | undefined;
}

type ViewName = 'grid' | 'channel' | 'chart';

export class MapsView {
  readonly element: HTMLElement;
  private readonly head: LayerHead;
  private readonly toolbar: MapsToolbar;
  private readonly grid: ChannelGrid;
  private readonly channelView: ChannelView;
  private readonly chart: VectorChart;
  private readonly views: Readonly<Record<ViewName, { readonly element: HTMLElement }>>;
  private readonly pages: LayerPages;
  private readonly readout = createElement('div', { className: 'readout' });
  private readonly absence: HTMLElement;
  private readonly absenceTitle = createElement('h2');
  private readonly absenceText = createElement('p');
  private readonly ring = createProgressRing();
  private shown: ShownLayer = { layer: undefined, maps: undefined, failure: undefined };
  private state = INITIAL_RUN_STATE;
  private result: LayerResult | undefined;
  private openChannel: number | undefined;
  private values: { readonly channel: number; readonly values: ChannelValues } | undefined;
  private ordered:
    { readonly maps: FeatureMaps; readonly by: ChannelOrder; readonly order: readonly number[] } | undefined;

  constructor(
    private look: LookChoices,
    desk: InquiryDesk,
    pages: readonly LayerPage[],
    private readonly events: MapsViewEvents,
  ) {
    const point = (pointed: PointedValue | undefined): void => {
      this.writeReadout(pointed);
      events.point(pointed?.place);
    };
    this.grid = new ChannelGrid({
      point,
      select: (channel) => this.writeRange(channel),
      open: (channel) => this.enlarge(channel),
      zoom: (direction) => this.toolbar.zoom(direction),
    });
    this.channelView = new ChannelView(desk, {
      point,
      pin: (place) => events.pin(place),
      move: (to) => this.moveChannel(to),
      changeTab: () => this.draw(),
      close: () => this.showAllChannels(),
    });
    this.chart = new VectorChart({ point, select: () => undefined });
    this.views = { grid: this.grid, channel: this.channelView, chart: this.chart };
    this.toolbar = new MapsToolbar(look, {
      change: (choices) => {
        this.look = choices;
        events.changeLook(choices);
        this.draw();
      },
      savePicture: () => void this.savePicture(),
      saveValues: () => events.saveValues(this.openChannel),
    });
    this.head = new LayerHead((layer) => events.reveal(layer), this.toolbar.saving);
    this.pages = new LayerPages(pages, () => this.draw());
    this.absence = createElement('div', { className: 'absence' }, [this.ring, this.absenceTitle, this.absenceText]);
    const views = Object.values(this.views).map(({ element }) => element);
    const parts = [this.head.element, this.pages.tabs, this.toolbar.element, ...views, ...this.pages.elements];
    this.element = createElement('main', { className: 'maps', attributes: { 'aria-label': 'Feature maps' } }, [
      ...parts,
      this.absence,
      this.readout,
    ]);
  }

  update(state: RunState, shown: ShownLayer): void {
    const result = shown.layer && state.results.get(shown.layer.index);
    const isSame = shown.layer === this.shown.layer && shown.maps === this.shown.maps && result === this.result;
    if (shown.layer !== this.shown.layer || shown.maps !== this.shown.maps) {
      this.closeChannel();
    }
    this.shown = shown;
    this.state = state;
    this.result = result;
    const absence = describeAbsence(state, shown);
    this.absence.hidden = !absence;
    this.ring.hidden = absence?.isWaiting !== true;
    setText(this.absenceTitle, absence?.title ?? '');
    setText(this.absenceText, absence?.text ?? '');
    const { layer } = shown;
    const difference = layer && describeDifference(layer, result, state.figures.get(layer.index));
    this.head.update(layer && { layer, result, difference });
    if (!isSame || !shown.maps) this.draw();
    else this.pages.update(this.subject);
  }

  /** The values of a channel have arrived, or why they cannot be had. */
  takeValues({ layer, channel }: ChannelChoice, values: ChannelValues): void {
    if (layer !== this.shown.layer?.index || channel !== this.openChannel) return;
    this.values = { channel, values };
    this.draw();
  }

  /** Outlines the cells of the open channel that see a place of the picture. */
  outlineCells(cells: Region | undefined): void {
    this.channelView.outlineCells(cells);
  }

  get hasOpenChannel(): boolean {
    return this.openChannel !== undefined;
  }

  private chooseView(maps: FeatureMaps): ViewName {
    if (isVector(maps)) return 'chart';
    return this.openChannel === undefined ? 'grid' : 'channel';
  }

  /** Opens a channel of the layer on view. */
  open(channel: number): void {
    this.pages.chooseChannels();
    this.enlarge(channel);
  }

  private get subject(): LayerSubject | undefined {
    const { layer, maps } = this.shown;
    return layer && maps && { state: this.state, layer, maps };
  }

  private draw(): void {
    const { subject } = this;
    this.pages.update(subject);
    const maps = this.pages.isChannels ? subject?.maps : undefined;
    const view = maps && this.chooseView(maps);
    for (const [name, { element }] of Object.entries(this.views)) element.hidden = name !== view;
    this.toolbar.element.hidden = this.toolbar.saving.hidden = !maps;
    this.readout.hidden = !maps;
    if (!subject || !maps) {
      return;
    }
    const style = this.styleOf(maps);
    const { openChannel } = this;
    let range = style.sharedRange && shownRange(style.sharedRange, style);
    this.writeReadout(undefined);
    if (view === 'chart') {
      this.chart.show(maps, this.look.tileSide);
    } else if (openChannel !== undefined) {
      range ??= shownRange(channelRange(maps, openChannel), style);
      const values = this.values?.channel === openChannel ? this.values.values : undefined;
      this.channelView.show({ ...subject, channel: openChannel, style, values });
      this.toolbar.element.hidden = this.readout.hidden = !this.channelView.isMapShown;
    } else {
      const order = this.orderOf(maps);
      this.grid.show({ maps, order, style, tileSide: this.look.tileSide }, this.result?.deadChannels ?? []);
    }
    const scale = view === 'chart' ? undefined : style.scale;
    this.toolbar.update({
      order: view !== 'chart',
      size: view !== 'channel',
      picture: view !== 'chart',
      scale,
      range,
    });
  }

  private styleOf(maps: FeatureMaps): MapStyle {
    const range = layerRange(maps);
    const sharedRange = this.look.isRangeShared ? range : undefined;
    return { scale: chooseScale(this.look.colourScale, range), sharedRange };
  }

  private orderOf(maps: FeatureMaps): readonly number[] {
    const by = this.look.channelOrder;
    if (this.ordered?.maps !== maps || this.ordered.by !== by) {
      this.ordered = { maps, by, order: orderChannels(maps, by) };
    }
    return this.ordered.order;
  }

  private enlarge(channel: number): void {
    const { layer } = this.shown;
    if (!layer) return;
    this.openChannel = channel;
    this.values = undefined;
    this.draw();
    this.channelView.element.focus();
    this.events.readChannel({ layer: layer.index, channel });
  }

  private moveChannel(to: 1 | -1 | 'first' | 'last'): void {
    const { maps } = this.shown;
    if (!maps || this.openChannel === undefined) return;
    const order = this.orderOf(maps);
    const at = order.indexOf(this.openChannel);
    const channel = order[to === 'first' ? 0 : to === 'last' ? order.length - 1 : at + to];
    if (channel !== undefined && channel !== this.openChannel) this.enlarge(channel);
  }

  private closeChannel(): void {
    this.channelView.unpin();
    this.openChannel = undefined;
    this.values = undefined;
  }

  private showAllChannels(): void {
    const channel = this.openChannel ?? 0;
    this.closeChannel();
    this.draw();
    this.grid.select(channel);
    this.grid.element.focus();
  }

  private async savePicture(): Promise<void> {
    const { maps } = this.shown;
    if (!maps) return;
    const { openChannel } = this;
    const style = this.styleOf(maps);
    const { color, backgroundColor } = getComputedStyle(document.body);
    const colours = { foreground: color, background: backgroundColor };
    const canvas =
      openChannel === undefined
        ? drawGrid(maps, this.orderOf(maps), style, this.grid.layout, colours)
        : drawLarge(maps, openChannel, style, this.channelView.shownWidth);
    const png = await encodePng(canvas);
    if (png) this.events.savePicture(png, openChannel);
    else setText(this.readout, 'The picture is too large to be made. Choose a smaller size.');
  }

  private writeRange(channel: number): void {
    const { maps } = this.shown;
    if (maps) {
      const { min, max } = channelRange(maps, channel);
      setText(this.readout, `Channel ${channel} · ${formatValue(min)} … ${formatValue(max)}`);
    }
  }

  private writeReadout(pointed: PointedValue | undefined): void {
    if (pointed) {
      const { channel, place, value, isExact } = pointed;
      const where = place ? ` · row ${place.row}, column ${place.column}` : '';
      const text = isExact ? formatExactValue(value) : `≈ ${formatValue(value)}`;
      setText(this.readout, `Channel ${channel}${where} · ${text}`);
      return;
    }
    const { maps } = this.shown;
    if (maps) setText(this.readout, describeUse(this.chooseView(maps)));
  }
}

function describeUse(view: ViewName): string {
  switch (view) {
    case 'chart':
      return 'Point at a bar for its value.';
    case 'grid':
      return 'Point at a channel for its values, click it to enlarge.';
    case 'channel':
      return 'Click a pixel to hold it. Page Up, Page Down: other channels. Esc: back.';
  }
}
