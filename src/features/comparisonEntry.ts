// A compared model as the comparison page shows it: figures in short, and what they are sorted and drawn by.

import type { Quantity, ReceptiveField, Shape, Unknown } from '../analyser/index';
import type { ComparisonEntry, CurvePoint, Figure, Figures } from '../protocol/comparison';
import type { ComparedModel } from './comparison';
import { formatBytes, formatCount, formatExact, formatMacs, isUnknown } from './formatNumber';
import { describeShortly, fieldSizeAndStride } from './receptiveFieldText';

export type EntryPlace = Pick<ComparisonEntry, 'id' | 'detail' | 'isOwn'>;

export function makeComparisonEntry(model: ComparedModel, place: EntryPlace): ComparisonEntry {
  return {
    ...place,
    title: model.title,
    figures: makeFigures(model),
    curve: model.curve.map(({ depth, layer, outputShape, receptiveField, parameters }): CurvePoint => ({
      depth,
      layer,
      receptiveField: fieldSide(receptiveField),
      resolution: pictureSide(outputShape),
      parameters: numberOrNull(parameters),
    })),
    ...(model.status === 'complete' ? {} : { note: 'Not everything about this model is known.' }),
  };
}

/** A model that cannot be found any more. */
export function missingEntry(title: string, place: EntryPlace, why: string): ComparisonEntry {
  const unknown: Figure = { text: '?', value: null, detail: why };
  const figures: Figures = {
    parameters: unknown,
    macs: unknown,
    depth: unknown,
    receptiveField: unknown,
    activationBytes: unknown,
    denseShare: unknown,
  };
  return { ...place, title, figures, curve: [], note: why };
}

export function makeFigures(model: ComparedModel): Figures {
  const { parameters, macs, depth, receptiveField, activationBytes, denseShare } = model;
  return {
    parameters: figure(parameters, formatCount),
    macs: figure(macs, formatMacs),
    depth: figure(depth, formatExact),
    receptiveField: fieldFigure(receptiveField),
    activationBytes: figure(activationBytes, formatBytes),
    denseShare: figure(denseShare, (share) => `${(100 * share).toFixed(1)} %`),
  };
}

function figure(quantity: Quantity, format: (value: number) => string): Figure {
  if (isUnknown(quantity)) return { text: '?', value: null, detail: quantity.reason };
  if (typeof quantity !== 'number') {
    return { text: quantity.toString(), value: null, detail: 'A formula: parameters without a value stay symbols.' };
  }
  const text = format(quantity);
  const exact = formatExact(quantity);
  return { text, value: quantity, ...(text.startsWith(exact) || quantity < 1 ? {} : { detail: exact }) };
}

function fieldFigure(field: ReceptiveField | Unknown): Figure {
  if (isUnknown(field)) return { text: '?', value: null, detail: field.reason };
  const text = fieldSizeAndStride(field);
  const value = fieldSide(field);
  if (text === undefined) return { text: 'all', value: null, detail: 'Every output sees the whole input.' };
  return { text, value, detail: describeShortly(field) };
}

/** The longer side of what one output sees; null where it sees everything, or is not a number. */
function fieldSide(field: ReceptiveField | Unknown): number | null {
  return isUnknown(field) || field.global ? null : longest(field.size);
}

/** The longer side of an output that is a picture. */
function pictureSide(shape: Shape | Unknown): number | null {
  return isUnknown(shape) ? null : longest(shape.slice(1, -1));
}

function longest(sizes: readonly (Quantity | null)[]): number | null {
  const numbers = sizes.filter((size) => typeof size === 'number');
  return numbers.length > 0 && numbers.length === sizes.length ? Math.max(...numbers) : null;
}

function numberOrNull(quantity: Quantity): number | null {
  return typeof quantity === 'number' ? quantity : null;
}
