// What a match of a file with a model comes to, and the check that every tensor of it passes.

import { RunError } from '../failure';
import type { ModelWeight } from './modelWeights';
import type { Preprocessing } from './preprocessing';
import { describeShape, quoteName, type StoredTensor } from './storedTensor';

/** Where a weight's values come from; without a tensor they are 0. */
export interface Filling {
  readonly weight: ModelWeight;
  readonly tensor: StoredTensor | undefined;
  readonly convert: (values: Float32Array) => Float32Array;
}

export interface Match {
  readonly fillings: readonly Filling[];
  readonly preprocessing: Preprocessing;
  /** A tensor to subtract from the picture, pixel by pixel. */
  readonly meanPicture: StoredTensor | undefined;
  /** What the user should know, one sentence each. */
  readonly notes: readonly string[];
  /** "layer names", "torchvision or timm names", …: how they were matched. */
  readonly manner: string;
}

export interface ListedFile {
  /** What to call it in messages. */
  readonly label: string;
  readonly format: 'safetensors' | 'tfjs';
  readonly tensors: readonly StoredTensor[];
  /** Names of the layers in the model's order; empty when the file does not tell it. */
  readonly layerOrder: readonly string[];
}

/** @throws RunError when the tensor cannot fill a weight of this shape */
export function checkFit(tensor: StoredTensor, shape: readonly number[], needing: string, file: ListedFile): void {
  if (tensor.shape.length !== shape.length || tensor.shape.some((size, axis) => size !== shape[axis])) {
    throw new RunError(
      `Tensor ${quoteName(tensor.name)} of ${file.label} has shape ${describeShape(tensor.shape)}, but ${needing} needs ${describeShape(shape)}. No weights were loaded.`,
    );
  }
  if (tensor.decode === undefined) {
    throw new RunError(
      `Tensor ${quoteName(tensor.name)} of ${file.label} has elements of type ${tensor.elementType}; weights are floating point numbers. No weights were loaded.`,
    );
  }
}
