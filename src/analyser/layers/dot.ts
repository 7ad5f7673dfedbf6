// tf.layers.dot

import { Unknown, type Quantity } from '../formulas/quantity';
import { LayerError, type ConfigValue, type Dimension, type Shape } from '../graph/graph';
import { asQuantity, type ConfigReader } from './configReader';
import { isConfigList, sizeText } from './configText';
import type { LayerDefinition } from './definition';

export const dot: LayerDefinition = {
  factory: 'dot',
  className: 'Dot',
  create: (config) => {
    config.requireArguments('axes');
    return {
      checkBuild: (inputs) => {
        const [a, b] = twoShapes(inputs);
        const axes = readAxes(config, a, b);
        if (axes instanceof Unknown) return;
        const [left, right] = [a[axes[0]], b[axes[1]]];
        if (certainlyDiffer(left, right)) {
          throw new LayerError(`Dimension incompatibility: ${sizeText(left)} !== ${sizeText(right)}`, 'axes');
        }
      },
      outputShapes: (inputs) => {
        const [a, b] = twoShapes(inputs);
        const axes = readAxes(config, a, b);
        if (axes instanceof Unknown) {
          const rank = Math.max(a.length - 1 + Math.max(b.length - 2, 0), 2);
          return [Array.from({ length: rank }, (_, i) => (i === 0 ? (a[0] ?? null) : axes))];
        }
        const shape = [...a.toSpliced(axes[0], 1), ...b.toSpliced(axes[1], 1).slice(1)];
        return [shape.length === 1 ? [...shape, 1] : shape];
      },
      window: () => ({ kind: 'unknown', because: new Unknown('a dot product mixes the positions of its inputs') }),
    };
  },
};

function twoShapes(inputs: readonly Shape[]): readonly [Shape, Shape] {
  const [a, b] = inputs;
  if (inputs.length !== 2 || !a || !b) {
    throw new LayerError('A `Dot` layer should be called on a list of exactly 2 inputs.');
  }
  if (a.length > 3 || b.length > 3) {
    throw new LayerError('Dot layer does not support tensors of 4D or higher rank yet.');
  }
  return [a, b];
}

/** One axis counts from the end when negative; of a pair tfjs takes the axes as they are. */
function readAxes(config: ConfigReader, a: Shape, b: Shape): readonly [number, number] | Unknown {
  const value = config.value('axes');
  if (isConfigList(value)) {
    const [left, right] = [readAxis(value[0]), readAxis(value[1])];
    return typeof left === 'number' && typeof right === 'number' ? [left, right] : new Unknown('axes is not known');
  }
  const axis = readAxis(value);
  if (typeof axis !== 'number') return axis instanceof Unknown ? axis : new Unknown('axes has no known value');
  return [countFromStart(axis, a.length), countFromStart(axis, b.length)];
}

/** tfjs takes a missing axis for one that no shape has. */
function readAxis(value: ConfigValue): Quantity {
  return value === undefined || value === null ? NaN : asQuantity(value, 'axes');
}

function countFromStart(axis: number, rank: number): number {
  return !(axis < 0) || rank === 0 ? axis : (axis % rank) + (axis % rank < 0 ? rank : 0);
}

/** tfjs compares with !==: an open size differs from a number, a missing axis from both. */
function certainlyDiffer(a: Dimension | undefined, b: Dimension | undefined): boolean {
  if (a === undefined || b === undefined || a === null || b === null) {
    return a !== b && !(a instanceof Unknown) && !(b instanceof Unknown);
  }
  return typeof a === 'number' && typeof b === 'number' && a !== b;
}
