// layers-beyond-picture: layers of a plain stack whose input already sees more than the picture has.

import type { LayerReading } from '../analysis';
import { Unknown } from '../formulas/quantity';
import { exact, numbersOf, percent } from './figures';
import type { InspectedModel } from './inspectedModel';
import { isConvolution, numbersAt, rankOf, sizesOf } from './layerKinds';
import type { Advice, Rule } from './rule';

const LEAST_LAYERS = 3;
const LEAST_SHARE = 0.25;

/**
 * A convolution with a window brings together what its neighbours saw. Once each of them has seen as much as the picture is large, there is
 * hardly anything new to bring together. Richter et al. (2021, "Should You Go Deeper?") looked at what each layer of trained networks adds:
 * the layers of VGG beyond that point could be left out without a loss, and networks without them are as accurate and much smaller. It
 * happens to networks for ImageNet that get small pictures: VGG-16 sees 212 pixels of its 224, but all of a picture of 32 after ten layers.
 *
 * The rule looks at plain stacks only. Shortcuts and branches bring along small fields, so that layers of ResNet and GoogLeNet have
 * something to add beyond that point, too.
 *
 * ## Bad
 *
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 *
 * const model = tf.sequential();
 * model.add(
 *   tf.layers.conv2d({
 *     inputShape: [32, 32, 3],
 *     filters: 32,
 *     kernelSize: 7,
 *     strides: 4,
 *     padding: 'same',
 *     activation: 'relu',
 *   }),
 * );
 * for (let layer = 0; layer < 8; layer++) {
 *   model.add(tf.layers.conv2d({ filters: 32, kernelSize: 3, padding: 'same', activation: 'relu' }));
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
 *   tf.layers.conv2d({ inputShape: [32, 32, 3], filters: 32, kernelSize: 3, padding: 'same', activation: 'relu' }),
 * );
 * for (let layer = 0; layer < 8; layer++) {
 *   model.add(tf.layers.conv2d({ filters: 32, kernelSize: 3, padding: 'same', activation: 'relu' }));
 * }
 * model.add(tf.layers.globalAveragePooling2d({}));
 * model.add(tf.layers.dense({ units: 10, activation: 'softmax' }));
 * ```
 */
export const layersBeyondPicture: Rule = {
  id: 'layers-beyond-picture',
  severity: 'hint',
  *check(model): Iterable<Advice> {
    const { parameters: total } = model.reading.totals;
    const { inputs } = model.reading.model;
    const picture = inputs.length === 1 ? sizesOf(inputs[0]) : undefined;
    const isPlain = model.applications.every(({ inputs: [, second], layer }) => !second && !layer.model);
    if (picture?.length !== 3 || typeof total !== 'number' || !isPlain) return;
    const beyond = model.layers.flatMap((reading) => {
      const seen = seenBefore(reading, model);
      return seen?.every((size, axis) => size > (picture[axis] ?? NaN)) ? [{ reading, seen: Math.min(...seen) }] : [];
    });
    const [first] = beyond;
    const parameters = beyond.reduce(
      (sum, { reading: { parameters: own } }) => sum + (typeof own === 'number' ? own : NaN),
      0,
    );
    if (!first || beyond.length < LEAST_LAYERS || !(parameters >= LEAST_SHARE * total)) return;
    const [height = NaN, width = NaN] = picture;
    const needed = Math.max(...beyond.map(({ seen }) => seen));
    yield {
      about: [first.reading],
      message: [
        `${exact(beyond.length)} convolutions from here on, with ${percent(parameters, total)} of the parameters, take inputs that already see ${exact(first.seen)} pixels or more; the picture has ${exact(height)}×${exact(width)}.`,
        `Richter et al. (2021) found that such layers of VGG add nothing to the accuracy; here that holds for pictures smaller than ${exact(first.seen)} pixels.`,
        `Remove them, reduce less before them, or feed larger pictures: from ${exact(needed)} pixels on, all of them have something to add.`,
      ],
    };
  },
};

/** What a position of a convolution's input sees, where the convolution looks at more than one. */
function seenBefore({ layer, application }: LayerReading, model: InspectedModel): readonly number[] | undefined {
  if (!isConvolution(layer) || rankOf(layer) !== 2 || layer.applications.length !== 1) return undefined;
  if (!numbersAt(layer, 'kernelSize', 2)?.some((size) => size > 1)) return undefined;
  const before = application?.inputs[0]?.producer;
  const field = before && model.readingOf(before.layer)?.receptiveField;
  return !field || field instanceof Unknown || field.global ? undefined : numbersOf(field.size);
}
