// What the program's `layer.trainable = …` and `model.trainable = …` do to the weights of a layer.

import { Unknown, type SourceRange } from '../formulas/quantity';
import type { Weight } from '../graph/graph';
import { isOpen, reasonOf, truthOf, type Value } from '../interpreter/values';

export type Flag = boolean | Unknown;

/** The two switches that tfjs keeps for a layer; nothing trains while one of them is off. */
export interface Trainability {
  /** The layer's own; undefined while only its configuration speaks. */
  readonly ofLayer: Flag | undefined;
  /** Of its weights, which a model sets without changing the layer's own. */
  readonly ofWeights: Flag;
}

export const AS_BUILT: Trainability = { ofLayer: undefined, ofWeights: true };

/** What `trainable` is set to, as true, false or unknown. */
export function toFlag(value: Value, at: SourceRange): Flag {
  return truthOf(value) ?? (isOpen(value) ? reasonOf(value, at) : true);
}

export function withTrainability(weights: readonly Weight[], trainability: Trainability): readonly Weight[] {
  if (trainability === AS_BUILT) return weights;
  return weights.map((weight) => ({ ...weight, trainable: trains(weight, trainability) }));
}

function trains({ trainable, canTrain }: Weight, { ofLayer, ofWeights }: Trainability): Flag {
  const built = ofLayer === undefined ? trainable : (canTrain ?? trainable);
  return allOf([built, ofLayer ?? true, ofWeights]);
}

function allOf(flags: readonly Flag[]): Flag {
  if (flags.includes(false)) return false;
  return flags.find((flag) => flag instanceof Unknown) ?? true;
}

/** After a branch that may have been taken. */
export function joinTrainability(a: Trainability, b: Trainability, because: Unknown): Trainability {
  if (a.ofLayer === b.ofLayer && a.ofWeights === b.ofWeights) return a;
  return {
    ofLayer: a.ofLayer === b.ofLayer ? a.ofLayer : because,
    ofWeights: joinFlags(a.ofWeights, b.ofWeights, because),
  };
}

export function joinFlags(a: Flag, b: Flag, because: Unknown): Flag {
  return a === b ? a : because;
}
