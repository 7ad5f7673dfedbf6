// One application of a layer to shapes, in tfjs's order: check, build at the first use, check again, compute the outputs.

import { Unknown } from '../formulas/quantity';
import type { Shape, Weight } from '../graph/graph';
import { checkInputs, type DtypeOf } from './checkInputs';
import type { BuiltInBehaviour } from './definition';
import { checkTensorName } from './tensorNames';

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
  dtypeOf: DtypeOf = () => 'float32',
): LayerApplication {
  let weights: readonly Weight[] | undefined;
  if (!built) {
    checkInputs(layerName, behaviour.inputSpecs?.(undefined, inputs) ?? [], inputs, dtypeOf);
    behaviour.checkBuild?.(inputs);
    weights = behaviour.build?.(inputs) ?? [];
    const [first] = weights;
    if (first && first.name !== '?') checkTensorName(`${layerName}/${first.name}`);
  }
  checkInputs(layerName, behaviour.inputSpecs?.(built ?? inputs, inputs) ?? [], inputs, dtypeOf);
  const outputs = behaviour.outputShapes(inputs);
  checkTensorName(layerName);
  return { weights, outputs: outputs.length > 0 ? outputs : [behaviour.unknownOutput ?? NO_RANK] };
}

const NO_RANK = new Unknown('the number of axes cannot be known');
