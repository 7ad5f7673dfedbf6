// Parameters and multiply-adds of all models, both on logarithmic axes: where the user's own model is among the classic ones.

import type { ComparisonEntry } from '../../src/protocol/comparison';
import { createElement, setText } from '../createElement';
import { createSvg } from '../svg';
import { logAxis, tickText, type Axis } from './axis';
import { placeLabels, type LabelledPoint, type LabelRoom } from './placeLabels';
import type { Series } from './series';

const HEIGHT = 320;
const MARGIN = { left: 56, right: 16, top: 12, bottom: 40 };

interface Dot {
  readonly entry: ComparisonEntry;
  readonly series: Series | undefined;
  readonly parameters: number;
  readonly macs: number;
}

export class ScatterChart {
  readonly element: HTMLElement;
  private readonly drawing = createSvg('svg', { height: HEIGHT, role: 'img' });
  private readonly absence = createElement('p', { className: 'absence-line' });
  private shown: { readonly entries: readonly ComparisonEntry[]; readonly series: readonly Series[] } | undefined;

  constructor(private readonly toggle: (id: string) => void) {
    this.element = createElement('div', { className: 'chart' }, [this.drawing, this.absence]);
    new ResizeObserver(() => this.draw()).observe(this.element);
  }

  update(entries: readonly ComparisonEntry[], series: readonly Series[]): void {
    this.shown = { entries, series };
    this.draw();
  }

  private draw(): void {
    const width = this.element.clientWidth;
    if (!this.shown || width === 0) return;
    const { entries, series } = this.shown;
    const dots = entries.flatMap((entry): Dot[] => {
      const [parameters, macs] = [entry.figures.parameters.value, entry.figures.macs.value];
      if (!isPositive(parameters) || !isPositive(macs)) return [];
      return [{ entry, series: series.find((one) => one.entry === entry), parameters, macs }];
    });
    setText(
      this.absence,
      entries
        .filter(({ isOwn }) => isOwn)
        .flatMap(describeAbsence)
        .join(' '),
    );
    this.absence.hidden = this.absence.textContent === '';
    if (dots.length === 0) {
      this.drawing.replaceChildren();
      return;
    }
    const right = width - MARGIN.right;
    const bottom = HEIGHT - MARGIN.bottom;
    const x = logAxis(
      dots.map(({ parameters }) => parameters),
      { from: MARGIN.left, to: right },
      width / 90,
    );
    const y = logAxis(
      dots.map(({ macs }) => macs),
      { from: bottom, to: MARGIN.top },
      HEIGHT / 60,
    );
    this.drawing.setAttribute('width', String(width));
    this.drawing.setAttribute('aria-label', describe(dots));
    // What the user compares lies on top.
    const ordered = dots.toSorted((a, b) => rank(a) - rank(b));
    this.drawing.replaceChildren(
      ...drawGrid(x, y, right, bottom),
      ...ordered.map((dot) => this.drawDot(dot, x, y)),
      ...drawLabels(ordered, x, y, { left: MARGIN.left, right: width, bottom }),
    );
  }

  private drawDot({ entry, series, parameters, macs }: Dot, x: Axis, y: Axis): SVGElement {
    const [cx, cy] = [x.at(parameters), y.at(macs)];
    const { isOwn, title, figures } = entry;
    const text = `${title}\n${figures.parameters.text} parameters, ${figures.macs.text}`;
    const group = createSvg('g', { class: `dot${isOwn ? ' is-own' : series ? ' is-drawn' : ''}` }, [
      createSvg('title', {}, [text]),
    ]);
    group.style.setProperty('--series', series?.colour ?? 'var(--dim)');
    // Larger than it looks, to be hit.
    group.append(createSvg('circle', { cx, cy, r: 10, class: 'target' }));
    if (isOwn) group.append(createSvg('circle', { cx, cy, r: 10, class: 'ring' }));
    group.append(createSvg('circle', { cx, cy, r: isOwn ? 5.5 : series ? 5 : 4, class: 'mark' }));
    if (!isOwn) group.addEventListener('click', () => this.toggle(entry.id));
    return group;
  }
}

function drawGrid(x: Axis, y: Axis, right: number, bottom: number): SVGElement[] {
  const lines = [
    ...x.ticks.map((tick) =>
      createSvg('line', { class: 'grid', x1: x.at(tick), x2: x.at(tick), y1: MARGIN.top, y2: bottom }),
    ),
    ...y.ticks.map((tick) =>
      createSvg('line', { class: 'grid', x1: MARGIN.left, x2: right, y1: y.at(tick), y2: y.at(tick) }),
    ),
    createSvg('path', { class: 'axis', d: `M${MARGIN.left},${MARGIN.top}V${bottom}H${right}` }),
  ];
  const texts = [
    ...x.ticks.map((tick) =>
      createSvg('text', { class: 'tick', x: x.at(tick), y: bottom + 16, 'text-anchor': 'middle' }, [tickText(tick)]),
    ),
    ...y.ticks.map((tick) =>
      createSvg('text', { class: 'tick', x: MARGIN.left - 8, y: y.at(tick) + 4, 'text-anchor': 'end' }, [
        tickText(tick),
      ]),
    ),
    createSvg('text', { class: 'axis-title', x: right, y: bottom + 34, 'text-anchor': 'end' }, ['parameters']),
    createSvg('text', { class: 'axis-title', x: MARGIN.left + 8, y: MARGIN.top + 10 }, ['MACs']),
  ];
  return [...lines, ...texts];
}

function drawLabels(dots: readonly Dot[], x: Axis, y: Axis, room: LabelRoom): SVGElement[] {
  const points = dots.toReversed().map((dot): LabelledPoint => {
    const { title, isOwn } = dot.entry;
    const text = dot.series?.isFirst === true ? `${title}: you are here` : shortTitle(title);
    return { text, x: x.at(dot.parameters), y: y.at(dot.macs), isNeeded: rank(dot) > 0, isBold: isOwn };
  });
  return placeLabels(points, room).map(({ point, left, baseline }) => {
    const kind = point.isBold ? ' is-own' : point.isNeeded ? ' is-drawn' : '';
    return createSvg('text', { class: `dot-label${kind}`, x: left, y: baseline }, [point.text]);
  });
}

/** `ShuffleNet v1, 3 groups` → `ShuffleNet g3`. */
function shortTitle(title: string): string {
  return title.replace(/ v1, (\d+) groups?$/, ' g$1');
}

function rank({ entry, series }: Dot): number {
  return entry.isOwn ? 2 : series ? 1 : 0;
}

function isPositive(value: number | null): value is number {
  return value !== null && value > 0;
}

/** Why one's own model has no place here. */
function describeAbsence({ title, figures: { parameters, macs } }: ComparisonEntry): string[] {
  const missing = [
    { name: 'parameters', figure: parameters },
    { name: 'MACs', figure: macs },
  ].find(({ figure }) => !isPositive(figure.value));
  if (!missing) return [];
  const { name, figure } = missing;
  if (figure.value !== null) return [`${title} has no ${name}, and no place on a logarithmic axis.`];
  const why = figure.text === '?' ? `are not known: ${figure.detail ?? ''}` : `are a formula: ${figure.text}`;
  return [`${title} has no place in this chart: its ${name} ${why}.`];
}

function describe(dots: readonly Dot[]): string {
  const own = dots
    .filter(({ entry }) => entry.isOwn)
    .map(
      ({ entry: { title, figures } }) => `${title} has ${figures.parameters.text} parameters and ${figures.macs.text}`,
    );
  return [`Parameters and MACs of ${dots.length} models, as in the table.`, ...own].join(' ');
}
