// One of two layers that stand side by side: its name or the choice of it, its figures, its maps or its filters; or why there are none.

import type { Filters } from '../../src/protocol/inquiries';
import type { FeatureMaps, LayerInfo } from '../../src/protocol/runner';
import { createElement, setText } from '../createElement';
import type { FigureColours, FigurePanel } from '../figure';
import { nameUse } from '../format';
import { AskedAnswer } from '../inquiries/askedAnswer';
import { countFilters, createFilters, drawFilters, hasFilterPictures } from '../inquiries/filterPictures';
import { ChannelGrid } from '../maps/channelGrid';
import type { PointedValue } from '../maps/channelGrid';
import type { MapStyle } from '../maps/featureMap';
import { isVector } from '../maps/featureMap';
import { drawGrid } from '../maps/gridPicture';
import { VectorChart } from '../maps/vectorChart';
import type { ShownRun } from '../shownRun';
import { LayerFacts, writeFacts } from './layerFacts';
import type { DescribedUse } from './layerFacts';

export interface LayerColumnEvents {
  point(pointed: PointedValue | undefined): void;
  select(channel: number): void;
  /** Its filters have arrived. */
  learnFilters(): void;
}

/** How the maps, or the filters, of both columns are drawn. Drawn anew when it is another object. */
export interface ColumnLook {
  readonly style: MapStyle;
  readonly tileSide: number;
  /** Pixels for each weight of a filter; undefined while maps are in view. */
  readonly filterScale: number | undefined;
}

export interface ShownColumn {
  readonly layer: LayerInfo;
  readonly maps: FeatureMaps;
  readonly order: readonly number[];
  readonly look: ColumnLook;
}

export class LayerColumn {
  readonly element: HTMLElement;
  private readonly title = createElement('h2');
  private readonly name = createElement('p', { className: 'column-layer' });
  private readonly facts = new LayerFacts();
  private readonly grid: ChannelGrid;
  private readonly chart: VectorChart;
  private readonly filters = createElement('div', { className: 'filters', attributes: { role: 'list' } });
  private readonly filterWords = createElement('p', { className: 'answer-how' });
  private readonly filtersAnswer: AskedAnswer;
  private readonly noFilters = createElement('p', { className: 'column-note' });
  private readonly body: HTMLElement;
  private shown: ShownColumn | undefined;
  private known: { readonly maps: FeatureMaps; readonly filters: Filters } | undefined;
  private isFollowing = false;

  /**
   * @param id of the column, no two have the same
   * @param choice stands in the place of the layer's name, where the layer is chosen here
   */
  constructor(
    private readonly run: ShownRun,
    id: string,
    private readonly events: LayerColumnEvents,
    choice?: HTMLElement,
  ) {
    const select = (channel: number): void => {
      if (!this.isFollowing) events.select(channel);
    };
    const point = (pointed: PointedValue | undefined): void => events.point(pointed);
    this.grid = new ChannelGrid({ point, select, open: () => undefined, zoom: () => undefined }, id);
    this.chart = new VectorChart({ point, select: () => undefined });
    this.filtersAnswer = new AskedAnswer(run.desk, createElement('div', {}, [this.filterWords, this.filters]));
    const views = [this.grid.element, this.chart.element, this.filtersAnswer.element, this.noFilters];
    this.body = createElement('div', { className: 'column-body' }, [this.facts.element, ...views]);
    this.element = createElement('section', { className: 'column' }, [this.title, choice ?? this.name, this.body]);
  }

  /** @param title model and picture @param shown undefined while there are no maps */
  show(title: string, shown: ShownColumn | undefined): void {
    setText(this.title, title);
    this.title.title = title;
    this.element.setAttribute('aria-label', shown ? `${title}, ${nameUse(shown.layer)}` : title);
    this.body.hidden = !shown;
    if (!shown) return;
    const { layer, maps, look } = shown;
    const use = this.useOf(layer);
    const isFilters = look.filterScale !== undefined;
    const hasFilters = hasFilterPictures(layer, this.run.state);
    setText(this.name, nameUse(layer));
    this.facts.show(use);
    this.grid.element.hidden = isFilters || isVector(maps);
    this.chart.element.hidden = isFilters || !isVector(maps);
    this.filtersAnswer.element.hidden = !isFilters || !hasFilters;
    this.noFilters.hidden = !isFilters || hasFilters;
    setText(this.noFilters, `${nameUse(layer)} has no filters that look at the picture itself.`);
    const isSame = this.shown?.maps === maps && this.shown.order === shown.order && this.shown.look === look;
    this.shown = shown;
    if (isSame) return;
    if (isFilters && hasFilters) this.showFilters(shown);
    else if (isFilters) this.known = undefined;
    else if (isVector(maps)) this.chart.show(maps, look.tileSide);
    else this.grid.show({ maps, order: shown.order, ...look }, use.result?.deadChannels ?? []);
  }

  /** The same channel was taken on the other side. */
  follow(channel: number): void {
    this.isFollowing = true;
    this.grid.select(channel);
    this.isFollowing = false;
  }

  /** The longer side of the filters in view. */
  get filterSide(): number | undefined {
    const filters = this.shown && this.known?.maps === this.shown.maps ? this.known.filters : undefined;
    return filters && Math.max(filters.width, filters.height);
  }

  /** What is in view; undefined where that is not a picture. */
  figurePanel(colours: FigureColours): FigurePanel | undefined {
    if (!this.shown || this.body.hidden) return undefined;
    const { layer, maps, order, look } = this.shown;
    const caption = `${this.title.textContent} · ${nameUse(layer)} · ${writeFacts(this.useOf(layer))}`;
    const { filterScale } = look;
    if (filterScale !== undefined) {
      const canvas = this.known && drawFilters(this.known.filters, filterScale, colours.foreground);
      return canvas && { canvas, caption };
    }
    if (isVector(maps)) {
      const [bars] = this.chart.figure(colours)?.panels ?? [];
      return bars && { canvas: bars.canvas, caption };
    }
    return { canvas: drawGrid(maps, order, look.style, this.grid.layout, colours), caption };
  }

  private showFilters({ layer, maps, look }: ShownColumn): void {
    if (this.known?.maps === maps) {
      this.filters.replaceChildren(...createFilters(this.known.filters, look.filterScale ?? 1, undefined));
      return;
    }
    this.filtersAnswer.ask(maps, { kind: 'filters', layer: layer.index }, ({ filters }) => {
      this.known = { maps, filters };
      setText(this.filterWords, countFilters(filters));
      this.showFilters({ ...(this.shown ?? { layer, order: [], look }), maps });
      this.events.learnFilters();
    });
  }

  private useOf(layer: LayerInfo): DescribedUse {
    const { results, figures } = this.run.state;
    return { layer, result: results.get(layer.index), figures: figures.get(layer.index) };
  }
}
