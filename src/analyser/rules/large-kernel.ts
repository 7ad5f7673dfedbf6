// large-kernel: a stack of 3×3 convolutions sees as much as one large kernel, for less.

import type { Fix, LayerReading } from '../analysis';
import { isActivated } from './between';
import type { Copy } from './copyCall';
import { exact, percent } from './figures';
import { groupByCall, type InspectedModel } from './inspectedModel';
import { entryOf, isChannelsLast, numbersAt, sizesOf } from './layerKinds';
import { replaceLayer } from './replaceLayer';
import type { Advice, Rule } from './rule';

const SMALLEST = 5;
/** What is larger is a mistake in typing, or no convolution that a stack could stand for. */
const LARGEST = 31;

/**
 * Two 3×3 convolutions see 5×5 pixels, three see 7×7. With C channels in and out a 7×7 kernel has 49·C² weights, three of 3×3 have
 * 27·C², and there are two more non-linearities on the way. That is the idea of VGG (2014); Inception v3 did the same to the 5×5
 * kernels of GoogLeNet.
 *
 * A row of 1×7 and a column of 7×1 see 7×7 as well, with 14·C² weights and one more non-linearity. Inception v4 (2016) is built of
 * them where the map has 12 to 20 positions a side; on larger maps they did not do well (Inception v3, 2015).
 *
 * The rule speaks up only where the stack is smaller for the channels at hand: a large kernel on the 3 colours of a picture, or one that
 * makes many channels of few, is cheaper.
 *
 * Where a kernel has so many channels that compressing them first saves more, [convolution-without-reduction](convolution-without-reduction.md)
 * speaks instead.
 *
 * ## Bad
 *
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 *
 * const model = tf.sequential();
 * model.add(
 *   tf.layers.conv2d({ inputShape: [28, 28, 64], filters: 64, kernelSize: 7, padding: 'same', activation: 'relu' }),
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
 *   tf.layers.conv2d({ inputShape: [28, 28, 64], filters: 64, kernelSize: 3, padding: 'same', activation: 'relu' }),
 * );
 * model.add(tf.layers.conv2d({ filters: 64, kernelSize: 3, padding: 'same', activation: 'relu' }));
 * model.add(tf.layers.conv2d({ filters: 64, kernelSize: 3, padding: 'same', activation: 'relu' }));
 * ```
 *
 * ## When not to follow it
 *
 * ConvNeXt (2022) went back to 7×7, but as depthwise convolutions, about which the rule says nothing.
 */
export const largeKernel: Rule = {
  id: 'large-kernel',
  severity: 'info',
  // Compressed first, the window may be as large as it is.
  yieldsTo: ['convolution-without-reduction'],
  *check(model): Iterable<Advice> {
    const large = model.layers.filter((reading) => isActivated(model, reading) && stackFor(reading) !== undefined);
    for (const about of groupByCall(large)) {
      const stacks = about.map((reading) => stackFor(reading));
      const [stack] = stacks;
      if (!stack) continue;
      const { size, count, before, after, crossed, positions } = stack;
      const of = about.length === 1 ? '' : ` (the first of ${exact(about.length)} layers made here)`;
      yield {
        about,
        entry: 'kernelSize',
        message: [
          `The ${size}×${size} kernel has ${exact(before)} weights${of}; ${exact(count)} layers of 3×3 see the same ${size}×${size} with ${exact(after)}, ${percent(before - after, before)} fewer, and ${exact((before - after) * positions)} fewer multiply-adds.`,
          `They also bring ${count - 1} more non-linearit${count === 2 ? 'y' : 'ies'}: the idea of VGG, which Inception v3 applied to GoogLeNet's 5×5.`,
          `Use ${exact(count)} convolutions of 3×3; or 1×${size} and ${size}×1, as in Inception v4, with ${exact(crossed)} weights.`,
        ],
        fixes: () => (stacks.every((other) => other?.size === size) ? replaceBy(model, about, stack) : []),
      };
    }
  },
};

interface Stack {
  readonly size: number;
  readonly count: number;
  readonly before: number;
  readonly after: number;
  /** Weights of 1×k and k×1. */
  readonly crossed: number;
  readonly positions: number;
}

/** The stack that would be smaller; undefined where there is none. */
function stackFor({ layer, application }: LayerReading): Stack | undefined {
  if (layer.factory !== 'conv2d' || layer.applications.length !== 1 || !isChannelsLast(layer)) return undefined;
  const [size, width] = numbersAt(layer, 'kernelSize', 2) ?? [];
  if (size === undefined || size !== width || size < SMALLEST || size > LARGEST || size % 2 === 0) return undefined;
  const isOne = (step: number): boolean => step === 1;
  if (!numbersAt(layer, 'strides', 2, 1)?.every(isOne) || !numbersAt(layer, 'dilationRate', 2, 1)?.every(isOne))
    return undefined;
  // Under 'valid' the sizes that a stack leaves in between would not be those of the layer.
  if (entryOf(layer, 'padding') !== 'same') return undefined;
  const channels = sizesOf(application?.inputs[0])?.[2];
  const [height, breadth, filters] = sizesOf(application?.outputs[0]) ?? [];
  if (channels === undefined || height === undefined || breadth === undefined || filters === undefined)
    return undefined;
  const count = (size - 1) / 2;
  const before = size * size * channels * filters;
  const after = 9 * channels * filters + (count - 1) * 9 * filters * filters;
  const crossed = size * filters * (channels + filters);
  return after < before ? { size, count, before, after, crossed, positions: height * breadth } : undefined;
}

/** Copies of the layer for the fixes. */
function replaceBy(
  model: InspectedModel,
  about: readonly [LayerReading, ...LayerReading[]],
  { size, count }: Stack,
): readonly Fix[] {
  const square = Array.from({ length: count }, (_, index): Copy => ({
    entries: { kernelSize: '3' },
    suffix: `_${index + 1}`,
  }));
  const oneByOne: readonly Copy[] = [
    { entries: { kernelSize: `[1, ${size}]` }, suffix: `_1x${size}` },
    { entries: { kernelSize: `[${size}, 1]` }, suffix: `_${size}x1` },
  ];
  return [
    { title: `Replace by ${count} convolutions of 3×3`, edits: replaceLayer(model, about, square) ?? [] },
    { title: `Replace by 1×${size} and ${size}×1`, edits: replaceLayer(model, about, oneByOne) ?? [] },
  ].filter(({ edits }) => edits.length > 0);
}
