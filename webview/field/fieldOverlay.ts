// Drawn over the picture: what a cell of a map sees. The rest is dimmed; edges where the region goes on outside are dashed.

import './field.css';
import { createSvg } from '../svg';
import { clipRegion } from './fieldGeometry';
import type { Place, Region, Size, Span } from './fieldGeometry';

export interface ShownField {
  readonly input: Size;
  /** Undefined for the whole picture. */
  readonly region: Region | undefined;
  /** False where what lies outside is not dimmed. */
  readonly isShaded?: boolean;
}

export class FieldOverlay {
  readonly element = createSvg('svg', { class: 'field-overlay', preserveAspectRatio: 'none', 'aria-hidden': 'true' });

  show(shown: ShownField | undefined): void {
    this.element.replaceChildren();
    if (!shown) return;
    const { input, region, isShaded = true } = shown;
    this.element.setAttribute('viewBox', `0 0 ${input.width} ${input.height}`);
    const whole: Region = { rows: { first: 0, last: input.height - 1 }, columns: { first: 0, last: input.width - 1 } };
    const seen = clipRegion(region ?? whole, input);
    const shade = rectangle(whole) + (seen ? rectangle(seen) : '');
    if (isShaded) this.element.append(path(shade, 'field-shade'));
    if (region) this.drawLine(rectangle(region), 'is-outside');
    if (!seen) return;
    for (const { line, isOpen } of edgesOf(seen, region ?? whole)) this.drawLine(line, isOpen ? 'is-open' : 'is-edge');
  }

  /** One pixel of the input, to which the pointer points. */
  showPixel(input: Size, { row, column }: Place): void {
    this.element.setAttribute('viewBox', `0 0 ${input.width} ${input.height}`);
    this.element.replaceChildren();
    const one: Region = { rows: { first: row, last: row }, columns: { first: column, last: column } };
    this.drawLine(rectangle(one), 'is-edge');
  }

  /** Dark below, bright above: to be seen on any picture. */
  private drawLine(line: string, kind: string): void {
    this.element.append(path(line, `field-line is-below ${kind}`), path(line, `field-line ${kind}`));
  }
}

function edgesOf(seen: Region, region: Region): readonly { readonly line: string; readonly isOpen: boolean }[] {
  const [left, right] = endsOf(seen.columns);
  const [top, bottom] = endsOf(seen.rows);
  const isCut = (span: Span, whole: Span, end: 'first' | 'last'): boolean => span[end] !== whole[end];
  return [
    { line: `M${left} ${top}H${right}`, isOpen: isCut(seen.rows, region.rows, 'first') },
    { line: `M${left} ${bottom}H${right}`, isOpen: isCut(seen.rows, region.rows, 'last') },
    { line: `M${left} ${top}V${bottom}`, isOpen: isCut(seen.columns, region.columns, 'first') },
    { line: `M${right} ${top}V${bottom}`, isOpen: isCut(seen.columns, region.columns, 'last') },
  ];
}

function endsOf({ first, last }: Span): readonly [number, number] {
  return [first, last + 1];
}

function rectangle({ rows, columns }: Region): string {
  const [left, right] = endsOf(columns);
  const [top, bottom] = endsOf(rows);
  return `M${left} ${top}H${right}V${bottom}H${left}Z`;
}

function path(line: string, className: string): SVGElement {
  return createSvg('path', { d: line, class: className, 'fill-rule': 'evenodd' });
}
