// tf.layers.dense

import type { InputSpec, Shape } from '../graph/graph';
import { countable } from '../graph/shape';
import { GLOBAL, POINTWISE } from '../graph/window';
import { readBatchSize } from './batchInputShape';
import { biasWeights, refuseActivityPenalty } from './convolution';
import type { LayerDefinition } from './definition';
import { isOpen, onlyShape } from './sizes';
import { addWeight } from './weights';

export const dense: LayerDefinition = {
  factory: 'dense',
  className: 'Dense',
  create: (config) => {
    config.requireArguments('batchInputShape');
    const units = config.positiveInteger('units');
    config.activation();
    const useBias = config.flag('useBias', true);
    config.initializer('kernelInitializer');
    config.initializer('biasInitializer');
    config.constraint('kernelConstraint');
    config.constraint('biasConstraint');
    config.regularizer('kernelRegularizer');
    config.regularizer('biasRegularizer');
    config.regularizer('activityRegularizer');
    return {
      inputSpecs: (built) => specs(built),
      build: (inputs) => [
        addWeight(config, 'kernel', [onlyShape(inputs).at(-1) ?? null, units]),
        ...biasWeights(config, useBias, units),
      ],
      outputShapes: (inputs) => {
        const shape = onlyShape(inputs);
        refuseActivityPenalty(config);
        return [[...shape.slice(0, -1), units]];
      },
      macs: (inputs) => {
        const [, ...sizes] = onlyShape(inputs);
        return [[countable(sizes.at(-1)), units, ...sizes.slice(0, -1).map(countable)]];
      },
      window: (inputs) => (onlyShape(inputs).length > 2 ? POINTWISE : GLOBAL),
    };
  },
  batchInputShape: (config) =>
    config.isAbsent('inputDim') ? undefined : [readBatchSize(config), config.quantity('inputDim')],
};

function specs(built: readonly Shape[] | undefined): readonly InputSpec[] {
  const features = built?.[0]?.at(-1);
  return [isOpen(features) ? { minNDim: 2 } : { minNDim: 2, axes: new Map([[-1, features]]) }];
}
