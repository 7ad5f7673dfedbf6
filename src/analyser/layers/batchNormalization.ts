// tf.layers.batchNormalization

import { Unknown, type Quantity } from '../formulas/quantity';
import { LayerError, type Dimension, type Shape } from '../graph/graph';
import { asQuantity, type ConfigReader } from './configReader';
import { isConfigList, jsonShape } from './configText';
import type { LayerDefinition } from './definition';
import { isOpen, onlyShape } from './sizes';
import { addWeight, optionalWeight } from './weights';

export const batchNormalization: LayerDefinition = {
  factory: 'batchNormalization',
  className: 'BatchNormalization',
  create: (config) => {
    const axis = readAxis(config);
    for (const part of ['beta', 'gamma', 'movingMean', 'movingVariance']) config.initializer(`${part}Initializer`);
    config.constraint('betaConstraint');
    config.constraint('gammaConstraint');
    config.regularizer('betaRegularizer');
    config.regularizer('gammaRegularizer');
    const at = (input: Shape): { axis: number | string | undefined; size: Dimension | undefined } => {
      if (typeof axis === 'string') return { axis: axis + String(input.length), size: undefined };
      if (typeof axis !== 'number') return { axis: undefined, size: new Unknown('the axis is not known') };
      const index = axis >= 0 ? axis : axis + input.length;
      return { axis: index, size: input[index] };
    };
    return {
      inputSpecs: (built) => {
        const [input] = built ?? [];
        if (!input) return [];
        const { axis: index, size } = at(input);
        if (typeof index !== 'number' || isOpen(size)) return [{ ndim: input.length }];
        return [{ ndim: input.length, axes: new Map([[index, size]]) }];
      },
      build: (inputs) => {
        const input = onlyShape(inputs);
        const { axis: index, size } = at(input);
        if (isOpen(size)) {
          throw new LayerError(
            `Axis ${String(index)} of input tensor should have a defined dimension but the layer received an input ` +
              `with shape ${jsonShape(input)}.`,
            'axis',
          );
        }
        return [
          ...optionalWeight(config, 'gamma', 'scale', [size]),
          ...optionalWeight(config, 'beta', 'center', [size]),
          addWeight(config, 'moving_mean', [size], false),
          addWeight(config, 'moving_variance', [size], false),
        ];
      },
      outputShapes: (inputs) => inputs,
    };
  },
};

/**
 * The axis of the channels. tfjs takes a list where models of newer Keras versions have one, `[3]`, and reads it as JavaScript
 * does: a list of one number from 0 on is that number, any other becomes a text to which the rank is appended.
 */
function readAxis(config: ConfigReader): Quantity | string {
  const value = config.isAbsent('axis') ? -1 : config.value('axis');
  if (!isConfigList(value)) return asQuantity(value, 'axis');
  const [first] = value;
  if (value.length === 1 && typeof first === 'number') return first >= 0 ? first : String(first);
  return value.length > 0 && value.every((element) => typeof element === 'number')
    ? value.join(',')
    : new Unknown('the axis is not known');
}
