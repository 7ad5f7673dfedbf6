// receptive-field-too-small: no position sees more than a small part of the picture.

import { Unknown } from '../formulas/quantity';
import type { Application } from '../graph/graph';
import { exact, numbersOf, percent } from './figures';
import type { InspectedModel } from './inspectedModel';
import { isClassifier, sizesOf } from './layerKinds';
import type { Advice, Rule } from './rule';

const LEAST_SHARE = 0.5;

/**
 * After a global pooling each channel is the average, or the maximum, of what its positions say on their own. A position says something
 * about the pixels that it sees: its receptive field. Where that is much smaller than the picture, the network recognises classes by
 * textures and small parts, never by how the parts are arranged. The classic networks see the whole picture before they
 * average: ResNet-50 sees 483 pixels of 224, MobileNet 315; VGG-16 212.
 *
 * A stride early on makes all that follows see more for less work: each halving doubles what a 3×3 convolution after it adds.
 *
 * ## Bad
 *
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 *
 * const model = tf.sequential();
 * model.add(tf.layers.conv2d({ inputShape: [64, 64, 3], filters: 16, kernelSize: 3, activation: 'relu' }));
 * model.add(tf.layers.conv2d({ filters: 32, kernelSize: 3, activation: 'relu' }));
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
 * model.add(tf.layers.conv2d({ inputShape: [64, 64, 3], filters: 16, kernelSize: 3, strides: 2, activation: 'relu' }));
 * model.add(tf.layers.conv2d({ filters: 32, kernelSize: 3, strides: 2, activation: 'relu' }));
 * model.add(tf.layers.conv2d({ filters: 64, kernelSize: 3, strides: 2, activation: 'relu' }));
 * model.add(tf.layers.conv2d({ filters: 128, kernelSize: 3, strides: 2, activation: 'relu' }));
 * model.add(tf.layers.conv2d({ filters: 128, kernelSize: 3, activation: 'relu' }));
 * model.add(tf.layers.globalAveragePooling2d({}));
 * model.add(tf.layers.dense({ units: 10, activation: 'softmax' }));
 * ```
 *
 * ## When not to follow it
 *
 * Where textures are what counts (materials, tissue, counting). BagNets (2019) recognise most of ImageNet's classes from patches of 33 pixels.
 */
export const receptiveFieldTooSmall: Rule = {
  id: 'receptive-field-too-small',
  severity: 'info',
  *check(model): Iterable<Advice> {
    if (!isClassifier(model.reading.model)) return;
    for (const application of model.applications) {
      if (!/^global(Average|Max)Pool/.test(application.layer.factory ?? '')) continue;
      const pooling = model.readingOf(application.layer);
      const little = seesTooLittle(application, model);
      if (!pooling || !little) continue;
      const { seen, picture } = little;
      const [height = 0, width = 0] = seen;
      const largest = Math.floor(Math.max(height, width) / LEAST_SHARE);
      yield {
        about: [pooling],
        message: [
          `Before this pooling a position sees ${exact(height)}×${exact(width)} of the ${picture.join('×')} pixels, ${percent(width, picture[1] ?? NaN)} of the width: things further apart are never seen together.`,
          'VGG-16 sees 212 pixels of 224 before its classifier, ResNet-50 all of them.',
          `Add layers, or a stride of 2 early on, which doubles what all later layers add; or feed smaller pictures: up to ${exact(largest)} pixels it sees enough.`,
        ],
      };
    }
  },
};

/** What a position before a pooling sees, where that is little of the picture, and nothing else leads to the output. */
export function seesTooLittle(application: Application, model: InspectedModel) {
  const { inputs } = model.reading.model;
  const picture = inputs.length === 1 ? sizesOf(inputs[0]) : undefined;
  if (picture?.length !== 3) return undefined;
  const seen = fieldBefore(application.inputs[0]?.producer?.layer, model);
  const isSmall = seen?.every((size, axis) => size < LEAST_SHARE * (picture[axis] ?? 0));
  // What is joined to another branch is not all that the network sees.
  if (!seen || !isSmall || !endsTheNetwork(application.outputs[0], model)) return undefined;
  return { seen, picture: picture.slice(0, 2) };
}

function fieldBefore(layer: InspectedModel['layers'][number]['layer'] | undefined, model: InspectedModel) {
  const field = layer?.applications.length === 1 ? model.readingOf(layer)?.receptiveField : undefined;
  if (!field || field instanceof Unknown || field.global) return undefined;
  const sizes = numbersOf(field.size);
  return sizes?.length === 2 ? sizes : undefined;
}

/** Whether one chain of layers leads from a tensor to the model's output. */
function endsTheNetwork(
  tensor: InspectedModel['reading']['model']['outputs'][number] | undefined,
  model: InspectedModel,
): boolean {
  let current = tensor;
  while (current && !model.isOutput(current)) {
    const users = model.usersOf(current);
    const [user] = users;
    if (users.length !== 1 || user?.inputs.length !== 1) return false;
    current = user.outputs[0];
  }
  return current !== undefined;
}
