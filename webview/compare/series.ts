// The look of what is drawn: colours of the theme, and strokes that differ where colours do not.

import type { ComparisonEntry } from '../../src/protocol/comparison';

export interface Series {
  readonly entry: ComparisonEntry;
  readonly colour: string;
  /** SVG's stroke-dasharray; solid when empty. */
  readonly dashes: string;
  /** The model that the page is about. */
  readonly isFirst: boolean;
}

const OWN_COLOURS = ['blue'] as const;
/** Not orange: in VS Code's own themes that can hardly be seen. */
const NETWORK_COLOURS = ['green', 'red', 'purple', 'yellow'] as const;
const DASHES = ['', '6 3', '2 3'];

/** One's own models, then the networks that are drawn; a network's colour is its place in `drawn`. */
export function makeSeries(entries: readonly ComparisonEntry[], drawn: readonly string[]): Series[] {
  const own = entries.filter(({ isOwn }) => isOwn);
  const networks = drawn.flatMap((id, place) => {
    const entry = entries.find((known) => !known.isOwn && known.id === id);
    return entry ? [makeOne(entry, NETWORK_COLOURS, place)] : [];
  });
  return [...own.map((entry, place) => makeOne(entry, OWN_COLOURS, place)), ...networks];
}

function makeOne(entry: ComparisonEntry, colours: readonly string[], place: number): Series {
  const dashes = DASHES[Math.floor(place / colours.length) % DASHES.length] ?? '';
  return {
    entry,
    colour: `var(--vscode-charts-${colours[place % colours.length] ?? 'blue'})`,
    dashes,
    isFirst: entry.isOwn && place === 0,
  };
}
