// The column whose layer is chosen in it: the choice, and what is to be told while the layer's run has no maps of it.

import type { LayerInfo } from '../../src/protocol/runner';
import { createElement, setText } from '../createElement';
import { formatShape, nameUse } from '../format';
import type { ShownRun } from '../shownRun';
import { createButton } from '../toolkit';
import { LayerColumn } from './layerColumn';
import type { LayerColumnEvents, ShownColumn } from './layerColumn';

export interface OtherColumnEvents extends LayerColumnEvents {
  /** By name; undefined for the one that is chosen by itself. */
  choose(name: string | undefined): void;
  /** The button beside what is told was pressed. */
  act(action: NoticeAction): void;
}

export type NoticeAction = 'run' | 'cancel' | 'changeArguments';

export interface Notice {
  readonly text: string;
  /** What can be done about it, and how the button for that is called. */
  readonly action: { readonly name: NoticeAction; readonly text: string } | undefined;
}

/** The layer that is chosen by itself, and why. */
export interface OwnChoice {
  readonly layer: LayerInfo;
  readonly why: string;
}

export class OtherColumn {
  readonly column: LayerColumn;
  readonly element: HTMLElement;
  private readonly select = createElement('select', { className: 'layer-choice' });
  private readonly notice: HTMLElement;
  private readonly words = createElement('p', { attributes: { 'aria-live': 'polite' } });
  private readonly button: HTMLElement;
  private listed: { readonly layers: readonly LayerInfo[]; readonly own: string } | undefined;
  private action: NoticeAction = 'run';

  constructor(run: ShownRun, id: string, events: OtherColumnEvents) {
    this.select.setAttribute('aria-label', 'Layer of this side');
    this.select.addEventListener('change', () => events.choose(this.select.value || undefined));
    this.column = new LayerColumn(run, id, events, this.select);
    this.button = createButton('', 'secondary', () => events.act(this.action));
    this.notice = createElement('div', { className: 'column-notice' }, [this.words, this.button]);
    this.column.element.append(this.notice);
    this.element = this.column.element;
  }

  /**
   * @param chosen what the user chose, by name
   * @param notice why nothing is shown
   */
  show(
    title: string,
    layers: readonly LayerInfo[],
    choice: { readonly own: OwnChoice | undefined; readonly chosen: string | undefined },
    shown: ShownColumn | Notice,
  ): void {
    this.list(layers, choice.own);
    this.select.value = choice.chosen ?? '';
    this.select.hidden = layers.length === 0;
    this.select.title = this.select.selectedOptions[0]?.text ?? '';
    const isNotice = 'text' in shown;
    this.column.show(title, isNotice ? undefined : shown);
    const hadFocus = this.button.contains(document.activeElement);
    this.notice.hidden = !isNotice;
    if (isNotice) {
      setText(this.words, shown.text);
      this.button.hidden = !shown.action;
      if (shown.action) setText(this.button, shown.action.text);
      this.action = shown.action?.name ?? 'run';
    }
    // the button is gone with what it was for
    if (hadFocus && (this.notice.hidden || this.button.hidden)) this.select.focus();
  }

  private list(layers: readonly LayerInfo[], own: OwnChoice | undefined): void {
    const first = own ? `${describe(own.layer)} (${own.why})` : 'No layer';
    if (layers === this.listed?.layers && first === this.listed.own) return;
    this.listed = { layers, own: first };
    const options = layers.map((layer) => new Option(describe(layer), nameUse(layer)));
    this.select.replaceChildren(new Option(first, ''), ...options);
  }
}

/** `conv1 · 55×55×96` */
function describe(layer: LayerInfo): string {
  return `${nameUse(layer)} · ${formatShape(layer.outputShape)}`;
}
