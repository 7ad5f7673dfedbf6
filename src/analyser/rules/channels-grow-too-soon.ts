// channels-grow-too-soon: the channels grow before the map shrinks, so that one layer does most of the work.

import type { LayerReading } from '../analysis';
import { calleeWith, insertBefore } from './edits';
import { exact, percent } from './figures';
import { isClassifier, sizesOf } from './layerKinds';
import type { Advice, Rule } from './rule';

const LEAST_GROWTH = 4;
const LEAST_SHARE = 0.4;

/**
 * A convolution costs positions × channels in × channels out. Twice the channels on both sides at the same size of the map are four times
 * the work; where the map is halved first, it is the same work as before. So VGG keeps the channels of a stage, and doubles them after the
 * pooling that ends it; ResNet does both in one layer with a stride of 2.
 *
 * The rule speaks up where the channels grow fourfold at one size of the map, and the layer where they do takes two fifths of the model's
 * multiply-adds or more.
 *
 * ## Bad
 *
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 *
 * const model = tf.sequential();
 * model.add(
 *   tf.layers.conv2d({ inputShape: [64, 64, 3], filters: 32, kernelSize: 3, padding: 'same', activation: 'relu' }),
 * );
 * model.add(tf.layers.conv2d({ filters: 64, kernelSize: 3, padding: 'same', activation: 'relu' }));
 * model.add(tf.layers.conv2d({ filters: 128, kernelSize: 3, padding: 'same', activation: 'relu' }));
 * model.add(tf.layers.maxPooling2d({ poolSize: 8 }));
 * model.add(tf.layers.flatten());
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
 *   tf.layers.conv2d({ inputShape: [64, 64, 3], filters: 32, kernelSize: 3, padding: 'same', activation: 'relu' }),
 * );
 * model.add(tf.layers.maxPooling2d({ poolSize: 2 }));
 * model.add(tf.layers.conv2d({ filters: 64, kernelSize: 3, padding: 'same', activation: 'relu' }));
 * model.add(tf.layers.maxPooling2d({ poolSize: 2 }));
 * model.add(tf.layers.conv2d({ filters: 128, kernelSize: 3, padding: 'same', activation: 'relu' }));
 * model.add(tf.layers.maxPooling2d({ poolSize: 2 }));
 * model.add(tf.layers.flatten());
 * model.add(tf.layers.dense({ units: 10, activation: 'softmax' }));
 * ```
 */
export const channelsGrowTooSoon: Rule = {
  id: 'channels-grow-too-soon',
  severity: 'hint',
  *check(model): Iterable<Advice> {
    const { macs: total } = model.reading.totals;
    const stages = isClassifier(model.reading.model) ? model.stages : undefined;
    if (!stages || typeof total !== 'number') return;
    for (const { convolutions } of stages) {
      const filters = channelsOf(convolutions[0]);
      const grown = convolutions.find(
        (reading) =>
          channelsOf(reading) >= LEAST_GROWTH * filters &&
          typeof reading.macs === 'number' &&
          reading.macs >= LEAST_SHARE * total,
      );
      if (!grown || typeof grown.macs !== 'number') continue;
      const [height = NaN, width = NaN] = sizesOf(grown.application?.outputs[0]) ?? [];
      yield {
        about: [grown],
        entry: 'filters',
        message: [
          `The channels grow from ${exact(filters)} to ${exact(channelsOf(grown))} while the map stays at ${exact(height)}×${exact(width)}: this layer alone takes ${exact(grown.macs)} multiply-adds, ${percent(grown.macs, total)} of the model's.`,
          'VGG doubles its channels after a pooling, not before it, so that each stage costs about the same; ResNet does both in one layer.',
          `Halve the map before this layer: it then takes ${exact(grown.macs / 4)}.`,
        ],
        fixes: () => {
          const callee = calleeWith(model, grown.layer, 'maxPooling2d');
          const edits = callee && insertBefore(model, grown.layer, `${callee}({ poolSize: 2 })`);
          return edits ? [{ title: 'Insert a max pooling before this layer', edits }] : [];
        },
      };
    }
  },
};

function channelsOf({ application }: LayerReading): number {
  return sizesOf(application?.outputs[0])?.[2] ?? NaN;
}
