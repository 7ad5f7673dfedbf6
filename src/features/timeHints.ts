// How long the layers of a run took, at the lines that make them: `12.3 ms · 8%`.

import type { LayerInfo, LayerResult } from '../protocol/runner';

export interface TimeHint {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  readonly text: string;
  readonly tooltip: string;
}

/** Layers that the same line makes are one hint, with the time of all. */
export function makeTimeHints(layers: readonly LayerInfo[], results: readonly LayerResult[]): readonly TimeHint[] {
  const times = new Map(results.map(({ index, milliseconds }) => [index, milliseconds]));
  const total = results.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  const lines = new Map<string, { file: string; line: number; milliseconds: number; count: number }>();
  for (const { index, source, className } of layers) {
    const milliseconds = times.get(index);
    if (!source || milliseconds === undefined || className === 'InputLayer') continue;
    const key = `${source.file}:${source.line}`;
    const entry = lines.get(key) ?? { file: source.file, line: source.line, milliseconds: 0, count: 0 };
    lines.set(key, { ...entry, milliseconds: entry.milliseconds + milliseconds, count: entry.count + 1 });
  }
  return [...lines.values()].map(({ file, line, milliseconds, count }) => {
    const share = formatPercent(total > 0 ? milliseconds / total : 0);
    const who = count === 1 ? 'This layer' : `The ${count} layers that this line makes`;
    return {
      file,
      line,
      text: `${formatTime(milliseconds)} · ${share}`,
      tooltip: `${who} took ${formatTime(milliseconds)} in the last run, ${share} of the ${formatTime(total)} of all layers. The next edit of the file removes this hint.`,
    };
  });
}

/** `0.42 ms`, `12.3 ms`, `812 ms`, `2.81 s`. */
function formatTime(milliseconds: number): string {
  if (milliseconds >= 999.5) return `${(milliseconds / 1000).toFixed(2)} s`;
  return `${milliseconds.toFixed(milliseconds >= 99.95 ? 0 : milliseconds >= 9.995 ? 1 : 2)} ms`;
}

function formatPercent(share: number): string {
  return share > 0 && share < 0.01 ? '<1%' : `${Math.round(100 * share)}%`;
}
