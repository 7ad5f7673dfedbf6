// The lenses above a model: its totals, and what can be done with it.

import type { FileAnalysis, ModelReading, SourceRange } from '../analyser/index';
import { formatCount, formatMacs, isUnknown } from './formatNumber';
import { fieldSizeAndStride } from './receptiveFieldText';

export interface ModelLens {
  readonly range: SourceRange;
  readonly action: 'figures' | 'run' | 'summary' | 'compare' | 'graph';
  readonly title: string;
  readonly model: ModelReading;
}

/** The lenses of each model whose call lies in the file: figures, run, summary, compare, graph. */
export function makeCodeLenses(analysis: FileAnalysis): ModelLens[] {
  return modelsOfFile(analysis).flatMap((model): ModelLens[] => {
    const { call: range } = model.model;
    return [
      { range, action: 'figures', title: figuresText(model), model },
      { range, action: 'run', title: 'Run Model', model },
      { range, action: 'summary', title: 'Summary', model },
      { range, action: 'compare', title: 'Compare', model },
      { range, action: 'graph', title: 'Graph', model },
    ];
  });
}

/** The models whose call lies in this file, each place once: a function called twice makes two models but is one place. */
export function modelsOfFile(analysis: FileAnalysis): ModelReading[] {
  const seen = new Set<number>();
  return analysis.models.filter(({ model }) => {
    if (model.call.file !== analysis.file || seen.has(model.call.start)) return false;
    seen.add(model.call.start);
    return true;
  });
}

/** `25.6M params · 3.86 GMACs · RF 483/32`; says what is missing when not all layers are known. */
export function figuresText(reading: ModelReading): string {
  const { parameters, macs } = reading.totals;
  const field = fieldSizeAndStride(reading.receptiveField);
  const known = reading.status !== 'unknown';
  const parts = [
    known || !isUnknown(parameters) ? `${formatCount(parameters)} params` : '? params',
    macs === 0 ? undefined : formatMacs(macs),
    field && `RF ${field}`,
    reading.status === 'partial' ? 'partial' : undefined,
  ];
  return parts.filter((part) => part !== undefined).join(' · ');
}
