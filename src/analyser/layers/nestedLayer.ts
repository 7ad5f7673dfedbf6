// Layers inside layers: the cells of recurrent layers and the layers in wrappers.

import { Unknown } from '../formulas/quantity';
import type { Layer, Weight } from '../graph/graph';
import type { BuiltInBehaviour, RecurrentCell } from './definition';

export interface FollowedCell {
  readonly behaviour: BuiltInBehaviour;
  readonly cell: RecurrentCell;
}

/**
 * A layer as the cell of a recurrent layer.
 * @returns undefined for a layer that certainly is no cell; Unknown for a class of the program's own
 */
export function followCell(layer: Layer | Unknown): FollowedCell | Unknown | undefined {
  if (layer instanceof Unknown) return layer;
  const behaviour: BuiltInBehaviour = layer.behaviour;
  if (behaviour.cell) return { behaviour, cell: behaviour.cell };
  return layer.factory === undefined ? new Unknown(`the states of ${layer.className} are not known`) : undefined;
}

/** A cell of which nothing is known. */
export function unknownCell(because: Unknown): FollowedCell {
  return {
    behaviour: { outputShapes: (inputs) => inputs, build: () => [unknownWeights(because)] },
    cell: { stateSizes: [because], stepMacs: () => [[because]] },
  };
}

/** Stands for weights that cannot be known. */
export function unknownWeights(because: Unknown): Weight {
  return { name: 'weights', shape: [because], trainable: true };
}
