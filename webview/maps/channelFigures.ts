// Beside an enlarged channel: its figures, and how often its values occur. All from its exact values.

import './channelFigures.css';
import { createElement, setText } from '../createElement';
import { formatNumberOf, formatShare, formatValue } from '../format';
import { measureChannel } from './channelStatistics';
import { Histogram } from './histogram';

const NAMES = ['Minimum', 'Maximum', 'Mean', 'Zeros'] as const;

/** The values, undefined while they are being read, or why they cannot be. */
export type ChannelValues = Float32Array | { readonly failure: string } | undefined;

export class ChannelFigures {
  readonly element: HTMLElement;
  private readonly list: HTMLElement;
  private readonly figures = NAMES.map(() => createElement('dd'));
  private readonly note = createElement('p', { className: 'figures-note' });
  private readonly histogram = new Histogram();
  private shown: ChannelValues;

  constructor() {
    const entries = NAMES.map((name, at) => {
      return createElement('div', {}, [createElement('dt', { text: name }), this.figures[at] ?? createElement('dd')]);
    });
    this.list = createElement('dl', { className: 'figures' }, entries);
    const attributes = { 'aria-label': 'Values of the channel' };
    this.element = createElement('section', { className: 'channel-figures', attributes }, [
      this.list,
      this.histogram.element,
      this.note,
    ]);
  }

  show(values: ChannelValues): void {
    if (values === this.shown && values !== undefined) return;
    this.shown = values;
    const isThere = values instanceof Float32Array;
    // their place stays, so that nothing jumps on the way from channel to channel
    this.element.classList.toggle('is-waiting', !isThere);
    if (!isThere) {
      setText(this.note, values === undefined ? 'Reading the values…' : values.failure);
      return;
    }
    const { min, max, mean, zeroShare, notFiniteCount } = measureChannel(values);
    const texts = [formatValue(min), formatValue(max), formatValue(mean), formatShare(zeroShare)];
    this.figures.forEach((figure, at) => setText(figure, texts[at] ?? ''));
    this.histogram.show(values, { min, max });
    const isOrAre = notFiniteCount === 1 ? 'is' : 'are';
    const what = formatNumberOf(notFiniteCount, 'value');
    setText(this.note, notFiniteCount > 0 ? `${what} ${isOrAre} NaN or infinite and left out.` : '');
  }

  mark(value: number | undefined): void {
    this.histogram.mark(value);
  }
}
