// What one output position of a layer sees of its input: the only thing the receptive-field pass needs to know about a layer.

import type { Quantity, Unknown } from '../formulas/quantity';

/**
 * One spatial axis. Output 0 sees the input positions -padding … size - 1 - padding; output u sees them u·step further on.
 * A fractional step (1/2 for an upsampling by 2) makes several outputs share an input; size is then the largest extent and may
 * be fractional too (the receptive-field pass rounds down at the end).
 */
export interface AxisWindow {
  readonly size: Quantity;
  readonly step: Quantity;
  readonly padding: Quantity;
}

export type Window =
  /** Each output position sees the input position of the same index: activation, batch normalisation, add, concatenation of channels. */
  | { readonly kind: 'pointwise' }
  /** One window per spatial axis, in the order of the shape: [height, width] for images. */
  | { readonly kind: 'sliding'; readonly axes: readonly AxisWindow[] }
  /** Each output sees the whole input: global pooling, dense after flatten, a recurrent layer's last state. */
  | { readonly kind: 'global' }
  /** The positions are laid out anew (flatten, reshape): an output sees one input position, but has no place on the picture any more. */
  | { readonly kind: 'rearranged' }
  | { readonly kind: 'unknown'; readonly because: Unknown };

export const POINTWISE: Window = { kind: 'pointwise' };
export const GLOBAL: Window = { kind: 'global' };
export const REARRANGED: Window = { kind: 'rearranged' };
