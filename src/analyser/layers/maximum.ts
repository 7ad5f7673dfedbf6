// tf.layers.maximum

import type { LayerDefinition } from './definition';
import { ELEMENTWISE_MERGE } from './merge';

export const maximum: LayerDefinition = { factory: 'maximum', className: 'Maximum', create: () => ELEMENTWISE_MERGE };
