// Receptive fields over the layer graph: for every tensor the region of the picture that one of its positions sees.

import type { Quantity } from '../formulas/quantity';

/** One entry per spatial axis, in the order of the shape ([height, width]). */
export interface ReceptiveField {
  readonly size: readonly Quantity[];
  readonly stride: readonly Quantity[];
  readonly padding: readonly Quantity[];
  /** False where paths do not line up: size is then the bounding region and differs from place to place. */
  readonly aligned: boolean;
  /** Every output sees the whole input: `size` is the input's, `stride` likewise, `padding` 0. */
  readonly global: boolean;
}
