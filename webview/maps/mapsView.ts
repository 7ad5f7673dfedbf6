// The chosen layer: what it is, its channels as a grid, one channel enlarged, or bars; and what to do when there is nothing to show.
// A further view of a layer's maps is one more of `views`, with its own place in `chooseView`; what else there is to see is one of `pages`.

import './maps.css';
import type { ChannelChoice, FeatureMaps, LayerInfo, LayerResult } from '../../src/protocol/runner';
import { createElement } from '../createElement';
import { describeDifference } from '../checkedLayer';
import type { Place, Region } from '../field/fieldGeometry';
import { drawAnswer, themeColours } from '../figure';
import { nameUse } from '../format';
import type { InquiryDesk } from '../inquiries/inquiryDesk';
import { CHANNELS, LayerPages } from '../inquiries/layerPages';
import type { LayerPage } from '../inquiries/layerPages';
import type { LayerSubject } from '../inquiries/layerSubject';
import type { ViewChoices } from '../pageState';
import { INITIAL_RUN_STATE } from '../runState';
import type { RunState } from '../runState';
import type { ChannelValues } from './channelFigures';
import { ChannelGrid } from './channelGrid';
import type { PointedValue } from './channelGrid';
import { ChannelView } from './channelView';
import { channelRange, isVector, shownRange } from './featureMap';
import { drawGrid, drawLarge, encodePng } from './gridPicture';
import { LayerHead } from './layerHead';
import { MapsAbsence } from './mapsAbsence';
import { MapsLook } from './mapsLook';
import { MapsToolbar } from './mapsToolbar';
import type { LookChoices } from './mapsToolbar';
import { Readout } from './readout';
import type { ViewName } from './readout';
import { VectorChart } from './vectorChart';

/** What of a layer is in view, and how: kept over a reload. */
export type MapsChoices = LookChoices & Pick<ViewChoices, 'layerTab' | 'channel' | 'channelTab' | 'layerName'>;

export interface MapsViewEvents {
  changeView(choices: Partial<MapsChoices>): void;
  reveal(layer: LayerInfo): void;
  /** The cell of a map that the pointer, or the user's keys, are at. */
  point(place: Place | undefined): void;
  pin(place: Place | undefined): void;
  readChannel(choice: ChannelChoice): void;
  /** @param view what it shows, where it is not maps */
  savePicture(png: Uint8Array, channel: number | undefined, view: string | undefined): void;
  saveValues(channel: number | undefined): void;
}

/** The chosen layer and what has arrived of it. */
export interface ShownLayer {
  readonly layer: LayerInfo | undefined;
  readonly maps: FeatureMaps | undefined;
  /** Why the maps could not be read. */
  readonly failure: string | undefined;
}

export class MapsView {
  readonly element: HTMLElement;
  private readonly head: LayerHead;
  private readonly toolbar: MapsToolbar;
  private readonly grid: ChannelGrid;
  private readonly channelView: ChannelView;
  private readonly chart: VectorChart;
  private readonly views: Readonly<Record<ViewName, { readonly element: HTMLElement }>>;
  private readonly pages: LayerPages;
  private readonly readout = new Readout();
  private readonly absence = new MapsAbsence();
  private shown: ShownLayer = { layer: undefined, maps: undefined, failure: undefined };
  private state = INITIAL_RUN_STATE;
  private result: LayerResult | undefined;
  private readonly look: MapsLook;
  /** Of the layer that was shown last: the open channel is one of it. */
  private layerName: string | undefined;
  private openChannel: number | undefined;
  private values: { readonly channel: number; readonly values: ChannelValues } | undefined;

  constructor(
    initial: MapsChoices,
    desk: InquiryDesk,
    pages: readonly LayerPage[],
    private readonly events: MapsViewEvents,
  ) {
    this.look = new MapsLook(initial);
    this.layerName = initial.layerName;
    this.openChannel = initial.channel;
    const point = (pointed: PointedValue | undefined): void => {
      this.writeReadout(pointed);
      events.point(pointed?.place);
    };
    this.grid = new ChannelGrid({
      point,
      select: (channel) => {
        if (this.shown.maps) this.readout.writeRange(this.shown.maps, channel);
      },
      open: (channel) => this.enlarge(channel),
      zoom: (direction) => this.toolbar.zoom(direction),
    });
    this.channelView = new ChannelView(desk, initial.channelTab, {
      point,
      pin: (place) => events.pin(place),
      move: (to) => this.moveChannel(to),
      changeTab: (channelTab) => {
        events.changeView({ channelTab });
        this.draw();
      },
      close: () => this.showAllChannels(),
    });
    this.chart = new VectorChart({ point, select: () => undefined });
    this.views = { grid: this.grid, channel: this.channelView, chart: this.chart };
    this.toolbar = new MapsToolbar(initial, {
      change: (choices) => {
        this.look.choices = choices;
        events.changeView(choices);
        this.draw();
      },
      savePicture: () => void this.savePicture(),
      saveValues: () => events.saveValues(this.openChannel),
    });
    this.head = new LayerHead((layer) => events.reveal(layer), this.toolbar.saving);
    this.pages = new LayerPages(pages, initial.layerTab ?? CHANNELS, (layerTab) => {
      events.changeView({ layerTab });
      this.draw();
    });
    const views = Object.values(this.views).map(({ element }) => element);
    const parts = [this.head.element, this.pages.tabs, this.toolbar.element, ...views, ...this.pages.elements];
    this.element = createElement('main', { className: 'maps', attributes: { 'aria-label': 'Feature maps' } }, [
      ...parts,
      this.absence.element,
      this.readout.element,
    ]);
  }

  update(state: RunState, shown: ShownLayer): void {
    const result = shown.layer && state.results.get(shown.layer.index);
    const isSameMaps = shown.maps === this.shown.maps;
    const isSame =
      shown.layer === this.shown.layer && isSameMaps && result === this.result && state.status === this.state.status;
    this.shown = shown;
    this.state = state;
    this.result = result;
    if (shown.layer && nameUse(shown.layer) !== this.layerName) {
      if (this.layerName !== undefined) this.closeChannel();
      this.layerName = nameUse(shown.layer);
    }
    if (!isSameMaps) this.takeMaps(shown.maps);
    this.absence.update(state, shown);
    const { layer } = shown;
    const difference = layer && describeDifference(layer, result, state.figures.get(layer.index));
    this.head.update(layer && { layer, result, difference });
    if (!isSame || !shown.maps) this.draw();
    else this.drawPage();
  }

  /** The open channel stays open when the layer runs again. */
  private takeMaps(maps: FeatureMaps | undefined): void {
    this.channelView.leave();
    this.values = undefined;
    if (!maps || this.openChannel === undefined) return;
    if (this.openChannel >= maps.channels) this.closeChannel();
    else this.events.readChannel({ layer: maps.layer, channel: this.openChannel });
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

  /** What is asked about a layer needs the whole run. */
  private get pagesSubject(): LayerSubject | undefined {
    return this.state.status === 'finished' ? this.subject : undefined;
  }

  /** What is on a page may change without the layer, and the colours with it. */
  private drawPage(): void {
    const { subject } = this;
    this.pages.update(this.pagesSubject);
    const { page } = this.pages;
    if (!subject || !page) return;
    this.toolbar.element.hidden = !page.mapStyle;
    this.toolbar.showPage(page.mapStyle);
  }

  private draw(): void {
    const { subject } = this;
    this.drawPage();
    const { page } = this.pages;
    const maps = page ? undefined : subject?.maps;
    const view = maps && this.chooseView(maps);
    for (const [name, { element }] of Object.entries(this.views)) element.hidden = name !== view;
    this.readout.element.hidden = !maps;
    if (!subject || !page) this.toolbar.element.hidden = !maps;
    this.toolbar.saving.hidden = !subject;
    if (!subject || !maps) {
      return;
    }
    const style = this.look.styleOf(maps);
    const { openChannel } = this;
    let range = style.sharedRange && shownRange(style.sharedRange, style);
    this.writeReadout(undefined);
    if (view === 'chart') {
      this.chart.show(maps, this.look.choices.tileSide);
    } else if (openChannel !== undefined) {
      range ??= shownRange(channelRange(maps, openChannel), style);
      const values = this.values?.channel === openChannel ? this.values.values : undefined;
      this.channelView.show({ ...subject, channel: openChannel, style, values });
      this.toolbar.element.hidden = this.readout.element.hidden = !this.channelView.isMapShown;
    } else {
      const order = this.look.orderOf(maps);
      this.grid.show({ maps, order, style, tileSide: this.look.choices.tileSide }, this.result?.deadChannels ?? []);
    }
    const scale = view === 'chart' ? undefined : style.scale;
    const isAnswer = view === 'channel' && !this.channelView.isMapShown;
    this.toolbar.update({
      order: view !== 'chart',
      size: view !== 'channel',
      values: !isAnswer,
      scale,
      range,
    });
  }

  private enlarge(channel: number): void {
    const { layer } = this.shown;
    if (!layer) return;
    this.openChannel = channel;
    this.values = undefined;
    this.events.changeView({ channel });
    this.draw();
    // the button that shows the next channel keeps the focus
    const { element } = this.channelView;
    if (!element.contains(document.activeElement)) element.focus();
    this.events.readChannel({ layer: layer.index, channel });
  }

  private moveChannel(to: 1 | -1 | 'first' | 'last'): void {
    const { maps } = this.shown;
    if (!maps || this.openChannel === undefined) return;
    const order = this.look.orderOf(maps);
    const at = order.indexOf(this.openChannel);
    const channel = order[to === 'first' ? 0 : to === 'last' ? order.length - 1 : at + to];
    if (channel !== undefined && channel !== this.openChannel) this.enlarge(channel);
  }

  private closeChannel(): void {
    this.channelView.leave();
    this.openChannel = undefined;
    this.values = undefined;
    this.events.changeView({ channel: undefined });
  }

  private showAllChannels(): void {
    const channel = this.openChannel ?? 0;
    this.closeChannel();
    this.draw();
    this.grid.select(channel);
    this.grid.element.focus();
  }

  private async savePicture(): Promise<void> {
    const { layer, maps } = this.shown;
    if (!layer || !maps) return;
    const { page } = this.pages;
    const channel = page ? undefined : this.openChannel;
    const answer = channel !== undefined && !this.channelView.isMapShown ? this.channelView : undefined;
    const answering = page ?? (isVector(maps) ? this.chart : answer);
    const titles = [this.state.model?.title ?? '', nameUse(layer)];
    const style = this.look.styleOf(maps);
    const canvas = answering
      ? drawAnswer(titles, answering)
      : channel === undefined
        ? drawGrid(maps, this.look.orderOf(maps), style, this.grid.layout, themeColours())
        : drawLarge(maps, channel, style, this.channelView.shownWidth);
    const png = canvas && (await encodePng(canvas));
    if (png) this.events.savePicture(png, channel, answering?.text);
    else this.head.tell(canvas ? TOO_LARGE : 'There is no picture to save here.');
  }

  private writeReadout(pointed: PointedValue | undefined): void {
    const { maps } = this.shown;
    if (pointed) this.readout.writeValue(pointed);
    else if (maps) this.readout.writeUse(this.chooseView(maps));
  }
}

const TOO_LARGE = 'The picture is too large to be made. Choose a smaller size.';
