// What the page knows and what the user chose; the choices outlive a reload.

import {
  FIGURE_NAMES,
  parseComparisonRestore,
  type ComparisonEntry,
  type FigureName,
  type ToComparisonPage,
} from '../../src/protocol/comparison';
import type { ModelReference } from '../../src/protocol/modelReference';

export interface Sorting {
  readonly by: FigureName | 'title';
  readonly isDescending: boolean;
}

export interface ComparisonChoices {
  /**
   * Ids of the classic networks that are drawn; the user's own models always are. A place is a colour, so that others keep
   * theirs when one is left out: its place is then empty ('').
   */
  readonly drawn: readonly string[];
  /** Undefined: one's own models, then the networks by their years. */
  readonly sorting: Sorting | undefined;
}

/** What VS Code keeps for the page, and gives to the extension after a reload. */
export interface KeptState extends ComparisonChoices {
  readonly models: readonly ModelReference[];
}

const FIRST_DRAWN = ['alexnet', 'vgg16', 'googlenet', 'resnet50'];

export function parseKeptState(value: unknown): KeptState {
  const fields: Readonly<Record<string, unknown>> = typeof value === 'object' && value !== null ? { ...value } : {};
  const { drawn, sorting } = fields;
  const ids = Array.isArray(drawn) ? drawn.filter((id) => typeof id === 'string') : FIRST_DRAWN;
  return { models: parseComparisonRestore(value)?.models ?? [], drawn: ids, sorting: parseSorting(sorting) };
}

function parseSorting(value: unknown): Sorting | undefined {
  if (typeof value !== 'object' || value === null || !('by' in value) || !('isDescending' in value)) return undefined;
  const by = (['title', ...FIGURE_NAMES] as const).find((name) => name === value.by);
  return by && { by, isDescending: value.isDescending === true };
}

export function toggleDrawn(drawn: readonly string[], id: string): readonly string[] {
  if (drawn.includes(id)) return drawn.map((known) => (known === id ? '' : known));
  const free = drawn.indexOf('');
  return free < 0 ? [...drawn, id] : drawn.with(free, id);
}

export interface ComparisonState {
  readonly own: readonly ComparisonEntry[];
  /** By their order; some may not have been told yet. */
  readonly networks: readonly (ComparisonEntry | undefined)[];
}

export const INITIAL_STATE: ComparisonState = { own: [], networks: [] };

export function applyMessage(state: ComparisonState, message: ToComparisonPage): ComparisonState {
  switch (message.kind) {
    case 'models':
      return { ...state, own: message.entries };
    case 'network': {
      const networks = Array.from({ length: Math.max(state.networks.length, message.index + 1) }, (_, index) =>
        index === message.index ? message.entry : state.networks[index],
      );
      return { ...state, networks };
    }
  }
}

/** One's own models first, then the networks. */
export function allEntries({ own, networks }: ComparisonState): ComparisonEntry[] {
  return [...own, ...networks.filter((entry) => entry !== undefined)];
}

/** What has no number goes last, whichever way. */
export function sortEntries(entries: readonly ComparisonEntry[], sorting: Sorting | undefined): ComparisonEntry[] {
  if (!sorting) return [...entries];
  const { by, isDescending } = sorting;
  const sign = isDescending ? -1 : 1;
  return entries.toSorted((a, b) => {
    if (by === 'title') return sign * a.title.localeCompare(b.title, 'en', { numeric: true });
    const [left, right] = [a.figures[by].value, b.figures[by].value];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    return sign * (left - right);
  });
}
