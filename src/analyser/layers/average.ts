// tf.layers.average

import type { LayerDefinition } from './definition';
import { ELEMENTWISE_MERGE } from './merge';

export const average: LayerDefinition = { factory: 'average', className: 'Average', create: () => ELEMENTWISE_MERGE };
