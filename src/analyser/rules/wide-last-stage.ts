// wide-last-stage: the channels keep doubling where VGG stopped, and this stage holds most of the parameters.

import { exact, numbersOf, percent } from './figures';
import { isClassifier, sizesOf } from './layerKinds';
import type { Advice, Rule } from './rule';
import { setWidth, type Stage } from './stages';

/** VGG stops to double here. */
const WIDEST = 512;
/** Of all parameters: with less, the stage is not what the model is made of. */
const LEAST_SHARE = 1 / 3;

/**
 * VGG doubles its channels at each halving of the map, but not the last time: its stages at 28×28 and at 14×14 both have 512. A 3×3 layer
 * from 512 channels to 1024 has 4.7 million weights, one from 1024 to 1024 has 9.4 million, more than the first ten of VGG-16 together,
 * for the few positions of the smallest map. GoogLeNet and ResNet do have 1024 and 2048 channels there, but compress
 * them with 1×1 before each 3×3 layer.
 *
 * The rule looks at the last stage of a classifier: where it is wider than 512 and than the stage before, no 1×1 layer compresses it, and
 * its layers hold a third of the parameters.
 *
 * ## Bad
 *
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 *
 * const model = tf.sequential();
 * model.add(
 *   tf.layers.conv2d({ inputShape: [32, 32, 3], filters: 256, kernelSize: 3, padding: 'same', activation: 'relu' }),
 * );
 * model.add(tf.layers.maxPooling2d({ poolSize: 2 }));
 * model.add(tf.layers.conv2d({ filters: 512, kernelSize: 3, padding: 'same', activation: 'relu' }));
 * model.add(tf.layers.maxPooling2d({ poolSize: 2 }));
 * model.add(tf.layers.conv2d({ filters: 1024, kernelSize: 3, padding: 'same', activation: 'relu' }));
 * model.add(tf.layers.globalAveragePooling2d({}));
 * model.add(tf.layers.dense({ units: 10, activation: 'softmax' }));
 * ```
 *
 * ## Good
 *
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 *
 * const model = tf.sequential();
 * model.add(
 *   tf.layers.conv2d({ inputShape: [32, 32, 3], filters: 256, kernelSize: 3, padding: 'same', activation: 'relu' }),
 * );
 * model.add(tf.layers.maxPooling2d({ poolSize: 2 }));
 * model.add(tf.layers.conv2d({ filters: 512, kernelSize: 3, padding: 'same', activation: 'relu' }));
 * model.add(tf.layers.maxPooling2d({ poolSize: 2 }));
 * model.add(tf.layers.conv2d({ filters: 512, kernelSize: 3, padding: 'same', activation: 'relu' }));
 * model.add(tf.layers.globalAveragePooling2d({}));
 * model.add(tf.layers.dense({ units: 10, activation: 'softmax' }));
 * ```
 *
 * ## When not to follow it
 *
 * With very many classes and enough pictures to learn them from: that is what a wide last stage is for.
 */
export const wideLastStage: Rule = {
  id: 'wide-last-stage',
  severity: 'hint',
  *check(model): Iterable<Advice> {
    const { parameters: total } = model.reading.totals;
    const stages = isClassifier(model.reading.model) ? model.stages : undefined;
    const [before, last] = stages?.slice(-2) ?? [];
    if (!before || !last || typeof total !== 'number') return;
    if (last.width <= Math.max(WIDEST, before.width) || last.pointwise.length > 0) return;
    const held = parametersIn(last);
    if (held === undefined || held < LEAST_SHARE * total) return;
    const [height, width] = sizesOf(last.convolutions[0].application?.outputs[0]) ?? [];
    const changes = setWidth(model, last, before.width);
    yield {
      about: [last.convolutions[0]],
      entry: 'filters',
      message: [
        `The channels grow from ${exact(before.width)} to ${exact(last.width)} for the last map of ${exact(height ?? NaN)}×${exact(width ?? NaN)}: this stage holds ${exact(held)} parameters, ${percent(held, total)} of the model's.`,
        'VGG doubles its channels at each halving but the last: 512 at 28×28 and still 512 at 14×14. ResNet is wider there, and compresses with 1×1 before each 3×3.',
        `Keep the ${exact(before.width)} channels of the stage before, or compress with a 1×1 layer first.`,
      ],
      fixes: () => changes?.fixes ?? [],
      ...(changes && { changed: changes.changed }),
    };
  },
};

function parametersIn({ convolutions }: Stage): number | undefined {
  return numbersOf(convolutions.map(({ parameters }) => parameters))?.reduce((sum, count) => sum + count, 0);
}
