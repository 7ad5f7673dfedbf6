// tf.layers.layerNormalization

import { Unknown, type Quantity } from '../formulas/quantity';
import { LayerError, type Shape } from '../graph/graph';
import { GLOBAL, POINTWISE } from '../graph/window';
import { asQuantity, type ConfigReader } from './configReader';
import { isConfigList, jsonText, plainText } from './configText';
import type { LayerDefinition } from './definition';
import { onlyShape } from './sizes';
import { optionalWeight } from './weights';

export const layerNormalization: LayerDefinition = {
  factory: 'layerNormalization',
  className: 'LayerNormalization',
  create: (config) => {
    const axes = readAxes(config);
    config.initializer('betaInitializer');
    config.initializer('gammaInitializer');
    config.regularizer('betaRegularizer');
    config.regularizer('gammaRegularizer');
    return {
      build: (inputs) => {
        const input = onlyShape(inputs);
        const shape = normalisedSizes(axes, input);
        return [...optionalWeight(config, 'gamma', 'scale', shape), ...optionalWeight(config, 'beta', 'center', shape)];
      },
      outputShapes: (inputs) => inputs,
      // Mean and variance of other axes than the channels come from all positions.
      window: (inputs) => {
        const last = onlyShape(inputs).length - 1;
        const unknown = axes.find((axis) => typeof axis !== 'number');
        if (unknown !== undefined) return { kind: 'unknown', because: new Unknown('the axis is not known') };
        return axes.every((axis) => axis === -1 || axis === last) ? POINTWISE : GLOBAL;
      },
    };
  },
};

function readAxes(config: ConfigReader): readonly Quantity[] {
  const value = config.isAbsent('axis') ? -1 : config.value('axis');
  if (typeof value === 'number' && !Number.isInteger(value)) {
    throw new LayerError(`Expected axis to be an integer, but received ${plainText(value)}`, 'axis');
  }
  if (isConfigList(value)) {
    const axes = value.map((axis) => asQuantity(axis, 'axis'));
    if (value.some((axis, i) => !(axis === axes[i] && (typeof axis !== 'number' || Number.isInteger(axis))))) {
      throw new LayerError(`Expected axis to be an array of integers, but received ${jsonText(value)}`, 'axis');
    }
    return axes;
  }
  const axis = asQuantity(value, 'axis');
  if (axis !== value) {
    throw new LayerError(
      `Expected axis to be an integer or an array of integers, but received ${jsonText(value)}`,
      'axis',
    );
  }
  return [axis];
}

/** The sizes of the weights: those of the normalised axes. */
function normalisedSizes(axes: readonly Quantity[], input: Shape): Shape {
  const rank = input.length;
  const indices = axes.map((axis) => (typeof axis === 'number' && axis < 0 ? axis + rank : axis));
  const invalid = indices.find((axis) => typeof axis === 'number' && (axis < 0 || axis >= rank));
  if (invalid !== undefined) throw new LayerError(`Invalid axis: ${plainText(invalid)}`, 'axis');
  const known = indices.filter((axis) => typeof axis === 'number');
  if (new Set(known).size !== known.length) {
    throw new LayerError(`Found duplicate axes in: ${plainText(indices)}`, 'axis');
  }
  return indices.map((axis) =>
    typeof axis === 'number' ? (input[axis] ?? null) : new Unknown('the axis is not known'),
  );
}
