// activation-memory: the output of one layer takes up most of the memory that the model's activations need.

import { exact, percent } from './figures';
import { groupByCall } from './inspectedModel';
import { sizesOf } from './layerKinds';
import type { Advice, Rule } from './rule';

const LEAST_SHARE = 0.4;
const LEAST_BYTES = 8_000_000;

/**
 * Each layer's output is kept while the next one runs, and all of them while the network trains, once for each picture of the batch. The
 * first layers have few weights and large maps: in VGG-16 the first two convolutions make 25.7 of 60.5 MB, with 0.03 % of the parameters. In
 * a browser it is often memory, not work, that limits the size of pictures and batches. Networks after VGG reduce early: ResNet halves
 * the picture twice before its first block, and its largest output is 3.3 MB.
 *
 * Models whose answer is a picture need large maps to the end, and are left alone.
 *
 * ## Bad
 *
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 *
 * const model = tf.sequential();
 * model.add(
 *   tf.layers.conv2d({ inputShape: [224, 224, 3], filters: 64, kernelSize: 3, padding: 'same', activation: 'relu' }),
 * );
 * model.add(tf.layers.maxPooling2d({ poolSize: 4 }));
 * model.add(tf.layers.conv2d({ filters: 128, kernelSize: 3, padding: 'same', activation: 'relu' }));
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
 *   tf.layers.conv2d({
 *     inputShape: [224, 224, 3],
 *     filters: 64,
 *     kernelSize: 7,
 *     strides: 2,
 *     padding: 'same',
 *     activation: 'relu',
 *   }),
 * );
 * model.add(tf.layers.maxPooling2d({ poolSize: 2 }));
 * model.add(tf.layers.conv2d({ filters: 128, kernelSize: 3, padding: 'same', activation: 'relu' }));
 * model.add(tf.layers.globalAveragePooling2d({}));
 * model.add(tf.layers.dense({ units: 10, activation: 'softmax' }));
 * ```
 */
export const activationMemory: Rule = {
  id: 'activation-memory',
  severity: 'hint',
  *check(model): Iterable<Advice> {
    const { activationBytes: total } = model.reading.totals;
    if (typeof total !== 'number' || total < LEAST_BYTES) return;
    if (model.reading.model.outputs.some((output) => sizesOf(output)?.length !== 1)) return;
    const [largest] = groupByCall(
      model.layers.filter(({ layer, activationBytes: bytes }) => {
        return (
          layer.className !== 'InputLayer' && !layer.model && typeof bytes === 'number' && bytes >= LEAST_SHARE * total
        );
      }),
    );
    if (!largest) return;
    const [{ application, activationBytes: bytes, layer }] = largest;
    const shape = sizesOf(application?.outputs[0])?.join('×');
    if (typeof bytes !== 'number' || bytes < LEAST_BYTES || shape === undefined || layer.applications.length !== 1)
      return;
    yield {
      about: largest,
      message: [
        `The output of this layer, ${shape}, takes ${megabytes(bytes)} of the ${megabytes(total)} of the model's activations, ${percent(bytes, total)} (float32, one picture; in training, once for each picture of the batch).`,
        'The first layers of VGG-16 take the most, too; ResNet halves the picture twice before its first block, and none of its outputs exceeds 3.3 MB.',
        'Reduce the map in this layer or before it, by a stride or a pooling, which leaves a quarter; or use fewer filters.',
      ],
    };
  },
};

function megabytes(bytes: number): string {
  return `${exact(bytes / 1e6)} MB`;
}
