// tf.layers.prelu

import { Unknown, type Quantity } from '../formulas/quantity';
import { LayerError, type Dimension } from '../graph/graph';
import { asQuantity, type ConfigReader } from './configReader';
import { isConfigList, plainText } from './configText';
import type { LayerDefinition } from './definition';
import { onlyShape } from './sizes';
import { addWeight } from './weights';

export const prelu: LayerDefinition = {
  factory: 'prelu',
  className: 'PReLU',
  create: (config) => {
    config.initializer('alphaInitializer');
    config.regularizer('alphaRegularizer');
    config.constraint('alphaConstraint');
    const shared = readSharedAxes(config);
    return {
      inputSpecs: (built) => {
        const [input] = built ?? [];
        if (!input) return [];
        const axes = shared ? new Map(input.map((size, axis) => [axis, size] as const).slice(1)) : undefined;
        return [{ ndim: input.length, ...(axes && { axes }) }];
      },
      build: (inputs) => [addWeight(config, 'alpha', slopeSizes(onlyShape(inputs).slice(1), shared))],
      outputShapes: (inputs) => inputs,
    };
  },
};

/** Axes, counted from 1, along which all positions share one slope. */
function readSharedAxes(config: ConfigReader): readonly Quantity[] | undefined {
  if (config.isAbsent('sharedAxes')) return undefined;
  const value = config.value('sharedAxes');
  if (isConfigList(value)) return value.map((axis) => asQuantity(axis, 'sharedAxes'));
  const axis = asQuantity(value, 'sharedAxes');
  if (axis === value) return [axis];
  throw new LayerError(
    `Expected sharedAxes to be a number or an array of numbers, but got ${plainText(value)}`,
    'sharedAxes',
  );
}

function slopeSizes(sizes: readonly Dimension[], shared: readonly Quantity[] | undefined): readonly Dimension[] {
  const unknown = shared?.find((axis) => typeof axis !== 'number');
  if (unknown !== undefined) return sizes.map(() => new Unknown('the shared axes are not known'));
  return sizes.map((size, i) => (shared?.includes(i + 1) ? 1 : size));
}
