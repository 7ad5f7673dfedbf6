// What a layer is made of, and one use of it.

import type { Unknown, SourceRange } from '../formulas/quantity';
import type { Application, Layer, Shape } from '../graph/graph';
import type { WrittenCall } from '../graph/writtenCall';
import type { ArrayValue, Value } from '../interpreter/values';
import type { LayerObject } from './layerObject';
import type { ModelObject } from './modelObject';
import type { TensorObject } from './tensorObject';
import type { WeightLists } from './weightLists';

type Identity = Pick<Layer, 'name' | 'className' | 'factory' | 'behaviour' | 'call' | 'path' | 'config'>;

export interface LayerParts extends Identity {
  readonly batchInputShape: Shape | Unknown | undefined;
  /** Where an entry of the configuration is written, to underline the one to blame. */
  readonly argumentRange: ((name: string) => SourceRange | undefined) | undefined;
  readonly written: (() => WrittenCall | undefined) | undefined;
  /** What a custom layer inherits from tf.layers.Layer: addWeight, build … */
  readonly members: ReadonlyMap<string, Value> | undefined;
  /** Those of a layer of a class of the program. */
  readonly weightLists?: WeightLists;
  /** The model that this layer is inside of another one. */
  readonly model?: ModelObject;
  /** No layer call made it: a model used as a layer, the input layer that tf.sequential adds. */
  readonly isImplicit: boolean;
}

/** One application of a layer object to tensor objects. */
export interface LayerUse extends Application {
  readonly layer: LayerObject;
  readonly inputs: readonly TensorObject[];
  readonly outputs: readonly TensorObject[];
  /** The list that it was applied to: tfjs keeps the list itself, and a model looks at what was added to it since. */
  readonly list?: ArrayValue;
}
