// reshape-does-not-fit: a reshape to a shape of another size, which fails when the model runs.

import type { LayerCall, LayerReading } from '../analysis';
import { Unknown } from '../formulas/quantity';
import { counted, exact } from './figures';
import { entryOf } from './layerKinds';
import type { Advice, Rule } from './rule';

/**
 * `reshape` arranges the numbers of a sample in another shape, which must hold just as many. One size may be left open, as `null` or -1: it becomes
 * whatever is left, which must be a whole number. As long as the batch size is open, TensorFlow.js checks none of this when the model is
 * built; `predict` and `fit` throw instead.
 *
 * ## Bad
 *
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 *
 * const model = tf.sequential();
 * model.add(tf.layers.dense({ inputShape: [64], units: 48, activation: 'relu' }));
 * model.add(tf.layers.reshape({ targetShape: [7, 7, 1] }));
 * ```
 *
 * ## Good
 *
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 *
 * const model = tf.sequential();
 * model.add(tf.layers.dense({ inputShape: [64], units: 49, activation: 'relu' }));
 * model.add(tf.layers.reshape({ targetShape: [7, 7, 1] }));
 * ```
 */
export const reshapeDoesNotFit: Rule = {
  id: 'reshape-does-not-fit',
  severity: 'error',
  *checkCall({ readings }: LayerCall): Iterable<Advice> {
    const [first, ...others] = readings.filter((reading) => misfitOf(reading) !== undefined);
    const misfit = first && misfitOf(first);
    if (!first || !misfit) return;
    const { size, target, open } = misfit;
    const product = target.reduce((all, length) => all * length, 1);
    const shape = `[${[...target.map(String), ...Array<string>(open).fill('open')].join(', ')}]`;
    yield {
      about: [first, ...others],
      entry: 'targetShape',
      message: [
        open > 1
          ? `Two sizes of the target shape are open.`
          : `${counted(size, 'number')} ${size === 1 ? 'does' : 'do'} not fit into the shape ${shape}, which ${open === 0 ? `takes ${exact(product)}` : `takes a multiple of ${exact(product)}`}.`,
        `TensorFlow.js builds the model without checking this; predict and fit throw "${open > 1 ? 'Can only specifiy one unknown dimension.' : 'Total size of new array must be unchanged.'}".`,
        open > 1 ? 'Leave one of them open.' : 'Give the layer before as many units, or change the target shape.',
      ],
    };
  },
};

interface Misfit {
  readonly size: number;
  /** Without the sizes that are left open. */
  readonly target: readonly number[];
  readonly open: number;
}

/** Undefined where it fits, or is not known; where the batch has a size TensorFlow.js says it itself. */
function misfitOf({ layer, inputShapes: [input] }: LayerReading): Misfit | undefined {
  const value = layer.factory === 'reshape' ? entryOf(layer, 'targetShape') : undefined;
  if (!Array.isArray(value) || !input || input instanceof Unknown || input[0] !== null) return undefined;
  const sizes = input.slice(1);
  const isOpen = (size: unknown): boolean =>
    size === null || size === undefined || (typeof size === 'number' && size < 0);
  const open = value.filter(isOpen).length;
  const target = value.filter((size: unknown) => !isOpen(size));
  const isNumber = (size: unknown): size is number => typeof size === 'number';
  if (!sizes.every(isNumber) || !target.every(isNumber)) return undefined;
  const size = sizes.reduce((all, length) => all * length, 1);
  const product = target.reduce((all, length) => all * length, 1);
  const fits = open === 0 ? size === product : open === 1 && product > 0 && size % product === 0;
  return fits ? undefined : { size, target, open };
}
