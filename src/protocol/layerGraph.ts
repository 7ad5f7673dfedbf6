// What the graph page shows, and the messages between it and the extension. What comes from the page is checked before use.

import { isFields, isShortText } from './checks';
import { parseModelReference, type ModelReference } from './modelReference';

/** What a layer is drawn as. */
export type LayerKind = 'input' | 'convolution' | 'dense' | 'pooling' | 'merge' | 'other';

/** One use of a layer. */
export interface GraphLayer {
  /** Stays the same while the text changes elsewhere: the layer's name, and its use where it has several. */
  readonly id: string;
  /** The name, where the program gives one; empty for one that tfjs makes up. */
  readonly name: string;
  readonly className: string;
  readonly kind: LayerKind;
  /** `56×56×64`. */
  readonly shape: string;
  /** `36.9K`; empty for none. */
  readonly parameters: string;
  /** More in words: the exact figures, the receptive field, the line. */
  readonly facts: readonly string[];
  /** The innermost block that it is in. */
  readonly block: string | undefined;
}

/** What one call of a function made. */
export interface GraphBlock {
  /** Stays the same while the text changes elsewhere: the names of the functions around it, each with its position. */
  readonly id: string;
  readonly parent: string | undefined;
  /** The function's. */
  readonly name: string;
  /** What the names of its layers begin with, or its number among the calls of that function; may be empty. */
  readonly label: string;
  readonly layerCount: number;
  /** Of what leaves it last. */
  readonly shape: string;
  readonly parameters: string;
}

export interface LayerGraph {
  /** Each after those that it gets its inputs from. */
  readonly layers: readonly GraphLayer[];
  /** Each after the one that it is in. */
  readonly blocks: readonly GraphBlock[];
  /** From layer to layer, by their ids. */
  readonly edges: readonly { readonly from: string; readonly to: string }[];
}

/** From the extension to the page. After `ready`, all that is known is told again. */
export type ToGraphPage =
  | {
      readonly kind: 'graph';
      readonly model: ModelReference;
      /** File and line as people write them. */
      readonly place: string;
      /** The totals in short. */
      readonly figures: string;
      readonly graph: LayerGraph;
    }
  /** The model is there no more; what was shown stays. */
  | { readonly kind: 'missing'; readonly model: ModelReference; readonly message: string }
  /** The layers that the editor's cursor stands on, by their ids. */
  | { readonly kind: 'cursor'; readonly layers: readonly string[] };

/** From the page to the extension. */
export type FromGraphPage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'revealModel' }
  | { readonly kind: 'revealLayer'; readonly id: string }
  | { readonly kind: 'revealBlock'; readonly id: string };

/** The message, with its known fields only; undefined when it is not one the page may send. */
export function parseGraphMessage(value: unknown): FromGraphPage | undefined {
  if (!isFields(value)) return undefined;
  switch (value.kind) {
    case 'ready':
    case 'revealModel':
      return { kind: value.kind };
    case 'revealLayer':
    case 'revealBlock':
      return isShortText(value.id) ? { kind: value.kind, id: value.id } : undefined;
    default:
      return undefined;
  }
}

/** What a page kept before a reload; undefined when it is not the state of a graph. */
export function parseGraphRestore(value: unknown): ModelReference | undefined {
  return isFields(value) ? parseModelReference(value.model) : undefined;
}
