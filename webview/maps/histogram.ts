// How often the values of a channel occur: bars over equally wide parts of its range. Their heights go with the square root of the
// counts, because half of the values after a ReLU are 0 and would leave nothing of the others to see.

import { createElement, setText } from '../createElement';
import { formatNumberOf, formatValue } from '../format';
import { createSvg } from '../svg';
import { binOf, countBins } from './channelStatistics';
import type { ValueRange } from './featureMap';

const BIN_COUNT = 40;
const HEIGHT = 100;
/** A bin with a value in it can be seen. */
const SMALLEST_BAR = 2;

export class Histogram {
  readonly element: HTMLElement;
  private readonly drawing = createSvg('svg', {
    class: 'histogram',
    viewBox: `0 0 ${BIN_COUNT} ${HEIGHT}`,
    preserveAspectRatio: 'none',
    role: 'img',
  });
  private readonly low = createElement('span');
  private readonly high = createElement('span');
  private bars: readonly SVGElement[] = [];
  private range: ValueRange = { min: 0, max: 0 };
  private marked: SVGElement | undefined;

  constructor() {
    const ends = createElement('div', { className: 'histogram-ends', attributes: { 'aria-hidden': 'true' } }, [
      this.low,
      this.high,
    ]);
    this.element = createElement('div', { className: 'histogram-box' }, [this.drawing, ends]);
  }

  show(values: Float32Array, range: ValueRange): void {
    this.range = range;
    const counts = countBins(values, range.min, range.max, BIN_COUNT);
    const highest = Math.max(1, ...counts);
    this.bars = Array.from(counts, (count, bin) => {
      const height = count === 0 ? 0 : Math.max(SMALLEST_BAR, Math.sqrt(count / highest) * HEIGHT);
      const bar = createSvg('rect', { x: bin + 0.05, y: HEIGHT - height, width: 0.9, height });
      const [from, to] = [this.endOf(bin), this.endOf(bin + 1)].map(formatValue);
      bar.append(createSvg('title', {}, [`${from ?? ''} … ${to ?? ''}: ${formatNumberOf(count, 'value')}`]));
      return bar;
    });
    this.drawing.replaceChildren(...this.bars);
    this.marked = undefined;
    const fullest = counts.indexOf(highest);
    const where = `${formatValue(this.endOf(fullest))} and ${formatValue(this.endOf(fullest + 1))}`;
    const most = fullest < 0 ? 'no values' : `most values between ${where}`;
    this.drawing.setAttribute(
      'aria-label',
      `Histogram from ${formatValue(range.min)} to ${formatValue(range.max)}: ${most}`,
    );
    setText(this.low, formatValue(range.min));
    setText(this.high, formatValue(range.max));
  }

  /** Marks the bar that a value is part of. */
  mark(value: number | undefined): void {
    this.marked?.classList.remove('is-marked');
    const bin = value === undefined ? undefined : binOf(value, this.range.min, this.range.max, BIN_COUNT);
    this.marked = bin === undefined ? undefined : this.bars[bin];
    this.marked?.classList.add('is-marked');
  }

  private endOf(bin: number): number {
    return this.range.min + (bin / BIN_COUNT) * (this.range.max - this.range.min);
  }
}
