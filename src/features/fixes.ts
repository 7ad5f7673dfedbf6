// Fixes of findings, and what each changes in the model's figures.

import type {
  FileAnalysis,
  Finding,
  Fix,
  ModelReading,
  Quantity,
  ReceptiveField,
  TextEdit,
  Unknown,
} from '../analyser/index';
import { formatCount, formatMacs, isUnknown } from './formatNumber';

/** Change of each figure of the model; null where one side is not a number. */
export interface FixEffect {
  readonly parameters: number | null;
  readonly macs: number | null;
  /** Of the largest axis, in pixels. */
  readonly receptiveField: number | null;
}

/** Where nothing can be told. */
export const NO_EFFECT: FixEffect = { parameters: null, macs: null, receptiveField: null };

/** Every fix of a finding whose edits all lie in files that can be edited. */
export function fixesOf(findings: readonly Finding[]): Fix[] {
  const seen = new Set<string>();
  return findings
    .flatMap((finding) => finding.fixes)
    .filter((fix) => {
      const key = JSON.stringify([fix.title, fix.edits]);
      return fix.edits.length > 0 && !seen.has(key) && seen.add(key);
    });
}

/** The text after the edits that belong to one file; edits do not overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = text;
  for (const { range, newText } of [...edits].sort((a, b) => b.range.start - a.range.start)) {
    result = result.slice(0, range.start) + newText + result.slice(range.end);
  }
  return result;
}

/** Compares a model before and after a fix; the model is found again by its name and its place among those of that name. */
export function measureEffect(before: FileAnalysis, after: FileAnalysis, model: ModelReading): FixEffect {
  const same = (analysis: FileAnalysis): ModelReading[] =>
    analysis.models.filter((other) => other.model.name === model.model.name);
  const changed = same(after)[same(before).indexOf(model)];
  if (!changed) return NO_EFFECT;
  return {
    parameters: difference(model.totals.parameters, changed.totals.parameters),
    macs: difference(model.totals.macs, changed.totals.macs),
    receptiveField: difference(largestSize(model.receptiveField), largestSize(changed.receptiveField)),
  };
}

/** `−101M params, +1.2 MMACs, RF +16`; empty when nothing is known to change. */
export function effectText(effect: FixEffect): string {
  return [
    effect.parameters ? `${signed(effect.parameters, formatCount)} params` : '',
    effect.macs ? signed(effect.macs, formatMacs) : '',
    effect.receptiveField ? `RF ${signed(effect.receptiveField, formatCount)}` : '',
  ]
    .filter((text) => text !== '')
    .join(', ');
}

/** `−101M`, `+1.2 MMACs` */
export function signed(change: number, format: (quantity: Quantity) => string): string {
  return (change < 0 ? '−' : '+') + format(Math.abs(change));
}

function difference(before: Quantity | undefined, after: Quantity | undefined): number | null {
  return typeof before === 'number' && typeof after === 'number' ? after - before : null;
}

function largestSize(field: ReceptiveField | Unknown): Quantity | undefined {
  if (isUnknown(field)) return undefined;
  const sizes = field.size.filter((size) => typeof size === 'number');
  return sizes.length > 0 && sizes.length === field.size.length ? Math.max(...sizes) : undefined;
}
