// Receptive fields in words.

import type { FieldReading } from '../../src/protocol/panel';
import { clipSpan, lengthOf, regionSeenFrom, cellsSeeing } from './fieldGeometry';
import type { Place, RegionField, Size, Span } from './fieldGeometry';

/** What all cells of a layer have in common. */
export function describeField(field: FieldReading): string {
  switch (field.kind) {
    case 'whole':
      return 'Each value sees the whole picture.';
    case 'unknown':
      return `Receptive field not known: ${field.reason}.`;
    case 'region': {
      const padding = joinAxes(field.rows.padding, field.columns.padding);
      const why = field.bound === undefined ? '' : `: ${field.bound}`;
      return `Receptive field ${describeExtent(field)}, padding ${padding}${why}`;
    }
  }
}

/** `11×11, stride 4` */
export function describeExtent({ rows, columns, bound }: RegionField): string {
  const [height, width] = [rows, columns].map(({ extent }) => Math.floor(extent));
  const stride = joinAxes(rows.stride, columns.stride);
  return `${bound === undefined ? '' : 'at most '}${height}×${width}, stride ${stride}`;
}

export function describeCell(field: RegionField, cell: Place, input: Size): string {
  const { rows, columns } = regionSeenFrom(field, cell);
  const [inRows, inColumns] = [clipSpan(rows, input.height), clipSpan(columns, input.width)];
  if (!inRows || !inColumns) return `${describePlace(cell)} sees padding only.`;
  const sees = field.bound === undefined ? 'sees' : 'sees at most';
  const seen = `${describePlace(cell)} ${sees} ${describeSpan('row', inRows)}, ${describeSpan('column', inColumns)}`;
  const padding = [
    describeCount(lengthOf(rows) - lengthOf(inRows), 'row'),
    describeCount(lengthOf(columns) - lengthOf(inColumns), 'column'),
  ].filter((text) => text !== '');
  return padding.length > 0 ? `${seen}; ${padding.join(' and ')} of padding` : seen;
}

export function describePixel(field: RegionField, pixel: Place, maps: Size): string {
  const cells = cellsSeeing(field, pixel, maps);
  if (!cells) return `No value of the map sees pixel ${describePair(pixel)}.`;
  const where = `${describeSpan('row', cells.rows)}, ${describeSpan('column', cells.columns)}`;
  const isSeen = field.bound === undefined ? 'is seen from' : 'may be seen from';
  return `Pixel ${describePair(pixel)} ${isSeen} ${where} of the map`;
}

function describeCount(count: number, noun: string): string {
  return count === 0 ? '' : `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function describePlace({ row, column }: Place): string {
  return `Row ${row}, column ${column}`;
}

function describePair({ row, column }: Place): string {
  return `(row ${row}, column ${column})`;
}

/** `row 12`, `rows 12–20`. */
function describeSpan(noun: 'row' | 'column', { first, last }: Span): string {
  return first === last ? `${noun} ${first}` : `${noun}s ${first}–${last}`;
}

/** One number when both are the same, otherwise rows×columns. */
function joinAxes(rows: number, columns: number): string {
  const [one, other] = [rows, columns].map((value) => String(Math.round(value * 1000) / 1000));
  return one === other ? String(one) : `${one}×${other}`;
}
