// What the figures of layers and models ask for: the symbols in them, and why others are not known.

import { Unknown, type Quantity } from '../formulas/quantity';
import { symbolsOf } from '../formulas/substitute';
import type { Shape } from '../graph/graph';
import type { SymbolicValue } from '../interpreter/values';
import type { LayerObject } from '../tensorflow/layerObject';
import type { ModelObject } from '../tensorflow/modelObject';

/** Looked for when one may be among them: most functions have no parameter without a value. */
export class AskedSymbols {
  private found: Asked | undefined;

  constructor(
    private readonly layers: readonly LayerObject[],
    private readonly models: readonly ModelObject[],
  ) {}

  private get asked(): Asked {
    return (this.found ??= findAsked(this.layers, this.models));
  }

  /** Whether a figure is a formula of it. */
  asNumber({ path, isWantedAsNumber }: SymbolicValue): boolean {
    return isWantedAsNumber && this.asked.symbols.has(path);
  }

  /** Whether a figure is a formula of the numbers in it. */
  asList({ path, listLength }: SymbolicValue): boolean {
    if (listLength === undefined) return false;
    return [...this.asked.symbols].some((name) => name.startsWith(`${path}[`));
  }

  /** Whether a figure is not known because it is not. */
  asReason(value: SymbolicValue): boolean {
    return this.asked.reasons.has(value.toUnknown().reason);
  }
}

interface Asked {
  readonly symbols: ReadonlySet<string>;
  readonly reasons: ReadonlySet<string>;
}

function findAsked(layers: readonly LayerObject[], models: readonly ModelObject[]): Asked {
  const symbols = new Set<string>();
  const reasons = new Set<string>();
  const addSize = (size: Quantity): void => {
    if (size instanceof Unknown) reasons.add(size.reason);
    else for (const name of symbolsOf(size)) symbols.add(name);
  };
  const addShape = (shape: Shape | Unknown): void => {
    if (shape instanceof Unknown) reasons.add(shape.reason);
    else for (const size of shape) if (size !== null) addSize(size);
  };
  for (const { uses, weights } of layers) {
    for (const { outputs } of uses) for (const { shape } of outputs) addShape(shape);
    if (weights instanceof Unknown) reasons.add(weights.reason);
    else weights?.forEach(({ shape }) => addShape(shape));
  }
  for (const { incomplete } of models) if (incomplete) reasons.add(incomplete.reason);
  return { symbols, reasons };
}
