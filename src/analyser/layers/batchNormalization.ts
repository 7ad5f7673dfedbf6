// tf.layers.batchNormalization

import { Unknown } from '../formulas/quantity';
import { LayerError, type Dimension, type Shape } from '../graph/graph';
import { jsonShape } from './configText';
import type { LayerDefinition } from './definition';
import { isOpen, onlyShape } from './sizes';
import { addWeight, optionalWeight } from './weights';

export const batchNormalization: LayerDefinition = {
  factory: 'batchNormalization',
  className: 'BatchNormalization',
  create: (config) => {
    const axis = config.isAbsent('axis') ? -1 : config.quantity('axis');
    for (const part of ['beta', 'gamma', 'movingMean', 'movingVariance']) config.initializer(`${part}Initializer`);
    config.constraint('betaConstraint');
    config.constraint('gammaConstraint');
    config.regularizer('betaRegularizer');
    config.regularizer('gammaRegularizer');
    const at = (input: Shape): { axis: number | undefined; size: Dimension | undefined } => {
      if (typeof axis !== 'number') return { axis: undefined, size: new Unknown('the axis is not known') };
      const index = axis >= 0 ? axis : axis + input.length;
      return { axis: index, size: input[index] };
    };
    return {
      inputSpecs: (built) => {
        const [input] = built ?? [];
        if (!input) return [];
        const { axis: index, size } = at(input);
        if (index === undefined || isOpen(size)) return [{ ndim: input.length }];
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
