// Puts the values of a file into a model, once all of it is known to fit.

import { assignValues } from '../seededWeights';
import type { TensorFlow } from '../tensorFlow';
import type { Match } from './match';
import type { StoredTensor } from './storedTensor';
import { countElements } from './storedTensor';

export type ReadTensor = (tensor: StoredTensor) => Promise<Float32Array>;

/** Tensor by tensor, so that no more than one is in memory twice. */
export async function assignWeights(tf: TensorFlow, { fillings }: Match, read: ReadTensor): Promise<void> {
  for (const { weight, tensor, convert } of fillings) {
    const values = tensor === undefined ? new Float32Array(countElements(weight.shape)) : convert(await read(tensor));
    assignValues(tf, weight.variable, values);
  }
}
