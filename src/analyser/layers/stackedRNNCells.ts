// tf.layers.stackedRNNCells

import { Unknown } from '../formulas/quantity';
import type { ConfigValue, Shape } from '../graph/graph';
import { asLayer } from './configReader';
import { isConfigList } from './configText';
import type { BuiltInBehaviour, LayerDefinition } from './definition';
import { freeze } from './weights';
import { followCell, unknownCell, type FollowedCell } from './nestedLayer';

export const stackedRNNCells: LayerDefinition = {
  factory: 'stackedRNNCells',
  className: 'StackedRNNCells',
  create: (config) => {
    config.requireArguments('cells');
    const stack = stackCells(config.value('cells'));
    return {
      ...stack.behaviour,
      build: (inputs) => freeze(config, stack.behaviour.build?.(inputs) ?? []),
      cell: stack.cell,
    };
  },
};

/** Cells one after the other as one cell; of unknown size when one of them is unknown or no cell. */
export function stackCells(value: ConfigValue): FollowedCell {
  if (!isConfigList(value)) {
    return unknownCell(value instanceof Unknown ? value : new Unknown('cells is not a list of cells'));
  }
  const cells: FollowedCell[] = [];
  for (const entry of value) {
    const cell = followCell(asLayer(entry, 'cells')) ?? new Unknown('one of the cells is not a recurrent cell');
    if (cell instanceof Unknown) return unknownCell(cell);
    cells.push(cell);
  }
  const behaviour: BuiltInBehaviour = {
    build: (inputs) => {
      const shapes = stepShapes(cells, inputs[0] ?? []);
      return cells.flatMap((cell, i) => cell.behaviour.build?.([shapes[i]!]) ?? []);
    },
    outputShapes: (inputs) => inputs,
  };
  return {
    behaviour,
    cell: {
      // tfjs lists the states from the last cell to the first, so that the output comes first.
      stateSizes: cells.toReversed().flatMap(({ cell }) => cell.stateSizes),
      stepMacs: (input) => {
        const shapes = stepShapes(cells, input);
        return cells.flatMap(({ cell }, i) => cell.stepMacs(shapes[i]!, [input[0] ?? null, ...cell.stateSizes]));
      },
    },
  };
}

/** The input of each cell: the output of the one before. */
function stepShapes(cells: readonly FollowedCell[], input: Shape): readonly Shape[] {
  return cells.map((_, i) => (i === 0 ? input : [input[0] ?? null, cells[i - 1]!.cell.stateSizes[0] ?? null]));
}
