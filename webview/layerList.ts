// The list of layers: what each one makes, what it costs, how long it took. Arrow keys move, Enter goes to the code.

import './layerList.css';
import type { LayerFigures } from '../src/protocol/panel';
import type { LayerInfo, LayerResult } from '../src/protocol/runner';
import { describeDifference } from './checkedLayer';
import { createElement, setText } from './createElement';
import { formatCount, formatMilliseconds, formatNumberOf, formatShape, formatShare, nameUse } from './format';
import type { Experiment } from './inquiries/experiment';
import { LayerChange } from './inquiries/layerChange';
import type { RunState } from './runState';

const PAGE_ROWS = 8;

interface Row {
  readonly element: HTMLElement;
  readonly shape: HTMLElement;
  readonly time: HTMLElement;
  readonly zeros: HTMLElement;
  readonly warning: HTMLElement;
  readonly bar: HTMLElement;
  readonly change: LayerChange;
  shownResult: LayerResult | undefined;
  shownFigures: LayerFigures | undefined;
}

export interface LayerListEvents {
  select(layer: LayerInfo): void;
  reveal(layer: LayerInfo): void;
}

export class LayerList {
  readonly element: HTMLElement;
  private readonly list = createElement('div', {
    className: 'layers',
    attributes: { role: 'listbox', tabindex: '0', 'aria-label': 'Layers' },
  });
  private readonly count = createElement('span', { className: 'count' });
  private readonly total = createElement('span', { className: 'total', attributes: { title: 'All layers together' } });
  private layers: readonly LayerInfo[] = [];
  private rows: readonly Row[] = [];
  private longestMilliseconds = 0;
  private selected: number | undefined;

  constructor(private readonly events: LayerListEvents) {
    const title = createElement('h2', { text: 'Layers' });
    const head = createElement('div', { className: 'section-head' }, [title, this.count, this.total]);
    this.element = createElement('section', { className: 'layer-list' }, [head, this.list]);
    this.list.addEventListener('keydown', (event) => this.onKey(event));
    this.list.addEventListener('click', (event) => {
      const layer = this.layerOf(event.target);
      if (layer) {
        this.events.select(layer);
      }
    });
    this.list.addEventListener('dblclick', (event) => {
      const layer = this.layerOf(event.target);
      if (layer) {
        this.events.reveal(layer);
      }
    });
  }

  update(state: RunState, selected: LayerInfo | undefined, experiment: Experiment): void {
    if (state.layers !== this.layers) {
      this.layers = state.layers;
      this.rows = state.layers.map((layer, position) => createRow(layer, position));
      this.list.replaceChildren(...this.rows.map((row) => row.element));
      this.selected = undefined;
    }
    this.element.hidden = state.layers.length === 0;
    setText(this.count, String(state.layers.length));
    this.updateResults(state);
    this.list.classList.toggle('has-changes', experiment.result !== undefined);
    this.layers.forEach((layer, position) => this.rows[position]?.change.update(layer, experiment));
    this.updateSelection(selected);
  }

  private updateResults({ results, figures }: RunState): void {
    let [longest, total] = [0, 0];
    for (const { milliseconds } of results.values()) {
      longest = Math.max(longest, milliseconds);
      total += milliseconds;
    }
    setText(this.total, results.size > 0 ? formatMilliseconds(total) : '');
    const isRescaled = longest !== this.longestMilliseconds;
    this.longestMilliseconds = longest;
    this.layers.forEach((layer, position) => {
      const row = this.rows[position];
      const result = results.get(layer.index);
      const read = figures.get(layer.index);
      if (!row || (result === row.shownResult && read === row.shownFigures && !isRescaled)) {
        return;
      }
      row.shownResult = result;
      row.shownFigures = read;
      row.element.classList.toggle('is-pending', !result);
      const isInput = layer.className === 'InputLayer';
      setText(row.time, result && !isInput ? formatMilliseconds(result.milliseconds) : '');
      setText(row.zeros, result && result.zeroShare > 0 ? `${formatShare(result.zeroShare)} zeros` : '');
      const difference = describeDifference(layer, result, read);
      const hasNaN = (result?.notANumberCount ?? 0) > 0;
      setText(row.warning, hasNaN ? 'has NaN' : difference === undefined ? '' : 'differs');
      row.warning.title = difference ?? '';
      row.bar.style.width = result && longest > 0 ? `${Math.round((result.milliseconds / longest) * 100)}%` : '0';
      row.time.title = result && total > 0 ? `${formatShare(result.milliseconds / total)} of the run` : '';
      if (result) {
        setText(row.shape, formatShape(result.shape));
      }
    });
  }

  private updateSelection(selected: LayerInfo | undefined): void {
    const position = selected ? this.layers.indexOf(selected) : -1;
    const row = this.rows[position];
    if (this.selected === (row && position)) {
      return;
    }
    this.rows[this.selected ?? -1]?.element.setAttribute('aria-selected', 'false');
    this.selected = row && position;
    if (row) {
      row.element.setAttribute('aria-selected', 'true');
      row.element.scrollIntoView({ block: 'nearest' });
      this.list.setAttribute('aria-activedescendant', row.element.id);
    } else {
      this.list.removeAttribute('aria-activedescendant');
    }
  }

  private layerOf(target: EventTarget | null): LayerInfo | undefined {
    const position = this.rows.findIndex(({ element }) => target instanceof Node && element.contains(target));
    return this.layers[position];
  }

  private onKey(event: KeyboardEvent): void {
    const last = this.layers.length - 1;
    const at = this.selected ?? -1;
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + PAGE_ROWS,
      PageUp: at - PAGE_ROWS,
      Home: 0,
      End: last,
    };
    const target = moves[event.key];
    const layer = this.layers[Math.min(last, Math.max(0, target ?? at))];
    if (!layer || (target === undefined && event.key !== 'Enter')) {
      return;
    }
    event.preventDefault();
    if (target === undefined) {
      this.events.reveal(layer);
    } else {
      this.events.select(layer);
    }
  }
}

function createRow(layer: LayerInfo, position: number): Row {
  const shape = createElement('span', { className: 'shape', text: formatShape(layer.outputShape) });
  const time = createElement('span', { className: 'time' });
  const zeros = createElement('span', { className: 'zeros' });
  const warning = createElement('span', { className: 'warning' });
  const bar = createElement('div', { className: 'bar' });
  const change = new LayerChange();
  const parameters = layer.parameters > 0 ? formatCount(layer.parameters) : '';
  const attributes = { role: 'option', id: `layer-${position}`, 'aria-selected': 'false' };
  const element = createElement('div', { className: 'layer is-pending', attributes }, [
    createElement('span', { className: 'index', text: String(layer.index) }),
    createElement('span', { className: 'name-line' }, [createName(layer), change.words, warning]),
    time,
    createElement('span', { className: 'details' }, [
      shape,
      createElement('span', { className: 'parameters', text: parameters }),
      createElement('span', { className: 'kind', text: layer.className }),
    ]),
    zeros,
    createElement('div', { className: 'share' }, [bar, change.bar]),
  ]);
  element.title = `${layer.name} (${layer.className})\n${formatNumberOf(layer.parameters, 'parameter')}`;
  return { element, shape, time, zeros, warning, bar, change, shownResult: undefined, shownFigures: undefined };
}

/** Isolated, because a long name gives way at its front: `…5b/3x3_reduce`, `…Conv2D12`. */
function createName(layer: LayerInfo): HTMLElement {
  const text = createElement('bdi', { text: nameUse(layer), attributes: { dir: 'ltr' } });
  return createElement('span', { className: 'name' }, [text]);
}
