// tf.layers.minimum

import type { LayerDefinition } from './definition';
import { ELEMENTWISE_MERGE } from './merge';

export const minimum: LayerDefinition = { factory: 'minimum', className: 'Minimum', create: () => ELEMENTWISE_MERGE };
