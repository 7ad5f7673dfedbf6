// tf.layers.flatten

import { product } from '../formulas/quantity';
import { LayerError } from '../graph/graph';
import { countable } from '../graph/shape';
import { REARRANGED } from '../graph/window';
import { joinedShape } from './configText';
import type { LayerDefinition } from './definition';
import { onlyShape } from './sizes';

export const flatten: LayerDefinition = {
  factory: 'flatten',
  className: 'Flatten',
  create: () => ({
    inputSpecs: () => [{ minNDim: 3 }],
    outputShapes: (inputs) => {
      const [batch = null, ...sizes] = onlyShape(inputs);
      if (sizes.includes(null)) {
        throw new LayerError(
          `The shape of the input to "Flatten" is not fully defined (got ${joinedShape(sizes)}). Make sure to pass a ` +
            'complete "input_shape" or "batch_input_shape" argument to the first layer in your model.',
        );
      }
      return [[batch, product(sizes.map(countable))]];
    },
    window: () => REARRANGED,
  }),
};
