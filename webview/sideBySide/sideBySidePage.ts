// Two layers side by side: of one run, of two models on one picture, or of one model on two pictures. Both in the same colours.

import './sideBySide.css';
import type { ComparedWith, FromPage } from '../../src/protocol/panel';
import type { FeatureMaps, LayerInfo } from '../../src/protocol/runner';
import { createElement, setText } from '../createElement';
import type { Place } from '../field/fieldGeometry';
import type { LinkedLayer } from '../field/fieldLink';
import type { Figure, FigureColours } from '../figure';
import { formatValue, nameUse } from '../format';
import { hasFilterPictures } from '../inquiries/filterPictures';
import type { LayerPage } from '../inquiries/layerPages';
import type { LayerSubject } from '../inquiries/layerSubject';
import type { PointedValue } from '../maps/channelGrid';
import { orderChannels } from '../maps/channelOrder';
import type { ChannelOrder } from '../maps/channelOrder';
import { chooseScale } from '../maps/colourScale';
import { layerRange } from '../maps/featureMap';
import type { MapStyle } from '../maps/featureMap';
import type { ViewChoices } from '../pageState';
import { inputSizeOf } from '../runState';
import type { ShownRun } from '../shownRun';
import { TabRow } from '../tabRow';
import { ComparedChoice } from './comparedChoice';
import { LayerColumn } from './layerColumn';
import type { ColumnLook, ShownColumn } from './layerColumn';
import { OtherColumn } from './otherColumn';
import type { Notice, NoticeAction } from './otherColumn';
import { describeWaiting, findOtherLayer } from './otherLayer';

export interface SideBySideEvents {
  post(message: FromPage): void;
  readLook(): ViewChoices;
  /** The layer of the other side, by name; undefined for the one that suits. */
  chooseLayer(name: string | undefined): void;
  /** A cell that the pointer is at, and the layer that it belongs to. */
  point(linked: LinkedLayer | undefined, cell: Place | undefined): void;
}

/** A layer and the run that it is of. */
interface Use {
  readonly run: ShownRun;
  readonly layer: LayerInfo;
  readonly maps: FeatureMaps;
}

/** Larger than this the weights of a filter need not be. */
const FILTER_SIDE = 56;

const WHATS = [
  { name: 'maps', text: 'Maps' },
  { name: 'filters', text: 'Filters' },
] as const;

export class SideBySidePage implements LayerPage {
  readonly text = 'Side by side';
  readonly title = 'This layer beside another one, of this model or another, on this picture or another';
  readonly element: HTMLElement;
  private readonly choice: ComparedChoice;
  private readonly whats: TabRow<'maps' | 'filters'>;
  private readonly hold = createElement('button', {
    className: 'link',
    text: 'Hold this layer',
    attributes: { type: 'button' },
  });
  private readonly chosen: LayerColumn;
  private readonly others: Readonly<Record<'own' | 'compared', OtherColumn>>;
  private readonly readout = createElement('p', { className: 'side-readout', attributes: { 'aria-live': 'polite' } });
  private readonly orders = new WeakMap<FeatureMaps, readonly [ChannelOrder, readonly number[]]>();
  private look: { readonly key: string; readonly look: ColumnLook } | undefined;
  private what: 'maps' | 'filters' = 'maps';
  private comparedWith: ComparedWith | undefined;
  private subject: LayerSubject | undefined;
  private uses: Partial<Record<'chosen' | 'other', Use>> = {};

  constructor(
    private readonly runs: { readonly own: ShownRun; readonly compared: ShownRun },
    private readonly events: SideBySideEvents,
  ) {
    this.choice = new ComparedChoice((message) => events.post(message));
    this.whats = new TabRow<'maps' | 'filters'>('Maps or filters', WHATS, (name) => {
      this.what = name;
      this.draw();
    });
    this.hold.title = 'Keep this layer on the right, then choose another one in the list of layers';
    this.hold.addEventListener('click', () => events.chooseLayer(this.subject && nameUse(this.subject.layer)));
    const eventsOf = (side: 'chosen' | 'other') => ({
      point: (pointed: PointedValue | undefined) => this.point(side, pointed),
      select: (channel: number) => this.select(side, channel),
      learnFilters: () => this.draw(),
      choose: (name: string | undefined) => events.chooseLayer(name),
      act: (kind: NoticeAction) => events.post({ kind: 'compared', wish: { kind } }),
    });
    this.chosen = new LayerColumn(runs.own, 'chosen', eventsOf('chosen'));
    this.others = {
      own: new OtherColumn(runs.own, 'neighbour', eventsOf('other')),
      compared: new OtherColumn(runs.compared, 'compared', eventsOf('other')),
    };
    const controls = [this.choice.element, this.hold, this.whats.element];
    const columns = [this.chosen.element, this.others.own.element, this.others.compared.element];
    this.element = createElement('div', { className: 'side-by-side' }, [
      createElement('div', { className: 'answer-controls' }, controls),
      createElement('div', { className: 'pair' }, columns),
      this.readout,
    ]);
  }

  get mapStyle(): MapStyle | undefined {
    return this.look?.look.style;
  }

  /** What the extension compares with now. */
  compareWith(comparedWith: ComparedWith | undefined): void {
    this.comparedWith = comparedWith;
    this.choice.show(comparedWith);
    this.hold.hidden = comparedWith !== undefined;
    this.draw();
  }

  suits(): boolean {
    return true;
  }

  show(subject: LayerSubject): void {
    this.subject = subject;
    this.draw();
  }

  figure(colours: FigureColours): Figure | undefined {
    const panels = [this.chosen, this.otherColumn.column].map((column) => column.figurePanel(colours));
    const [one, two] = panels;
    return one && two && { panels: [one, two], notes: [] };
  }

  private draw(): void {
    const { subject, comparedWith, events } = this;
    if (!subject) return;
    const run = comparedWith ? this.runs.compared : this.runs.own;
    const { layers } = run.state;
    const own = findOtherLayer(subject, comparedWith, layers);
    const { otherLayer, ...look } = events.readLook();
    const wished = layers.find((layer) => nameUse(layer) === otherLayer);
    const layer = wished ?? own?.layer;
    const maps = layer && run.mapsOf(layer.index);
    const chosen: Use = { run: this.runs.own, layer: subject.layer, maps: subject.maps };
    const other = layer && maps && { run, layer, maps };
    this.uses = { chosen, ...(other && { other }) };
    const hasFilters = [chosen, ...(other ? [other] : [])].some((use) => hasFilterPictures(use.layer, use.run.state));
    this.whats.element.hidden = !hasFilters;
    const what = hasFilters ? this.what : 'maps';
    this.whats.update(what);
    const columnLook = this.lookAt(look, what === 'filters', [chosen, ...(other ? [other] : [])]);
    const columnOf = (use: Use): ShownColumn => ({
      ...use,
      look: columnLook,
      order: this.orderOf(use, look.channelOrder),
    });
    setText(this.readout, this.describeUse());
    this.chosen.show(this.titleOf(this.runs.own), columnOf(chosen));
    const title = this.titleOf(run);
    const choice = { own, chosen: wished && otherLayer };
    this.others.own.element.hidden = comparedWith !== undefined;
    this.others.compared.element.hidden = comparedWith === undefined;
    this.otherColumn.show(title, layers, choice, other ? columnOf(other) : this.describeAbsence(run, layer, title));
  }

  private describeUse(): string {
    return this.look?.look.filterScale === undefined
      ? 'Point at a map for its values and for what they see of the picture.'
      : 'Grey is 0; each filter is scaled by its largest weight. All weights are drawn in one size.';
  }

  private describeAbsence(run: ShownRun, layer: LayerInfo | undefined, title: string): Notice {
    const failure = layer && run.failureOf(layer.index);
    return failure === undefined ? describeWaiting(run.state, title) : { text: failure, action: undefined };
  }

  private titleOf(run: ShownRun): string {
    const own = this.runs.own.state;
    const model = run !== this.runs.own && this.comparedWith?.kind === 'model' ? this.comparedWith.model : own.model;
    return [model?.title, run.state.picture?.title].filter((part) => part !== undefined).join(' · ');
  }

  /** One scale, and where it is wished one range, for both; the same object as long as nothing is drawn in another way. */
  private lookAt(choices: Omit<ViewChoices, 'otherLayer'>, isFilters: boolean, uses: readonly Use[]): ColumnLook {
    const ranges = uses.map(({ maps }) => layerRange(maps));
    const joint = { min: Math.min(...ranges.map(({ min }) => min)), max: Math.max(...ranges.map(({ max }) => max)) };
    const { colourScale, isRangeShared, tileSide } = choices;
    const sides = [this.chosen, this.otherColumn.column].map((column) => column.filterSide ?? 1);
    const filterScale = isFilters ? Math.max(1, Math.floor(FILTER_SIDE / Math.max(...sides))) : undefined;
    const key = JSON.stringify([joint, colourScale, isRangeShared, tileSide, filterScale]);
    if (this.look?.key !== key) {
      const style = { scale: chooseScale(colourScale, joint), sharedRange: isRangeShared ? joint : undefined };
      this.look = { key, look: { style, tileSide, filterScale } };
    }
    return this.look.look;
  }

  /** Channels of one model that are counted alike stand in the same order. */
  private orderOf({ maps }: Use, by: ChannelOrder): readonly number[] {
    const { chosen } = this.uses;
    const isAlike = this.isOneModel && chosen?.maps.channels === maps.channels;
    const leading = isAlike ? chosen.maps : maps;
    const known = this.orders.get(leading);
    if (known?.[0] === by) return known[1];
    const order = orderChannels(leading, by);
    this.orders.set(leading, [by, order]);
    return order;
  }

  private get otherColumn(): OtherColumn {
    return this.comparedWith ? this.others.compared : this.others.own;
  }

  private get isOneModel(): boolean {
    return this.comparedWith?.kind !== 'model';
  }

  /** In maps of one model the same channel is taken on the other side. */
  private select(side: 'chosen' | 'other', channel: number): void {
    const { chosen, other } = this.uses;
    const isAlike = this.isOneModel && chosen?.maps.channels === other?.maps.channels;
    const target = side === 'chosen' ? this.otherColumn.column : this.chosen;
    if (isAlike) target.follow(channel);
  }

  private point(side: 'chosen' | 'other', pointed: PointedValue | undefined): void {
    const use = this.uses[side];
    if (!use || !pointed) {
      setText(this.readout, this.describeUse());
      this.events.point(undefined, undefined);
      return;
    }
    const { layer, maps, run } = use;
    const { channel, place, value } = pointed;
    const where = place ? ` · row ${place.row}, column ${place.column}` : '';
    const about = pointed.isExact ? '' : '≈ ';
    setText(
      this.readout,
      `${this.titleOf(run)} · ${nameUse(layer)} · channel ${channel}${where} · ${about}${formatValue(value)}`,
    );
    const input = inputSizeOf(run.state);
    const field = run.state.figures.get(layer.index)?.field;
    this.events.point(input && { field, maps, input }, place);
  }
}
