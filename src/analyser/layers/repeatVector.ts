// tf.layers.repeatVector

import { REARRANGED } from '../graph/window';
import type { LayerDefinition } from './definition';
import { onlyShape } from './sizes';

export const repeatVector: LayerDefinition = {
  factory: 'repeatVector',
  className: 'RepeatVector',
  create: (config) => {
    config.requireArguments('n');
    const times = config.quantity('n');
    return {
      inputSpecs: () => [{ ndim: 2 }],
      outputShapes: (inputs) => {
        const [batch = null, features = null] = onlyShape(inputs);
        return [[batch, times, features]];
      },
      window: () => REARRANGED,
    };
  },
};
