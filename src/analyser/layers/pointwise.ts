// Layers that compute each position from the same position of the input and keep the shape.

import type { BuiltInBehaviour } from './definition';

/** tfjs's Layer.computeOutputShape: as many outputs as inputs, of the same shapes. */
export const KEEPS_SHAPE: BuiltInBehaviour = { outputShapes: (inputs) => inputs };
