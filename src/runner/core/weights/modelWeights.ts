// The weights of a model, each with its layer and its part in it.

import type { Layer, LayersModel, LayerVariable } from '../tensorFlow';
import { quoteName } from './storedTensor';

export interface ModelWeight {
  /** "conv1/kernel": what `model.save()` calls it. */
  readonly name: string;
  readonly layer: Layer;
  readonly layerName: string;
  /** "kernel", "bias", "gamma", … */
  readonly part: string;
  readonly shape: readonly number[];
  readonly variable: LayerVariable;
}

/** "conv1/kernel" → "conv1" and "kernel". */
export function splitName(name: string): readonly [layerName: string, part: string] {
  const at = name.lastIndexOf('/');
  return [name.slice(0, Math.max(0, at)), name.slice(at + 1)];
}

/** In the order of the layers; a weight that several layers share is listed once. */
export function listModelWeights(model: LayersModel): ModelWeight[] {
  const weights = new Map<number, ModelWeight>();
  for (const layer of model.layers) {
    for (const variable of layer.weights) {
      if (weights.has(variable.id)) continue;
      const name = variable.originalName;
      const [layerName, part] = splitName(name);
      weights.set(variable.id, { name, layer, layerName, part, shape: variable.shape as number[], variable });
    }
  }
  return [...weights.values()];
}

export function describeWeight({ name }: ModelWeight): string {
  return `weight ${quoteName(name)}`;
}
