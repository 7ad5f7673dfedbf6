// One figure along the depth of the chosen models. The point under the pointer, or the one chosen with the arrow keys, is told.

import type { CurveName, CurvePoint } from '../../src/protocol/comparison';
import { createElement } from '../createElement';
import { createSvg } from '../svg';
import { linearAxis, logAxis, tickText, type Axis } from './axis';
import type { Series } from './series';

const HEIGHT = 200;
const MARGIN = { left: 44, right: 12, top: 8, bottom: 24 };

export interface PointedPoint {
  readonly series: Series;
  readonly point: CurvePoint;
}

interface Drawn {
  readonly x: Axis;
  readonly y: Axis;
  readonly points: readonly (PointedPoint & { readonly value: number })[];
}

export class CurveChart {
  readonly element: HTMLElement;
  private readonly drawing = createSvg('svg', { height: HEIGHT, tabindex: 0, role: 'application' });
  private readonly marker = createSvg('circle', { class: 'marker', r: 4 });
  private series: readonly Series[] = [];
  private drawn: Drawn | undefined;
  private pointed = -1;

  constructor(
    private readonly name: CurveName,
    title: string,
    private readonly point: (pointed: PointedPoint | undefined) => void,
  ) {
    this.element = createElement('figure', { className: 'chart' }, [createElement('figcaption', { text: title })]);
    this.element.append(this.drawing);
    this.drawing.setAttribute('aria-label', `${title} by depth. Arrow keys go along the curves.`);
    new ResizeObserver(() => this.draw()).observe(this.element);
    this.drawing.addEventListener('pointermove', (event) => this.choose(this.nearest(event.offsetX, event.offsetY)));
    this.drawing.addEventListener('pointerleave', () => this.choose(-1));
    this.drawing.addEventListener('blur', () => this.choose(-1));
    this.drawing.addEventListener('keydown', (event) => this.onKey(event));
  }

  update(series: readonly Series[]): void {
    this.series = series;
    this.draw();
  }

  private draw(): void {
    const width = this.element.clientWidth;
    if (width === 0) return;
    const points = this.series.flatMap((series) =>
      series.entry.curve.flatMap((point) => {
        const value = point[this.name];
        return value !== null && value > 0 ? [{ series, point, value }] : [];
      }),
    );
    this.pointed = -1;
    this.drawing.setAttribute('width', String(width));
    if (points.length === 0) {
      this.drawn = undefined;
      this.drawing.replaceChildren(
        createSvg('text', { class: 'tick', x: MARGIN.left, y: HEIGHT / 2 }, ['Nothing to draw']),
      );
      return;
    }
    const right = width - MARGIN.right;
    const bottom = HEIGHT - MARGIN.bottom;
    // The same for all figures, so that the charts can be read one against the other.
    const deepest = Math.max(1, ...this.series.flatMap(({ entry }) => entry.curve.at(-1)?.depth ?? []));
    const x = linearAxis(deepest, { from: MARGIN.left, to: right }, width / 60);
    const y = logAxis(
      points.map(({ value }) => value),
      { from: bottom, to: MARGIN.top },
      HEIGHT / 40,
    );
    this.drawn = { x, y, points };
    this.marker.setAttribute('visibility', 'hidden');
    this.drawing.replaceChildren(
      ...drawGrid(x, y, right, bottom),
      // One's own model lies on top.
      ...this.series.toReversed().map((series) => this.drawLine(series, x, y)),
      this.marker,
    );
  }

  private drawLine({ entry, colour, dashes }: Series, x: Axis, y: Axis): SVGElement {
    let isBroken = true;
    const path = entry.curve.map((point) => {
      const value = point[this.name];
      if (value === null || value <= 0) {
        isBroken = true;
        return '';
      }
      const command = isBroken ? 'M' : 'L';
      isBroken = false;
      return `${command}${x.at(point.depth).toFixed(1)},${y.at(value).toFixed(1)}`;
    });
    const line = createSvg('path', { class: entry.isOwn ? 'curve is-own' : 'curve', d: path.join('') });
    line.style.stroke = colour;
    if (dashes !== '') line.style.strokeDasharray = dashes;
    return line;
  }

  private nearest(left: number, top: number): number {
    let [found, least] = [-1, 40 ** 2];
    this.drawn?.points.forEach(({ point, value }, index) => {
      const { x, y } = this.drawn as Drawn;
      const distance = (x.at(point.depth) - left) ** 2 + (y.at(value) - top) ** 2;
      if (distance < least) [found, least] = [index, distance];
    });
    return found;
  }

  private choose(index: number): void {
    if (index === this.pointed) return;
    this.pointed = index;
    const chosen = this.drawn?.points[index];
    this.marker.setAttribute('visibility', chosen ? 'visible' : 'hidden');
    if (chosen && this.drawn) {
      this.marker.setAttribute('cx', String(this.drawn.x.at(chosen.point.depth)));
      this.marker.setAttribute('cy', String(this.drawn.y.at(chosen.value)));
      this.marker.style.fill = chosen.series.colour;
    }
    this.point(chosen);
  }

  /** Left and right along a curve, up and down to the other curves. */
  private onKey(event: KeyboardEvent): void {
    const points = this.drawn?.points ?? [];
    const current = points[this.pointed];
    if (!event.key.startsWith('Arrow') || points.length === 0) return;
    event.preventDefault();
    if (!current) {
      this.choose(0);
      return;
    }
    if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
      const next = this.pointed + (event.key === 'ArrowRight' ? 1 : -1);
      if (points[next]?.series === current.series) this.choose(next);
      return;
    }
    const order = [...new Set(points.map(({ series }) => series))];
    const other = order[order.indexOf(current.series) + (event.key === 'ArrowDown' ? 1 : -1)];
    const ofOther = points.flatMap(({ series, point }, index) =>
      series === other ? [{ index, depth: point.depth }] : [],
    );
    const distance = ({ depth }: { depth: number }): number => Math.abs(depth - current.point.depth);
    const [closest] = ofOther.sort((a, b) => distance(a) - distance(b));
    if (closest) this.choose(closest.index);
  }
}

function drawGrid(x: Axis, y: Axis, right: number, bottom: number): SVGElement[] {
  return [
    ...y.ticks.map((tick) =>
      createSvg('line', { class: 'grid', x1: MARGIN.left, x2: right, y1: y.at(tick), y2: y.at(tick) }),
    ),
    createSvg('path', { class: 'axis', d: `M${MARGIN.left},${MARGIN.top}V${bottom}H${right}` }),
    ...x.ticks.map((tick) =>
      createSvg('text', { class: 'tick', x: x.at(tick), y: bottom + 16, 'text-anchor': 'middle' }, [String(tick)]),
    ),
    ...y.ticks.map((tick) =>
      createSvg('text', { class: 'tick', x: MARGIN.left - 8, y: y.at(tick) + 4, 'text-anchor': 'end' }, [
        tickText(tick),
      ]),
    ),
  ];
}
