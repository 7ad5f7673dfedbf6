// tf.layers.add

import type { LayerDefinition } from './definition';
import { ELEMENTWISE_MERGE } from './merge';

export const add: LayerDefinition = { factory: 'add', className: 'Add', create: () => ELEMENTWISE_MERGE };
