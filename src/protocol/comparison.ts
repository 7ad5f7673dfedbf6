// What the comparison page shows, and the messages between it and the extension. What comes from the page is checked before use.

import { isFields, isIndex, isShortText } from './checks';
import { parseModelReference, type ModelReference } from './modelReference';

/** A figure as it is written. `value` is what it is sorted and drawn by: null for a formula and for what is not known. */
export interface Figure {
  readonly text: string;
  readonly value: number | null;
  /** The exact number, or why there is none. */
  readonly detail?: string;
}

export const FIGURE_NAMES = ['parameters', 'macs', 'depth', 'receptiveField', 'activationBytes', 'denseShare'] as const;
export type FigureName = (typeof FIGURE_NAMES)[number];
export type Figures = Readonly<Record<FigureName, Figure>>;

export type CurveName = 'receptiveField' | 'resolution' | 'parameters';

/** One layer with weights on the longest way through a model; the input is at depth 0. */
export interface CurvePoint extends Readonly<Record<CurveName, number | null>> {
  readonly depth: number;
  readonly layer: string;
}

export interface ComparisonEntry {
  /** Of a classic network, or made from the place of the user's model. */
  readonly id: string;
  readonly title: string;
  /** The year of a classic network; the file and line of the user's model. */
  readonly detail: string;
  readonly isOwn: boolean;
  readonly figures: Figures;
  readonly curve: readonly CurvePoint[];
  /** What is missing, when not everything about the model is known. */
  readonly note?: string;
}

/** What a page keeps over a reload, for the extension to open it again. The first model is the one that is compared. */
export interface ComparisonRestore {
  readonly models: readonly ModelReference[];
}

/** From the extension to the page. After `ready`, all that is known so far is told again. */
export type ToComparisonPage =
  /** The user's models, the first one first; each time that one of them changes. */
  | {
      readonly kind: 'models';
      readonly places: readonly ModelReference[];
      readonly entries: readonly ComparisonEntry[];
    }
  /** One classic network, in the order of their years. */
  | { readonly kind: 'network'; readonly index: number; readonly entry: ComparisonEntry };

/** From the page to the extension. */
export type FromComparisonPage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'addModel' }
  /** By its position among the user's models. */
  | { readonly kind: 'removeModel'; readonly model: number }
  | { readonly kind: 'openModel'; readonly model: number }
  | { readonly kind: 'openNetwork'; readonly id: string };

/** The message, with its known fields only; undefined when it is not one the page may send. */
export function parseComparisonMessage(value: unknown): FromComparisonPage | undefined {
  if (!isFields(value)) return undefined;
  switch (value.kind) {
    case 'ready':
    case 'addModel':
      return { kind: value.kind };
    case 'removeModel':
    case 'openModel':
      return isIndex(value.model) ? { kind: value.kind, model: value.model } : undefined;
    case 'openNetwork':
      return isShortText(value.id) ? { kind: value.kind, id: value.id } : undefined;
    default:
      return undefined;
  }
}

/** More than anybody compares: a longer list is a mistake. */
const MAX_MODELS = 100;

/** What a page kept before a reload; undefined when it is not the state of a comparison. */
export function parseComparisonRestore(value: unknown): ComparisonRestore | undefined {
  if (!isFields(value) || !Array.isArray(value.models) || value.models.length > MAX_MODELS) return undefined;
  const models = value.models.map(parseModelReference);
  const known = models.filter((model) => model !== undefined);
  return known.length > 0 && known.length === models.length ? { models: known } : undefined;
}
