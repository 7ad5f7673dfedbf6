// maximum-before-classifier: the classifier sees the strongest position of each channel, not their average.

import { exact } from './figures';
import { calleeWith } from './edits';
import type { InspectedModel } from './inspectedModel';
import { isClassifier, sizesOf } from './layerKinds';
import type { LayerReading } from '../analysis';
import type { Advice, Rule } from './rule';

/**
 * Two ways lead from a feature map to one number per channel. The average lets every position count, in use and in training: a channel
 * learns to find all of an object. The maximum comes from one position, and the gradient flows to it alone: a channel learns the one part
 * that is most telling. GoogLeNet, ResNet and MobileNet average. Zhou et al. (2016) compare both: they classify equally well, and the average locates
 * the object more exactly.
 *
 * ## Bad
 *
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 *
 * const model = tf.sequential();
 * model.add(tf.layers.conv2d({ inputShape: [32, 32, 3], filters: 64, kernelSize: 3, strides: 2, activation: 'relu' }));
 * model.add(tf.layers.globalMaxPooling2d({}));
 * model.add(tf.layers.dense({ units: 10, activation: 'softmax' }));
 * ```
 *
 * ## Good
 *
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 *
 * const model = tf.sequential();
 * model.add(tf.layers.conv2d({ inputShape: [32, 32, 3], filters: 64, kernelSize: 3, strides: 2, activation: 'relu' }));
 * model.add(tf.layers.globalAveragePooling2d({}));
 * model.add(tf.layers.dense({ units: 10, activation: 'softmax' }));
 * ```
 *
 * ## When not to follow it
 *
 * Where one small thing at one place decides (a defect, a key word), the average drowns it.
 */
export const maximumBeforeClassifier: Rule = {
  id: 'maximum-before-classifier',
  severity: 'off',
  *check(model): Iterable<Advice> {
    if (!isClassifier(model.reading.model)) return;
    for (const reading of model.layers) {
      const { layer, application } = reading;
      if (layer.factory !== 'globalMaxPooling2d' || layer.applications.length !== 1) continue;
      const [height, width, channels] = sizesOf(application?.inputs[0]) ?? [];
      if (height === undefined || width === undefined || channels === undefined) continue;
      yield {
        about: [reading],
        message: [
          `The classifier sees the largest of ${exact(height * width)} positions for each of ${exact(channels)} channels.`,
          'Only that position learns; GoogLeNet and ResNet average over all, which Zhou et al. (2016) found to be as accurate and better at locating the object.',
          'Average where the whole object counts, keep the maximum where one small thing at one place decides.',
        ],
        fixes: () => average(model, reading),
      };
    }
  },
};

function average(model: InspectedModel, { layer }: LayerReading) {
  const callee = calleeWith(model, layer, 'globalAveragePooling2d');
  const range = layer.written?.callee;
  return callee && range ? [{ title: 'Average over the positions', edits: [{ range, newText: callee }] }] : [];
}
