// Curves by depth, with the choice of networks that is their legend too.

import type { ComparisonEntry } from '../../src/protocol/comparison';
import { createElement, setText } from '../createElement';
import { createSvg } from '../svg';
import { CurveChart, type PointedPoint } from './curveChart';
import type { Series } from './series';
import { tickText } from './axis';

const HINT = 'Depth: layers with weights from the input on. Point at a curve to read it.';

export class CurvesView {
  readonly element: HTMLElement;
  private readonly legend = createElement('div', {
    className: 'legend',
    attributes: { role: 'group', 'aria-label': 'Models in the charts' },
  });
  private readonly readout = createElement('p', { className: 'readout', text: HINT, attributes: { role: 'status' } });
  private readonly charts: readonly CurveChart[];

  constructor(private readonly toggle: (id: string) => void) {
    const point = (pointed: PointedPoint | undefined): void =>
      setText(this.readout, pointed ? describe(pointed) : HINT);
    this.charts = [
      new CurveChart('receptiveField', 'Receptive field, pixels', point),
      new CurveChart('resolution', 'Resolution, pixels', point),
      new CurveChart('parameters', 'Parameters so far', point),
    ];
    const charts = createElement(
      'div',
      { className: 'curves' },
      this.charts.map(({ element }) => element),
    );
    this.element = createElement('div', {}, [this.legend, charts, this.readout]);
  }

  update(entries: readonly ComparisonEntry[], series: readonly Series[]): void {
    this.updateLegend(entries, series);
    for (const chart of this.charts) chart.update(series);
  }

  private updateLegend(entries: readonly ComparisonEntry[], series: readonly Series[]): void {
    const { activeElement } = document;
    const focused =
      activeElement instanceof HTMLElement && this.legend.contains(activeElement)
        ? activeElement.dataset.key
        : undefined;
    this.legend.replaceChildren(
      ...entries.map((entry) => {
        const drawn = series.find((one) => one.entry === entry);
        const children = [...(drawn ? [makeSwatch(drawn)] : []), document.createTextNode(entry.title)];
        if (entry.isOwn) return createElement('span', { className: 'choice is-own' }, children);
        const attributes = { type: 'button', 'aria-pressed': String(drawn !== undefined) };
        const button = createElement('button', { className: 'choice', attributes }, children);
        button.dataset.key = entry.id;
        button.addEventListener('click', () => this.toggle(entry.id));
        return button;
      }),
    );
    if (focused !== undefined) this.legend.querySelector<HTMLElement>(`[data-key="${CSS.escape(focused)}"]`)?.focus();
  }
}

function makeSwatch({ entry, colour, dashes }: Series): SVGElement {
  const line = createSvg('line', { x1: 0, x2: 16, y1: 5, y2: 5, class: entry.isOwn ? 'curve is-own' : 'curve' });
  line.style.stroke = colour;
  if (dashes !== '') line.style.strokeDasharray = dashes;
  return createSvg('svg', { width: 16, height: 10, 'aria-hidden': 'true' }, [line]);
}

/** `ResNet-50 · layer 23 of 50, conv4_1/conv2 · receptive field 155 · resolution 14 · 3.1M parameters so far`. */
function describe({ series: { entry }, point }: PointedPoint): string {
  const { depth, layer, receptiveField, resolution, parameters } = point;
  return [
    entry.title,
    depth === 0 ? `input ${layer}` : `layer ${depth} of ${entry.figures.depth.text}, ${layer}`,
    receptiveField === null ? undefined : `receptive field ${receptiveField}`,
    resolution === null ? undefined : `resolution ${resolution}`,
    parameters === null ? undefined : `${tickText(parameters)} parameters so far`,
  ]
    .filter((part) => part !== undefined)
    .join(' · ');
}
