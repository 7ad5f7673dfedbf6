// What the figures of layers and models ask for: the symbols in them, and why others are not known.

import { Unknown, type Quantity } from '../formulas/quantity';
import { symbolsOf } from '../formulas/substitute';
import type { Shape } from '../graph/graph';
import type { SymbolicValue } from '../interpreter/values';
import type { LayerObject } from '../tensorflow/layerObject';
import type { ModelObject } from '../tensorflow/modelObject';

export class AskedSymbols {
  private readonly symbols = new Set<string>();
  private readonly reasons = new Set<string>();

  constructor(layers: readonly LayerObject[], models: readonly ModelObject[]) {
    for (const { uses, weights } of layers) {
      for (const { outputs } of uses) for (const { shape } of outputs) this.addShape(shape);
      if (weights instanceof Unknown) this.reasons.add(weights.reason);
      else weights?.forEach(({ shape }) => this.addShape(shape));
    }
    for (const { incomplete } of models) if (incomplete) this.reasons.add(incomplete.reason);
  }

  private addShape(shape: Shape | Unknown): void {
    if (shape instanceof Unknown) this.reasons.add(shape.reason);
    else for (const size of shape) if (size !== null) this.addSize(size);
  }

  private addSize(size: Quantity): void {
    if (size instanceof Unknown) this.reasons.add(size.reason);
    else for (const name of symbolsOf(size)) this.symbols.add(name);
  }

  /** Whether a figure is a formula of it. */
  asNumber({ path }: SymbolicValue): boolean {
    return this.symbols.has(path);
  }

  /** Whether a figure is a formula of the numbers in it. */
  asList({ path }: SymbolicValue): boolean {
    return [...this.symbols].some((name) => name.startsWith(`${path}[`));
  }

  /** Whether a figure is not known because it is not. */
  asReason(value: SymbolicValue): boolean {
    return this.reasons.has(value.toUnknown().reason);
  }
}
