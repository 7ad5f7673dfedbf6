// Weights as a layer's build makes them.

import { LayerError, type Shape, type Weight } from '../graph/graph';
import type { ConfigReader } from './configReader';
import { joinedShape } from './configText';
import { checkInitializer } from './initializers';

/** The entry of the configuration that says how a weight begins. */
const INITIALIZERS = {
  kernel: 'kernelInitializer',
  depthwise_kernel: 'depthwiseInitializer',
  pointwise_kernel: 'pointwiseInitializer',
  recurrent_kernel: 'recurrentInitializer',
  bias: 'biasInitializer',
  gamma: 'gammaInitializer',
  beta: 'betaInitializer',
  moving_mean: 'movingMeanInitializer',
  moving_variance: 'movingVarianceInitializer',
  alpha: 'alphaInitializer',
  embeddings: 'embeddingsInitializer',
} as const;

type WeightName = keyof typeof INITIALIZERS;

/** @throws LayerError when the shape has a size that no tensor can have */
export function checkWeightShape(shape: Shape): void {
  for (const size of shape) {
    if (size !== null && typeof size !== 'number') continue;
    if (size === null || !Number.isInteger(size) || size < 0) {
      throw new LayerError(
        `Tensor must have a shape comprised of positive integers but got shape [${joinedShape(shape)}].`,
      );
    }
  }
}

/**
 * tfjs's addWeight: all weights of a layer with `trainable: false` are non-trainable.
 * @throws LayerError when the shape has a size that no tensor can have
 */
export function addWeight(config: ConfigReader, name: WeightName, shape: Shape, trainable = true): Weight {
  const initializer = INITIALIZERS[name];
  checkInitializer(config.value(initializer), shape, undefined, initializer);
  checkWeightShape(shape);
  const isTrained = config.flag('trainable', true);
  if (!trainable || isTrained === true) return { name, shape, trainable };
  return { name, shape, trainable: isTrained, canTrain: true };
}

/** A weight that an entry of the configuration turns on (the default) or off; of unknown size when that cannot be known. */
export function optionalWeight(config: ConfigReader, name: WeightName, entry: string, shape: Shape): readonly Weight[] {
  const isOn = config.flag(entry, true);
  if (isOn === false) return [];
  return [addWeight(config, name, isOn === true ? shape : [isOn])];
}

/** The weights of layers inside another one: `trainable: false` on the outer layer makes them non-trainable. */
export function freeze(config: ConfigReader, weights: readonly Weight[]): readonly Weight[] {
  const isTrained = config.flag('trainable', true);
  if (isTrained === true) return weights;
  return weights.map((weight) => ({
    ...weight,
    trainable: weight.trainable === false ? false : isTrained,
    canTrain: weight.canTrain ?? weight.trainable === true,
  }));
}
