// tf.layers.reshape

import { divide, product, remainder, Unknown, type Quantity } from '../formulas/quantity';
import { LayerError, type ConfigValue, type Dimension, type Shape } from '../graph/graph';
import { countable } from '../graph/shape';
import { REARRANGED } from '../graph/window';
import { asQuantity } from './configReader';
import { isConfigList } from './configText';
import type { LayerDefinition } from './definition';
import { onlyShape } from './sizes';

export const reshape: LayerDefinition = {
  factory: 'reshape',
  className: 'Reshape',
  create: (config) => {
    config.requireArguments('targetShape');
    const value = config.value('targetShape');
    if (value === undefined || value === null) {
      throw new LayerError(`Cannot read properties of ${String(value)} (reading 'length')`, 'targetShape');
    }
    if (!isConfigList(value)) {
      const because = value instanceof Unknown ? value : new Unknown('targetShape is not a list of sizes');
      return { unknownOutput: because, outputShapes: () => [], window: () => REARRANGED };
    }
    const target = value.map(readSize);
    return {
      outputShapes: (inputs) => {
        // tfjs takes the list of shapes for a shape, whose size is no number.
        if (inputs.length > 1)
          throw new LayerError(hasTwoOpenSizes(target) ? TWO_OPEN_SIZES : OTHER_SIZE, 'targetShape');
        const input = onlyShape(inputs);
        return [[...input.slice(0, 1), ...targetSizes(input, target)]];
      },
      window: () => REARRANGED,
    };
  },
};

const TWO_OPEN_SIZES = 'Can only specifiy one unknown dimension.';
const OTHER_SIZE = 'Total size of new array must be unchanged.';

function hasTwoOpenSizes(target: readonly Dimension[]): boolean {
  return target.indexOf(null) !== target.lastIndexOf(null);
}

function readSize(size: ConfigValue): Dimension {
  if (size === undefined || size === null || (typeof size === 'number' && size < 0)) return null;
  return asQuantity(size, 'targetShape');
}

/**
 * The open size of the target (null) becomes a number only when tfjs knows every size of the input, the batch too;
 * with an open batch tfjs leaves it open and checks nothing before the model runs.
 */
function targetSizes(input: Shape, target: readonly Dimension[]): readonly Dimension[] {
  if (input.some((size) => size === null || (typeof size === 'number' && size < 0))) return target;
  const unknown = [...input, ...target].find((size) => size instanceof Unknown);
  if (hasTwoOpenSizes(target)) {
    if (input.some((size) => size instanceof Unknown)) return target.map((size) => size ?? unknown ?? null);
    throw new LayerError(TWO_OPEN_SIZES, 'targetShape');
  }
  if (unknown instanceof Unknown) return target.map((size) => size ?? unknown);
  const original = product(input.slice(1).map(countable));
  const known = product(target.filter((size) => size !== null));
  if (doesNotFit(original, known, target.includes(null))) {
    throw new LayerError(OTHER_SIZE, 'targetShape');
  }
  return target.map((size) => size ?? divide(original, known));
}

function doesNotFit(original: Quantity, known: Quantity, hasOpenSize: boolean): boolean {
  if (typeof original !== 'number' || typeof known !== 'number') return false;
  return hasOpenSize ? known === 0 || remainder(original, known) !== 0 : original !== known;
}
