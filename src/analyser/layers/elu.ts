// tf.layers.elu

import { LayerError } from '../graph/graph';
import { plainText } from './configText';
import type { LayerDefinition } from './definition';
import { KEEPS_SHAPE } from './pointwise';

export const elu: LayerDefinition = {
  factory: 'elu',
  className: 'ELU',
  create: (config) => {
    const alpha = config.isAbsent('alpha') ? 1 : config.value('alpha');
    if ((typeof alpha === 'number' || typeof alpha === 'string') && alpha !== 1) {
      throw new LayerError(
        `Non-default alpha value (${plainText(alpha)}) is not supported by the ELU layer yet.`,
        'alpha',
      );
    }
    return KEEPS_SHAPE;
  },
};
