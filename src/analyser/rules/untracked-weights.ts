// untracked-weights: a custom layer applies layers whose weights it does not list.

import type { LayerReading } from '../analysis';
import { Unknown } from '../formulas/quantity';
import { knownShapes, type Layer } from '../graph/graph';
import { groupBy } from '../graph/groupBy';
import { costsOf } from '../passes/costs';
import { counted } from './figures';
import type { InspectedModel } from './inspectedModel';
import type { Advice, Rule } from './rule';

/**
 * TensorFlow.js does not look for layers in the fields of a custom layer. What its `call` applies computes, but its weights are nobody's: `fit`
 * does not train them, `save` does not write them, `countParams` does not count them, and nothing says so. A layer has the weights
 * that it makes with `addWeight` and those that it lists: `build` has to build the layers inside, and list their weights.
 *
 * ## Bad
 *
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 *
 * class Mixer extends tf.layers.Layer {
 *   static className = 'Mixer';
 *   private readonly mix = tf.layers.dense({ units: 32, activation: 'relu' });
 *   override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
 *     const x = Array.isArray(inputs) ? inputs[0]! : inputs;
 *     return tf.add(x, this.mix.apply(x) as tf.Tensor);
 *   }
 * }
 * const model = tf.sequential();
 * model.add(new Mixer({ inputShape: [32] }));
 * ```
 *
 * ## Good
 *
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 *
 * class Mixer extends tf.layers.Layer {
 *   static className = 'Mixer';
 *   private readonly mix = tf.layers.dense({ units: 32, activation: 'relu' });
 *   override build(inputShape: tf.Shape): void {
 *     this.mix.build(inputShape);
 *     this.trainableWeights = this.mix.trainableWeights;
 *     super.build(inputShape);
 *   }
 *   override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
 *     const x = Array.isArray(inputs) ? inputs[0]! : inputs;
 *     return tf.add(x, this.mix.apply(x) as tf.Tensor);
 *   }
 * }
 * const model = tf.sequential();
 * model.add(new Mixer({ inputShape: [32] }));
 * ```
 */
export const untrackedWeights: Rule = {
  id: 'untracked-weights',
  severity: 'warning',
  *check(model): Iterable<Advice> {
    const inner = model.layers.flatMap((outer) => untrackedLayers(outer, model).map((layer) => ({ outer, layer })));
    for (const [first, ...others] of groupBy(inner, ({ layer }) => layer.call).values()) {
      const { parameters } = costsOf(first.layer);
      if (typeof parameters !== 'number' || parameters === 0) continue;
      const { className } = first.outer.layer;
      yield {
        about: [first.outer, ...others.map(({ outer }) => outer)],
        range: first.layer.call,
        message: [
          `The ${counted(parameters, 'weight')} of this layer are not among those of ${className}, which applies it in \`call\`.`,
          'TensorFlow.js does not look into the fields of a layer: `fit` does not train them, and `save` does not write them.',
          `In \`build\` of ${className}, call \`build\` of this layer, and list its weights: \`this.trainableWeights = [...]\`.`,
        ],
      };
    }
  },
};

function untrackedLayers({ layer }: LayerReading, model: InspectedModel): readonly Layer[] {
  const [use] = model.usesOf(layer);
  const shapes = use && knownShapes(use.inputs, []);
  return shapes && !(shapes instanceof Unknown) ? (layer.behaviour.untrackedLayers?.(shapes.inputs) ?? []) : [];
}
