// large-map-before-pooling: a global pooling over a map that was hardly reduced.

import type { Fix, LayerReading } from '../analysis';
import type { Tensor } from '../graph/graph';
import { calleeWith, insertBefore } from './edits';
import { exact, percent } from './figures';
import type { InspectedModel } from './inspectedModel';
import { isClassifier, isConvolution, sizesOf } from './layerKinds';
import { seesTooLittle } from './receptive-field-too-small';
import type { Advice, Rule } from './rule';

const LARGE_MAP = 28;

/**
 * GoogLeNet, ResNet and MobileNet average over 7×7 positions, SqueezeNet over 13×13. A network that keeps a large map to the end does the
 * work of its last and widest layers at every one of its positions, and what only one of them sees is lost among thousands in
 * the average. One more halving leaves a quarter of the work after it, and lets all later layers see twice as far.
 *
 * ## Bad
 *
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 *
 * const model = tf.sequential();
 * model.add(
 *   tf.layers.conv2d({
 *     inputShape: [64, 64, 3],
 *     filters: 32,
 *     kernelSize: 7,
 *     strides: 2,
 *     padding: 'same',
 *     activation: 'relu',
 *   }),
 * );
 * for (let layer = 0; layer < 8; layer++) {
 *   model.add(tf.layers.conv2d({ filters: 64, kernelSize: 3, padding: 'same', activation: 'relu' }));
 * }
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
 *     inputShape: [64, 64, 3],
 *     filters: 32,
 *     kernelSize: 7,
 *     strides: 2,
 *     padding: 'same',
 *     activation: 'relu',
 *   }),
 * );
 * model.add(tf.layers.maxPooling2d({ poolSize: 2 }));
 * for (let layer = 0; layer < 4; layer++) {
 *   model.add(tf.layers.conv2d({ filters: 64, kernelSize: 3, padding: 'same', activation: 'relu' }));
 * }
 * model.add(tf.layers.globalAveragePooling2d({}));
 * model.add(tf.layers.dense({ units: 10, activation: 'softmax' }));
 * ```
 *
 * ## When not to follow it
 *
 * Where the positions of the last map are used as well, as in class activation maps.
 */
export const largeMapBeforePooling: Rule = {
  id: 'large-map-before-pooling',
  severity: 'hint',
  *check(model): Iterable<Advice> {
    const { macs: total } = model.reading.totals;
    if (typeof total !== 'number' || !isClassifier(model.reading.model)) return;
    for (const reading of model.layers) {
      const { layer, application } = reading;
      if (!application || !/^global(Average|Max)Pooling2d$/.test(layer.factory ?? '')) continue;
      const [height = 0, width = 0] = sizesOf(application.inputs[0]) ?? [];
      // Of a network that sees too little there is advice already.
      if (Math.min(height, width) < LARGE_MAP || seesTooLittle(application, model)) continue;
      const last = model.layers.filter(({ layer: other, application: use }) => {
        const [ownHeight, ownWidth] = sizesOf(use?.outputs[0]) ?? [];
        return isConvolution(other) && ownHeight === height && ownWidth === width;
      });
      const macs = last.reduce((sum, { macs: own }) => sum + (typeof own === 'number' ? own : NaN), 0);
      if (Number.isNaN(macs)) continue;
      const first = last.find(keepsSize);
      yield {
        about: [reading],
        message: [
          `This pooling turns ${exact(height)}×${exact(width)} positions into one number; the layers at this size take ${percent(macs, total)} of the model's multiply-adds.`,
          'GoogLeNet, ResNet and MobileNet average over 7×7, where what only one position sees still counts.',
          `Halve the map once more, by a stride or a pooling: ${exact(macs)} multiply-adds become about a quarter, and the layers after it see twice as far.`,
        ],
        changed: first ? [first] : [],
        fixes: () => (first && Math.max(height, width) / 2 < LARGE_MAP ? halveBefore(model, first) : []),
      };
    }
  },
};

/** Whether it gets a map of the size that it gives, and not the picture itself. */
function keepsSize({ application }: LayerReading): boolean {
  const [input] = application?.inputs ?? [];
  const sizeOf = (tensor: Tensor | undefined): string | undefined => sizesOf(tensor)?.slice(0, 2).join();
  return input?.producer?.layer.className !== 'InputLayer' && sizeOf(input) === sizeOf(application?.outputs[0]);
}

function halveBefore(model: InspectedModel, { layer }: LayerReading): readonly Fix[] {
  const callee = calleeWith(model, layer, 'maxPooling2d');
  const edits = callee && insertBefore(model, layer, `${callee}({ poolSize: 2 })`);
  return edits ? [{ title: 'Insert a max pooling before the layers at this size', edits }] : [];
}
