// tf.layers.inputLayer

import { Unknown } from '../formulas/quantity';
import { LayerError } from '../graph/graph';
import { readBatchInputShape } from './batchInputShape';
import type { LayerDefinition } from './definition';
import { checkTensorName } from './tensorNames';

export const inputLayer: LayerDefinition = {
  factory: 'inputLayer',
  className: 'InputLayer',
  create: (config) => {
    config.requireArguments('dtype');
    if (config.isPresent('inputShape') && config.isPresent('batchInputShape')) {
      throw new LayerError(
        'Only provide the inputShape OR batchInputShape argument to inputLayer, not both at the same time.',
        'inputShape',
      );
    }
    const shape = readBatchInputShape(inputLayer, config);
    if (shape === undefined) {
      throw new LayerError('An InputLayer should be passed either a `batchInputShape` or an `inputShape`.');
    }
    if (config.isPresent('batchInputShape') && config.isPresent('batchSize')) {
      throw new LayerError(
        'Cannot specify batchSize if batchInputShape is specified when creating an InputLayer.',
        'batchSize',
      );
    }
    const name = config.value('name');
    if (typeof name === 'string' && name !== '') checkTensorName(name);
    return shape instanceof Unknown
      ? { unknownOutput: shape, outputShapes: () => [] }
      : { outputShapes: () => [shape] };
  },
};
