// coarse-stem: the first convolution takes steps so large that it misses what lies between them.

import type { Fix } from '../analysis';
import type { Layer } from '../graph/graph';
import { isLiteralSize, writtenEntry } from './edits';
import { exact, percent } from './figures';
import type { InspectedModel } from './inspectedModel';
import { isChannelsLast, numbersAt, sizesOf } from './layerKinds';
import type { Advice, Rule } from './rule';

const LARGE_KERNEL = 9;
const LARGE_STRIDE = 4;

/**
 * AlexNet begins with an 11×11 convolution at a stride of 4. Zeiler and Fergus looked at what its first layers see (ZFNet, 2013):
 * filters of very high and very low frequencies with little in between, dead filters, and aliasing from the large stride. With 7×7
 * at a stride of 2 more of the picture survives, and the accuracy rose; GoogLeNet and ResNet begin that way, too.
 *
 * Patches that do not overlap (4×4 at a stride of 4, as in ConvNeXt) are another design, of which the rule says nothing.
 *
 * ## Bad
 *
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 *
 * const model = tf.sequential();
 * model.add(tf.layers.conv2d({ inputShape: [227, 227, 3], filters: 96, kernelSize: 11, strides: 4, activation: 'relu' }));
 * ```
 *
 * ## Good
 *
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 *
 * const model = tf.sequential();
 * model.add(tf.layers.conv2d({ inputShape: [227, 227, 3], filters: 96, kernelSize: 7, strides: 2, activation: 'relu' }));
 * ```
 *
 * ## When not to follow it
 *
 * The layers that follow get four times the positions, and a dense layer after `flatten` four times the weights: look at what the fix
 * says it changes. ZFNet and ResNet halve the picture once more right after it.
 */
export const coarseStem: Rule = {
  id: 'coarse-stem',
  severity: 'info',
  *check(model): Iterable<Advice> {
    for (const application of model.applications) {
      const { layer } = application;
      const reading = model.readingOf(layer);
      const isFirst = application.inputs[0]?.producer?.layer.className === 'InputLayer';
      if (!isFirst || layer.factory !== 'conv2d' || !isChannelsLast(layer) || !reading) continue;
      const [kernel = 0, kernelWidth] = numbersAt(layer, 'kernelSize', 2) ?? [];
      const [stride = 0, strideWidth] = numbersAt(layer, 'strides', 2, 1) ?? [];
      const [, , channels] = sizesOf(application.inputs[0]) ?? [];
      const [, , filters] = sizesOf(application.outputs[0]) ?? [];
      if (kernel !== kernelWidth || stride !== strideWidth || channels === undefined || filters === undefined) continue;
      if (kernel < LARGE_KERNEL || stride < LARGE_STRIDE || kernel <= stride) continue;
      const before = kernel * kernel * channels * filters;
      const after = 49 * channels * filters;
      yield {
        about: [reading],
        entry: 'kernelSize',
        message: [
          `The first convolution looks at the picture in ${kernel}×${kernel} windows, ${stride} pixels apart, with ${exact(before)} weights.`,
          "So did AlexNet's; ZFNet visualised it, found dead filters and aliasing from the stride, and did better with 7×7 at a stride of 2.",
          `Try 7×7 with strides: 2: ${exact(after)} weights, ${percent(before - after, before)} fewer, at ${exact((stride / 2) ** 2)} times the positions.`,
        ],
        fixes: () => refine(model, layer),
      };
    }
  },
};

function refine(model: InspectedModel, { written }: Layer): readonly Fix[] {
  const kernel = writtenEntry(written, 'kernelSize')?.value;
  const stride = writtenEntry(written, 'strides')?.value;
  if (!kernel || !stride || ![kernel, stride].every((value) => isLiteralSize(model.textAt(value)))) return [];
  const edits = [
    { range: kernel, newText: model.textAt(kernel).replace(/\d+/g, '7') },
    { range: stride, newText: model.textAt(stride).replace(/\d+/g, '2') },
  ];
  return [{ title: 'Use 7×7 at a stride of 2', edits }];
}
