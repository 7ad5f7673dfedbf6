// The form of a layer file: one per factory of tf.layers.

import type { Unknown } from '../formulas/quantity';
import type { SumOfProducts } from '../formulas/sumOfProducts';
import type { InputSpec, LayerBehaviour, Shape } from '../graph/graph';
import type { ConfigReader } from './configReader';

/**
 * What the analyser knows about one factory of tf.layers.
 * `create` does what the tfjs constructor does: it checks the configuration and throws LayerError with tfjs's message.
 */
export interface LayerDefinition {
  /** The name in tf.layers: `conv2d`. */
  readonly factory: string;
  /** tfjs's class name, from which layer names are made: `Conv2D`. */
  readonly className: string;
  create(config: ConfigReader): BuiltInBehaviour;
  /** Where the layer takes the shape of a first input from other entries than all layers do (dense: inputDim). */
  batchInputShape?(config: ConfigReader): Shape | Unknown | undefined;
}

export interface BuiltInBehaviour extends LayerBehaviour {
  /** As LayerBehaviour's; recurrent layers also take initial states, so that their demands depend on the number of inputs. */
  inputSpecs?(built: readonly Shape[] | undefined, inputs?: readonly Shape[]): readonly InputSpec[];
  /** Set for the cells of recurrent layers. */
  readonly cell?: RecurrentCell;
}

/** What a recurrent layer asks of its cell. */
export interface RecurrentCell {
  /** tfjs's stateSize as a list: the output size first. */
  readonly stateSizes: Shape;
  /** Multiply-adds of one step; `input` has no time axis, `output` is the shape of the cell's output. */
  stepMacs(input: Shape, output: Shape): SumOfProducts;
}
