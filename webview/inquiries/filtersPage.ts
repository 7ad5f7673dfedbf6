// The filters of a convolution that looks at the picture itself, drawn as pictures.

import type { Filters } from '../../src/protocol/inquiries';
import { createElement, setText } from '../createElement';
import type { Figure, FigureColours } from '../figure';
import { AskedAnswer } from './askedAnswer';
import { createFilters, describeFilters, drawFilters, hasFilterPictures } from './filterPictures';
import type { InquiryDesk } from './inquiryDesk';
import type { LayerPage } from './layerPages';
import type { LayerSubject } from './layerSubject';

const SHOWN_SIDE = 56;

export class FiltersPage implements LayerPage {
  readonly text = 'Filters';
  readonly title = 'The weights of the filters, drawn as pictures';
  readonly element: HTMLElement;
  private readonly words = createElement('p', { className: 'answer-how' });
  private readonly grid = createElement('div', { className: 'filters', attributes: { role: 'list' } });
  private readonly answer: AskedAnswer;
  private shown: Filters | undefined;

  constructor(
    desk: InquiryDesk,
    private readonly openChannel: (channel: number) => void,
  ) {
    this.answer = new AskedAnswer(desk, createElement('div', {}, [this.words, this.grid]));
    this.element = this.answer.element;
  }

  suits({ layer, state }: LayerSubject): boolean {
    return hasFilterPictures(layer, state);
  }

  show({ layer, maps }: LayerSubject): void {
    this.answer.ask(maps, { kind: 'filters', layer: layer.index }, ({ filters }) => {
      this.shown = filters;
      setText(this.words, `${describeFilters(filters)} Click one to see its map.`);
      this.grid.replaceChildren(...createFilters(filters, scaleOf(filters), this.openChannel));
    });
  }

  figure({ foreground }: FigureColours): Figure | undefined {
    if (!this.answer.isShown || !this.shown) return undefined;
    const canvas = drawFilters(this.shown, scaleOf(this.shown), foreground);
    return { panels: [{ canvas, caption: '' }], notes: [describeFilters(this.shown)] };
  }
}

function scaleOf({ width, height }: Filters): number {
  return Math.max(1, Math.round(SHOWN_SIDE / Math.max(width, height)));
}
