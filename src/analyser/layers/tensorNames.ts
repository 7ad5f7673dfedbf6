// The names that tfjs accepts for tensors and weights: layers give them theirs.

import { LayerError } from '../graph/graph';

const VALID = /^[A-Za-z0-9][-A-Za-z0-9._/]*$/;

/** @throws LayerError with tfjs's message; the entry to blame is the layer's name */
export function checkTensorName(name: string): void {
  if (!VALID.test(name)) throw new LayerError(`Not a valid tensor name: '${name}'`, 'name');
}
