// missing-flatten: a dense layer that gets a picture answers once per position.

import type { LayerReading } from '../analysis';
import type { Application } from '../graph/graph';
import { copyCall, entriesForFirst } from './copyCall';
import { calleeWith } from './edits';
import { exact } from './figures';
import type { InspectedModel } from './inspectedModel';
import { activationOf, isDense, sizesOf } from './layerKinds';
import type { Advice, Rule } from './rule';
import { writeLayers } from './writeLayers';

/** A map this much smaller than the picture is a summary of it, not an answer for each of its pixels. */
const SHRUNK = 2;

/**
 * `tf.layers.dense` works on the last axis. After convolutions that is the channels: the layer is then a 1×1 convolution, and a
 * classifier made of such layers gives its classes once for each position of the last feature map instead of once for the picture.
 * Training fails later, with a message about the shape of the labels. AlexNet and VGG flatten the map before their dense layers,
 * GoogLeNet and ResNet average over its positions.
 *
 * The rule looks at classifiers (softmax over the last axis) whose last map has at most half the picture's height and width, and at those
 * that have nothing but dense layers. Any other map is taken for segmentation, where an answer per pixel is wanted.
 *
 * ## Bad
 *
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 *
 * const model = tf.sequential();
 * model.add(tf.layers.conv2d({ inputShape: [32, 32, 3], filters: 16, kernelSize: 3, strides: 2, activation: 'relu' }));
 * model.add(tf.layers.maxPooling2d({ poolSize: 3 }));
 * model.add(tf.layers.dense({ units: 10, activation: 'softmax' }));
 * ```
 *
 * ## Good
 *
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 *
 * const model = tf.sequential();
 * model.add(tf.layers.conv2d({ inputShape: [32, 32, 3], filters: 16, kernelSize: 3, strides: 2, activation: 'relu' }));
 * model.add(tf.layers.maxPooling2d({ poolSize: 3 }));
 * model.add(tf.layers.flatten());
 * model.add(tf.layers.dense({ units: 10, activation: 'softmax' }));
 * ```
 */
export const missingFlatten: Rule = {
  id: 'missing-flatten',
  severity: 'warning',
  *check(model): Iterable<Advice> {
    const picture = sizesOf(model.reading.model.inputs[0]);
    if (model.reading.model.inputs.length !== 1 || picture?.length !== 3) return;
    for (const output of model.reading.model.outputs) {
      const { producer } = output;
      const classes = sizesOf(output)?.at(-1);
      if (!producer || !isDense(producer.layer) || activationOf(producer.layer) !== 'softmax') continue;
      const first = firstDense(producer);
      const reading = model.readingOf(first.layer);
      const [height, width, channels, ...more] = sizesOf(first.inputs[0]) ?? [];
      const [pictureHeight = 0, pictureWidth = 0] = picture;
      if (!reading || classes === undefined || more.length > 0) continue;
      if (height === undefined || width === undefined || channels === undefined || height * width === 1) continue;
      const isSummary = height * SHRUNK <= pictureHeight && width * SHRUNK <= pictureWidth;
      const isAllDense = first.inputs[0]?.producer?.layer.className === 'InputLayer';
      if (!isSummary && !isAllDense) continue;
      yield {
        about: [reading],
        message: [
          `This dense layer gets a map of ${height}×${width}×${exact(channels)}, so the model gives its ${exact(classes)} classes ${exact(height * width)} times, once per position.`,
          'A dense layer works on the last axis; AlexNet and VGG flatten the map before it, GoogLeNet and ResNet average over its positions.',
          'Put flatten or global average pooling before it.',
        ],
        fixes: () => insertLayer(model, reading),
      };
    }
  },
};

/** The first of the dense layers, with what may stand between them, that a model ends in. */
function firstDense(last: Application): Application {
  let first = last;
  let current = last.inputs[0]?.producer;
  while (
    current &&
    ['dense', 'dropout', 'activation', 'reLU', 'batchNormalization'].includes(current.layer.factory ?? '')
  ) {
    if (isDense(current.layer)) first = current;
    current = current.inputs[0]?.producer;
  }
  return first;
}

function insertLayer(model: InspectedModel, { layer }: LayerReading) {
  // What the first layer says of the input moves to the one before it.
  const moved = entriesForFirst(model, layer);
  const own = copyCall(model, layer, { entries: {} });
  return [
    { title: 'Insert flatten', call: 'flatten', config: '' },
    { title: 'Insert global average pooling', call: 'globalAveragePooling2d', config: '{}' },
  ].flatMap(({ title, call, config }) => {
    const callee = calleeWith(model, layer, call);
    if (!layer.written || callee === undefined || own === undefined) return [];
    const inserted = `${callee}(${moved.length === 0 ? config : `{ ${moved.join(', ')} }`})`;
    const edits = writeLayers(model, layer.written, [inserted, own]);
    return edits ? [{ title, edits }] : [];
  });
}
