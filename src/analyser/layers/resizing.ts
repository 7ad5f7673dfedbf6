// tf.layers.resizing

import { Unknown } from '../formulas/quantity';
import { LayerError } from '../graph/graph';
import { plainText } from './configText';
import type { LayerDefinition } from './definition';
import { onlyShape } from './sizes';

export const resizing: LayerDefinition = {
  factory: 'resizing',
  className: 'Resizing',
  create: (config) => {
    config.requireArguments('height');
    const height = config.quantity('height');
    const width = config.quantity('width');
    const interpolation = config.value('interpolation');
    const isKnown = interpolation === 'bilinear' || interpolation === 'nearest' || interpolation instanceof Unknown;
    if (interpolation && !isKnown) {
      throw new LayerError(
        `Invalid interpolation parameter: ${plainText(interpolation)} is not implemented`,
        'interpolation',
      );
    }
    return {
      // tfjs answers a shape without a batch, whatever the input's rank.
      outputShapes: (inputs) => [[height, width, onlyShape(inputs)[2] ?? null]],
      window: () => ({ kind: 'unknown', because: new Unknown('the output of resizing has no batch axis in tfjs') }),
    };
  },
};
