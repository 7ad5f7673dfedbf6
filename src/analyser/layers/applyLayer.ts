// One application of a layer to shapes, in tfjs's order: check, build at the first use, check again, compute the outputs.

import { Unknown } from '../formulas/quantity';
import type { Shape, Weight } from '../graph/graph';
import { checkInputs } from './checkInputs';
import type { BuiltInBehaviour } from './definition';

export interface LayerApplication {
  /** The weights, when this was the first application; undefined otherwise. */
  readonly weights: readonly Weight[] | undefined;
  readonly outputs: readonly (Shape | Unknown)[];
}

/**
 * @param built the input shapes of the layer's first application; undefined when this is the first
 * @throws LayerError with tfjs's message where tfjs throws
 */
export function applyLayer(
  layerName: string,
  behaviour: BuiltInBehaviour,
  inputs: readonly Shape[],
  built: readonly Shape[] | undefined,
): LayerApplication {
  let weights: readonly Weight[] | undefined;
  if (!built) {
    checkInputs(layerName, behaviour.inputSpecs?.(undefined, inputs) ?? [], inputs);
    weights = behaviour.build?.(inputs) ?? [];
  }
  checkInputs(layerName, behaviour.inputSpecs?.(built ?? inputs, inputs) ?? [], inputs);
  const outputs = behaviour.outputShapes(inputs);
  return { weights, outputs: outputs.length > 0 ? outputs : [behaviour.unknownOutput ?? NO_RANK] };
}

const NO_RANK = new Unknown('the number of axes cannot be known');
