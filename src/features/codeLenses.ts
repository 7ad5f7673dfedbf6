// The lenses above a model: its totals, what changed in them, and what can be done with it.

import type { FileAnalysis, ModelReading, Quantity, SourceRange } from '../analyser/index';
import { formatCount, formatExact, formatMacs, isUnknown } from './formatNumber';
import { modelsOfFile } from './modelAt';
import { modelChangeText } from './modelChanges';
import { fieldSizeAndStride } from './receptiveFieldText';
import { shorten } from './shorten';

export interface ModelLens {
  readonly range: SourceRange;
  readonly action: 'figures' | 'changes' | 'run' | 'summary' | 'compare' | 'graph';
  readonly title: string;
  readonly model: ModelReading;
}

/**
 * The lenses of each model whose call lies in the file: figures, changes, run, summary, compare, graph.
 * @param committed the file as it was committed last, where it was another text
 */
export function makeCodeLenses(analysis: FileAnalysis, committed?: FileAnalysis): ModelLens[] {
  return modelsOfFile(analysis).flatMap((model): ModelLens[] => {
    const { call: range } = model.model;
    const change = committed ? modelChangeText(committed, analysis, model) : '';
    return [
      { range, action: 'figures', title: figuresText(model), model },
      ...(change === '' ? [] : [{ range, action: 'changes' as const, title: change, model }]),
      { range, action: 'run', title: 'Run Model', model },
      { range, action: 'summary', title: 'Summary', model },
      { range, action: 'compare', title: 'Compare', model },
      { range, action: 'graph', title: 'Graph', model },
    ];
  });
}

/** A formula of more characters is left to the summary. */
const LONGEST_FIGURE = 48;

/** `25.6M params · 3.86 GMACs · RF 483/32`; says what is missing when not all layers are known. */
export function figuresText(reading: ModelReading): string {
  const { parameters, macs } = reading.totals;
  const field = fieldSizeAndStride(reading.receptiveField);
  const known = reading.status !== 'unknown';
  const parts = [
    known || !isUnknown(parameters) ? `${shorten(formatCount(parameters), LONGEST_FIGURE)} params` : '? params',
    macs === 0 ? undefined : macsText(macs),
    field && `RF ${field}`,
    reading.status === 'partial' ? 'partial' : undefined,
  ];
  return parts.filter((part) => part !== undefined).join(' · ');
}

function macsText(macs: Quantity): string {
  const text = formatMacs(macs);
  return text.length > LONGEST_FIGURE ? `${shorten(formatExact(macs), LONGEST_FIGURE)} MACs` : text;
}
