// tf.layers.concatenate

import { add, Unknown } from '../formulas/quantity';
import { LayerError, type Dimension, type Shape } from '../graph/graph';
import { POINTWISE } from '../graph/window';
import { jsonShape } from './configText';
import type { LayerDefinition } from './definition';
import { isOpen } from './sizes';

export const concatenate: LayerDefinition = {
  factory: 'concatenate',
  className: 'Concatenate',
  create: (config) => {
    const axis = config.isAbsent('axis') ? -1 : config.quantity('axis');
    return {
      checkBuild: (inputs) => {
        if (inputs.length === 1) {
          throw new LayerError('A `Concatenate` layer should be called on a list of at least 2 inputs');
        }
        if (typeof axis === 'number' && haveDifferentSizes(inputs, axis)) {
          throw new LayerError(
            'A `Concatenate` layer requires inputs with matching shapes except for the concat axis. ' +
              `Got input shapes: [${inputs.map(jsonShape).join(',')}]`,
          );
        }
      },
      outputShapes: (inputs) => {
        if (inputs.length === 1) throw new LayerError('A `Concatenate` layer should be called on a list of inputs.');
        const [first = [], ...others] = inputs;
        if (typeof axis !== 'number')
          return [first.map(() => new Unknown('the axis of the concatenation is not known'))];
        const result = [...first];
        const index = axis < 0 ? first.length + axis : axis;
        result[index] =
          others.reduce<Dimension | undefined>((total, shape) => addSizes(total, shape[index]), first[index]) ?? null;
        return [Array.from(result, (size) => size ?? null)];
      },
      window: (inputs) => {
        const rank = inputs[0]?.length ?? 0;
        if (axis === -1 || axis === rank - 1) return POINTWISE;
        return {
          kind: 'unknown',
          because: new Unknown('inputs are concatenated along an axis that is not the channels'),
        };
      },
    };
  },
};

function addSizes(a: Dimension | undefined, b: Dimension | undefined): Dimension {
  return isOpen(a) || isOpen(b) ? null : add(a, b);
}

/** Whether two inputs certainly differ outside the axis; an open size differs from a number for tfjs. */
function haveDifferentSizes(inputs: readonly Shape[], axis: number): boolean {
  const others = inputs.map((shape) => shape.toSpliced(axis, 1));
  return others.some((a) => others.some((b) => a.length !== b.length || a.some((size, i) => differ(size, b[i]!))));
}

function differ(a: Dimension, b: Dimension): boolean {
  if (a instanceof Unknown || b instanceof Unknown) return false;
  if (a === null || b === null) return a !== b;
  return typeof a === 'number' && typeof b === 'number' && a !== b;
}
