// even-kernel-with-same: a kernel without a centre shifts the picture by half a pixel.

import type { LayerReading, TextEdit } from '../analysis';
import type { Layer } from '../graph/graph';
import { isLiteralSize, writtenEntry } from './edits';
import { groupByCall, type InspectedModel } from './inspectedModel';
import { entryOf, isConvolution, numbersAt, rankOf } from './layerKinds';
import type { Advice, Rule } from './rule';

/**
 * A window of even size has no position in its middle. With `padding: 'same'` and stride 1 TensorFlow then pads one pixel more
 * on the right and at the bottom than on the left and at the top, and what the layer sees moves by half a pixel. Several such layers
 * in a row add up, and a branch with them no longer lines up with one without. VGG gives the reason for 3×3: it is the smallest size
 * that knows left and right, up and down, and centre.
 *
 * At a stride of 2 an even kernel is symmetric again, so that the rule says nothing there.
 *
 * ## Bad
 *
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 *
 * const model = tf.sequential();
 * model.add(
 *   tf.layers.conv2d({ inputShape: [28, 28, 1], filters: 16, kernelSize: 4, padding: 'same', activation: 'relu' }),
 * );
 * ```
 *
 * ## Good
 *
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 *
 * const model = tf.sequential();
 * model.add(
 *   tf.layers.conv2d({ inputShape: [28, 28, 1], filters: 16, kernelSize: 3, padding: 'same', activation: 'relu' }),
 * );
 * ```
 */
export const evenKernelWithSame: Rule = {
  id: 'even-kernel-with-same',
  severity: 'info',
  *check(model): Iterable<Advice> {
    for (const about of groupByCall(model.layers.filter(isShifted))) {
      const { layer } = about[0];
      const kernel = kernelOf(layer) ?? [];
      const size = kernel.join('×');
      const total = Math.max(...kernel.filter(isEven)) - 1;
      const others = about.length === 1 ? '' : `, in ${about.length} layers`;
      yield {
        about,
        entry: 'kernelSize',
        message: [
          `The ${size} kernel has no centre: 'same' pads ${(total - 1) / 2} before and ${(total + 1) / 2} after, which shifts the picture by half a pixel${others}.`,
          'VGG builds on 3×3 because it is the smallest kernel with a centre; branches with other kernels no longer line up with this one.',
          'Use an odd size.',
        ],
        fixes: () =>
          [-1, 1].flatMap((step) => {
            const edit = resizeKernel(model, layer, step);
            const odd = kernel.map((k) => (isEven(k) ? k + step : k));
            return edit ? [{ title: `Use a ${odd.join('×')} kernel`, edits: [edit] }] : [];
          }),
      };
    }
  },
};

function isShifted({ layer }: LayerReading): boolean {
  if (!isConvolution(layer) || layer.factory?.endsWith('Transpose') || entryOf(layer, 'padding') !== 'same')
    return false;
  const rank = rankOf(layer);
  const kernel = kernelOf(layer);
  if (rank === undefined || !kernel?.some(isEven)) return false;
  const isOne = (size: number): boolean => size === 1;
  const strides = numbersAt(layer, 'strides', rank, 1);
  // An even kernel that is dilated by an even rate has an odd extent.
  return Boolean(strides?.every(isOne) && numbersAt(layer, 'dilationRate', rank, 1)?.every(isOne));
}

function kernelOf(layer: Layer): readonly number[] | undefined {
  return numbersAt(layer, 'kernelSize', rankOf(layer) ?? 0);
}

function isEven(size: number): boolean {
  return size % 2 === 0;
}

function resizeKernel(model: InspectedModel, { written }: Layer, step: number): TextEdit | undefined {
  const value = writtenEntry(written, 'kernelSize')?.value;
  const text = value && model.textAt(value);
  if (!text || !isLiteralSize(text)) return undefined;
  const newText = text.replace(/\d+/g, (size) => String(isEven(Number(size)) ? Number(size) + step : size));
  return { range: value, newText };
}
