// tf.layers.permute

import { Formula, Unknown } from '../formulas/quantity';
import { LayerError, type ConfigValue } from '../graph/graph';
import { POINTWISE, REARRANGED } from '../graph/window';
import { isConfigList, jsonText, plainText } from './configText';
import type { LayerDefinition } from './definition';
import { onlyShape } from './sizes';

export const permute: LayerDefinition = {
  factory: 'permute',
  className: 'Permute',
  create: (config) => {
    config.requireArguments('dims');
    const dims = config.value('dims');
    if (dims instanceof Unknown) {
      return {
        outputShapes: (inputs) => [onlyShape(inputs).map((size, axis) => (axis === 0 ? size : dims))],
        window: () => ({ kind: 'unknown', because: dims }),
      };
    }
    const order = readOrder(dims);
    return {
      inputSpecs: () => [{ ndim: order.length + 1 }],
      outputShapes: (inputs) => {
        const input = onlyShape(inputs);
        const moved = order.map((axis) => (axis instanceof Unknown ? axis : (input[axis] ?? null)));
        return [[...input.slice(0, 1), ...moved, ...input.slice(order.length + 1)]];
      },
      window: () => (order.every((axis, i) => axis === i + 1) ? POINTWISE : REARRANGED),
    };
  },
};

/** Axes counted from 1, the batch being 0. */
function readOrder(dims: ConfigValue): readonly (number | Unknown)[] {
  if (dims === undefined || dims === null) {
    throw new LayerError('Required configuration field `dims` is missing during Permute constructor call.', 'dims');
  }
  if (!isConfigList(dims)) {
    throw new LayerError(
      `Permute constructor requires \`dims\` to be an Array, but received ${plainText(dims)} instead.`,
      'dims',
    );
  }
  const symbolic = dims.find((axis) => axis instanceof Unknown || axis instanceof Formula);
  if (symbolic !== undefined) {
    const because = symbolic instanceof Unknown ? symbolic : new Unknown('an axis of dims has no known value');
    return dims.map((axis) => (typeof axis === 'number' ? axis : because));
  }
  // tfjs sorts as text: with ten axes or more no order passes.
  const sorted = dims.map((axis) => plainText(axis)).sort();
  if (!dims.every((axis) => typeof axis === 'number') || !sorted.every((axis, i) => Number(axis) === i + 1)) {
    throw new LayerError(
      `Invalid permutation \`dims\`: ${jsonText(dims)} \`dims\` must contain consecutive integers starting from 1.`,
      'dims',
    );
  }
  return dims;
}
