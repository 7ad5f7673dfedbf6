// tf.layers.resizing

import { Unknown } from '../formulas/quantity';
import type { LayerDefinition } from './definition';
import { checkInterpolation } from './interpolation';
import { onlyShape } from './sizes';

export const resizing: LayerDefinition = {
  factory: 'resizing',
  className: 'Resizing',
  create: (config) => {
    config.requireArguments('height');
    const height = config.quantity('height');
    const width = config.quantity('width');
    checkInterpolation(config);
    return {
      // tfjs answers a shape without a batch, whatever the input's rank.
      outputShapes: (inputs) => [[height, width, onlyShape(inputs)[2] ?? null]],
      window: () => ({ kind: 'unknown', because: new Unknown('the output of resizing has no batch axis in tfjs') }),
    };
  },
};
