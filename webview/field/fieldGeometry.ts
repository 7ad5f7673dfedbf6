// Receptive fields as pixels: which part of the model's input a cell of a map sees, and which cells see a pixel.

import type { AxisField, FieldReading } from '../../src/protocol/panel';

/** A cell of a map, or a pixel of the model's input. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** From the first to the last position, both included. */
export interface Span {
  readonly first: number;
  readonly last: number;
}

export interface Region {
  readonly rows: Span;
  readonly columns: Span;
}

export type RegionField = Extract<FieldReading, { kind: 'region' }>;

/** Steps of 1/3 do not add up to 1 exactly. */
const TOLERANCE = 1e-6;

/** The pixels that a position sees; those before 0 and behind the input's end are padding. */
export function pixelsSeenFrom({ extent, stride, padding }: AxisField, position: number): Span {
  const start = position * stride - padding;
  // not -0, which reads as another number to some
  return { first: Math.ceil(start - TOLERANCE) + 0, last: Math.floor(start + extent - 1 + TOLERANCE) };
}

/** The positions among `count` that see a pixel; undefined when none does: a stride larger than the field passes pixels over. */
export function positionsSeeing(
  { extent, stride, padding }: AxisField,
  pixel: number,
  count: number,
): Span | undefined {
  const first = Math.ceil((pixel + padding - extent + 1) / stride - TOLERANCE);
  const last = Math.floor((pixel + padding) / stride + TOLERANCE);
  return clipSpan({ first, last }, count);
}

/** The part of a span within 0 … size - 1. */
export function clipSpan({ first, last }: Span, size: number): Span | undefined {
  const inside = { first: Math.max(0, first), last: Math.min(size - 1, last) };
  return inside.first <= inside.last ? inside : undefined;
}

export function regionSeenFrom(field: RegionField, cell: Place): Region {
  return { rows: pixelsSeenFrom(field.rows, cell.row), columns: pixelsSeenFrom(field.columns, cell.column) };
}

/** The part of a region within the input; undefined when all of it is padding. */
export function clipRegion({ rows, columns }: Region, { width, height }: Size): Region | undefined {
  const inside = { rows: clipSpan(rows, height), columns: clipSpan(columns, width) };
  return inside.rows && inside.columns && { rows: inside.rows, columns: inside.columns };
}

export function cellsSeeing(field: RegionField, pixel: Place, maps: Size): Region | undefined {
  const rows = positionsSeeing(field.rows, pixel.row, maps.height);
  const columns = positionsSeeing(field.columns, pixel.column, maps.width);
  return rows && columns && { rows, columns };
}

export function lengthOf({ first, last }: Span): number {
  return last - first + 1;
}
