// What becomes of a layer as the program runs: its weights, its applications. It can be taken back and joined.

import type { Unknown } from '../formulas/quantity';
import type { Shape, Weight } from '../graph/graph';
import type { LayerUse } from './layerParts';
import { AS_BUILT, joinTrainability, type Trainability } from './trainability';

interface Saved {
  readonly built: readonly Weight[] | Unknown | undefined;
  readonly compiled: readonly Weight[] | Unknown | undefined;
  readonly uses: readonly LayerUse[];
  readonly builtFor: readonly Shape[] | undefined;
  readonly trainability: Trainability;
}

export class LayerState {
  built: readonly Weight[] | Unknown | undefined;
  /** The weights as a model that holds the layer was compiled: from then on it trains those. */
  compiled: readonly Weight[] | Unknown | undefined;
  /** Its applications to symbolic tensors. */
  uses: readonly LayerUse[] = [];
  /** The input shapes of its first application. */
  builtFor: readonly Shape[] | undefined;
  trainability: Trainability = AS_BUILT;
  /** Some of its applications happen only when a condition holds. */
  hasJoinedUses = false;

  capture(): unknown {
    const { built, compiled, uses, builtFor, trainability } = this;
    return { built, compiled, uses, builtFor, trainability } satisfies Saved;
  }

  restore(state: unknown): void {
    const saved = state as Saved;
    this.built = saved.built;
    this.compiled = saved.compiled;
    this.uses = saved.uses;
    this.builtFor = saved.builtFor;
    this.trainability = saved.trainability;
  }

  hasUsesOf(state: unknown): boolean {
    return (state as Saved).uses === this.uses;
  }

  /** Both sides of a branch may have applied the layer: it keeps what either did. */
  join(state: unknown, because: Unknown): void {
    const saved = state as Saved;
    this.built ??= saved.built;
    this.compiled ??= saved.compiled;
    this.builtFor ??= saved.builtFor;
    if (saved.uses !== this.uses) this.hasJoinedUses = true;
    this.uses = [...new Set([...saved.uses, ...this.uses])];
    this.trainability = joinTrainability(this.trainability, saved.trainability, because);
  }
}
