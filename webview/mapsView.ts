// The chosen layer: what it is, its channels as a grid, one channel enlarged, or bars; and what to do when there is nothing to show.

import type { FeatureMaps, LayerInfo, LayerResult } from '../src/protocol/runner';
import { ChannelGrid } from './channelGrid';
import type { PointedValue } from './channelGrid';
import { ChannelView } from './channelView';
import { createColourTable } from './colourScale';
import { createElement, setText } from './createElement';
import { channelRange, isVector, layerRange } from './featureMap';
import type { MapStyle, ValueRange } from './featureMap';
import { formatMilliseconds, formatNumberOf, formatShape, formatShare, formatValue, nameUse } from './format';
import { MapsToolbar } from './mapsToolbar';
import type { LookChoices } from './mapsToolbar';
import { describeAbsence } from './mapsAbsence';
import type { RunState } from './runState';
import { createProgressRing } from './toolkit';
import { VectorChart } from './vectorChart';

export interface MapsViewEvents {
  changeLook(choices: LookChoices): void;
  reveal(layer: LayerInfo): void;
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
  private readonly title = createElement('h2');
  private readonly codeLink = createElement('button', { className: 'link', text: 'Go to code' });
  private readonly facts = createElement('p', { className: 'layer-facts' });
  private readonly head: HTMLElement;
  private readonly toolbar: MapsToolbar;
  private readonly grid: ChannelGrid;
  private readonly channelView: ChannelView;
  private readonly chart: VectorChart;
  private readonly readout = createElement('div', { className: 'readout' });
  private readonly absence: HTMLElement;
  private readonly absenceTitle = createElement('h2');
  private readonly absenceText = createElement('p');
  private readonly ring = createProgressRing();
  private shown: ShownLayer = { layer: undefined, maps: undefined, failure: undefined };
  private result: LayerResult | undefined;
  private openChannel: number | undefined;
  private writtenFacts = '';

  constructor(
    private look: LookChoices,
    events: MapsViewEvents,
  ) {
    const point = (pointed: PointedValue | undefined): void => this.writeReadout(pointed);
    this.grid = new ChannelGrid({
      point,
      select: (channel) => this.writeRange(channel),
      open: (channel) => this.enlarge(channel),
    });
    this.channelView = new ChannelView({
      point,
      move: (channel) => this.enlarge(channel),
      close: () => this.showAllChannels(),
    });
    this.chart = new VectorChart({ point, select: () => undefined });
    this.toolbar = new MapsToolbar(look, (choices) => {
      this.look = choices;
      events.changeLook(choices);
      this.draw();
    });
    this.codeLink.title = 'Go to the layer in the editor';
    this.codeLink.addEventListener('click', () => {
      if (this.shown.layer) {
        events.reveal(this.shown.layer);
      }
    });
    const words = createElement('div', { className: 'layer-title' }, [this.title, this.codeLink]);
    this.head = createElement('div', { className: 'layer-head' }, [words, this.facts]);
    this.absence = createElement('div', { className: 'absence' }, [this.ring, this.absenceTitle, this.absenceText]);
    const parts = [this.head, this.toolbar.element, this.grid.element, this.channelView.element, this.chart.element];
    const attributes = { 'aria-label': 'Feature maps' };
    this.element = createElement('main', { className: 'maps', attributes }, [...parts, this.absence, this.readout]);
  }

  update(state: RunState, shown: ShownLayer): void {
    const result = shown.layer && state.results.get(shown.layer.index);
    const isSame = shown.layer === this.shown.layer && shown.maps === this.shown.maps && result === this.result;
    if (shown.layer !== this.shown.layer || shown.maps !== this.shown.maps) {
      this.openChannel = undefined;
      this.readout.textContent = '';
    }
    this.shown = shown;
    this.result = result;
    const absence = describeAbsence(state, shown);
    this.absence.hidden = !absence;
    this.ring.hidden = absence?.isWaiting !== true;
    setText(this.absenceTitle, absence?.title ?? '');
    setText(this.absenceText, absence?.text ?? '');
    this.describeLayer(shown.layer, result);
    if (!isSame || !shown.maps) {
      this.draw();
    }
  }

  private describeLayer(layer: LayerInfo | undefined, result: LayerResult | undefined): void {
    this.head.hidden = !layer;
    setText(this.title, layer ? nameUse(layer) : '');
    this.codeLink.hidden = !layer?.source;
    const facts = layer ? describeFacts(layer, result) : [];
    if (facts.join() !== this.writtenFacts) {
      this.writtenFacts = facts.join();
      this.facts.replaceChildren(...facts.map((text) => createElement('span', { text })));
    }
  }

  private draw(): void {
    const { maps } = this.shown;
    const isChart = maps !== undefined && isVector(maps);
    const isEnlarged = maps !== undefined && !isChart && this.openChannel !== undefined;
    this.grid.element.hidden = !maps || isChart || isEnlarged;
    this.chart.element.hidden = !isChart;
    this.channelView.element.hidden = !isEnlarged;
    this.toolbar.element.hidden = !maps;
    this.readout.hidden = !maps;
    if (!maps) {
      return;
    }
    const shared = this.look.isRangeShared ? layerRange(maps) : undefined;
    const style: MapStyle = { colours: createColourTable(this.look.colourScale), sharedRange: shared };
    let legend: ValueRange | undefined = shared;
    if (isChart) {
      this.chart.show(maps, this.look.tileSide);
    } else if (this.openChannel !== undefined) {
      legend ??= channelRange(maps, this.openChannel);
      this.channelView.show(maps, this.openChannel, style);
    } else {
      this.grid.show(maps, style, this.look.tileSide, this.result?.deadChannels ?? []);
    }
    this.toolbar.update({ colours: !isChart, size: !isEnlarged }, legend);
    this.writeReadout(undefined);
  }

  private enlarge(channel: number): void {
    this.openChannel = channel;
    this.draw();
    this.channelView.element.focus();
  }

  private showAllChannels(): void {
    const channel = this.openChannel ?? 0;
    this.openChannel = undefined;
    this.draw();
    this.grid.select(channel);
    this.grid.element.focus();
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
      const { channel, place, value } = pointed;
      const where = place ? ` · row ${place.row}, column ${place.column}` : '';
      setText(this.readout, `Channel ${channel}${where} · ${formatValue(value)}`);
      return;
    }
    const { maps } = this.shown;
    if (maps) {
      const hint = isVector(maps)
        ? 'Point at a bar for its value.'
        : this.openChannel === undefined
          ? 'Point at a channel for its values, click it to enlarge.'
          : 'Point at a pixel for its value. ← → other channels, Esc back.';
      setText(this.readout, hint);
    }
  }
}

/** The line under the layer's name; values only when the layer has run. */
function describeFacts(layer: LayerInfo, result: LayerResult | undefined): readonly string[] {
  const shape = formatShape(result?.shape ?? layer.outputShape);
  const facts = [layer.className, shape];
  if (layer.parameters > 0) {
    facts.push(formatNumberOf(layer.parameters, 'parameter'));
  }
  if (result) {
    facts.push(formatMilliseconds(result.milliseconds));
    facts.push(`${formatValue(result.min)} … ${formatValue(result.max)}, mean ${formatValue(result.mean)}`);
    facts.push(`${formatShare(result.zeroShare)} zeros`);
    if (result.deadChannels.length > 0) {
      facts.push(formatNumberOf(result.deadChannels.length, 'dead channel'));
    }
    if (result.notANumberCount > 0) {
      facts.push(`${formatNumberOf(result.notANumberCount, 'value')} NaN`);
    }
  }
  return facts;
}
