// convolution-without-reduction: a window over many channels that were not compressed before.

import type { LayerReading } from '../analysis';
import type { Application } from '../graph/graph';
import { cheaperForms, formsText, type WideWindow } from './cheaperForms';
import { counted, exact, percent } from './figures';
import { groupByCall, type InspectedModel } from './inspectedModel';
import { entryOf, isChannelsLast, numbersAt, sizesOf, trainedWeightSize } from './layerKinds';
import type { Advice, Rule } from './rule';

/** Below these a smaller layer is no gain worth changing a network for. */
const LEAST_SHARE = 0.35;
const LEAST_CHANNELS = 128;
const LEAST_WEIGHTS = 1_000_000;
const LEAST_MACS = 100_000_000;

/** What may stand between a convolution and the one that compresses for it. */
const POINTWISE = new Set([
  'batchNormalization',
  'reLU',
  'leakyReLU',
  'prelu',
  'elu',
  'activation',
  'dropout',
  'zeroPadding2d',
]);

/** Layers, with their activations and normalisations. */
const LONGEST_BLOCK = 24;

/**
 * A k×k convolution has a weight for each of the k² places of its window, each channel that comes in and each that goes out:
 * k²·C·F. Five ways to see the same k×k for less:
 *
 * - **Compress first** (GoogLeNet, 2014): a 1×1 convolution to half of F, then k×k to F. C·F/2 + k²·F²/2 weights.
 * - **A bottleneck** (ResNet-50, 2015): 1×1 to a quarter of F, k×k there, 1×1 up to F. C·F/4 + k²·F²/16 + F²/4 weights.
 * - **A depthwise-separable form** (MobileNet, 2017): k×k on each channel by itself, then 1×1 to F. k²·C + C·F weights.
 * - **Groups with a shuffle** (ShuffleNet, 2017): g groups of channels that do not see each other have k²·C·F/g weights; the shuffle
 *   after them deals the channels out to all groups. TensorFlow.js has no grouped convolution: the fix puts a layer class for it into the
 *   file, after the imports.
 * - **A Fire module** (SqueezeNet, 2016): 1×1 to F/8, from there F/2 channels by 1×1 and F/2 by k×k, side by side, concatenated.
 *   C·F/8 + (1 + k²)·F²/16 weights. A layer of a sequential model has one input and one output, so that the fix is for `apply` only; and for
 *   a stride of 1 with 'same' padding, because a 1×1 window with a stride skips positions.
 *
 * The rule looks at square windows of 3×3 or more, over at least 128 channels that no 1×1 convolution has compressed, and speaks up only
 * where the layers of one call hold 35 % of the model's parameters and at least a million, or 35 % of its multiply-adds and at least a
 * hundred million. It says nothing inside a residual block, since the two 3×3 of ResNet-18 and ResNet-34 do without, nor about layers that are
 * not trained, which bring their weights along.
 *
 * The fixes keep the layer's own options and do between the new layers what the model does after the old one: its activation, or the
 * normalisation and the activation that are layers of their own. Where the model has no activation there, they get the
 * one that most of its layers have.
 *
 * ## Bad
 *
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 *
 * const same = { padding: 'same', activation: 'relu' } as const;
 * const model = tf.sequential();
 * model.add(tf.layers.conv2d({ inputShape: [28, 28, 192], filters: 256, kernelSize: 3, ...same }));
 * model.add(tf.layers.globalAveragePooling2d({}));
 * model.add(tf.layers.dense({ units: 10, activation: 'softmax' }));
 * ```
 *
 * ## Good
 *
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 *
 * const same = { padding: 'same', activation: 'relu' } as const;
 * const model = tf.sequential();
 * model.add(tf.layers.conv2d({ inputShape: [28, 28, 192], filters: 64, kernelSize: 1, ...same }));
 * model.add(tf.layers.conv2d({ filters: 64, kernelSize: 3, ...same }));
 * model.add(tf.layers.conv2d({ filters: 256, kernelSize: 1, ...same }));
 * model.add(tf.layers.globalAveragePooling2d({}));
 * model.add(tf.layers.dense({ units: 10, activation: 'softmax' }));
 * ```
 *
 * ## When not to follow it
 *
 * Fewer weights can distinguish less: train both. On small maps and on GPUs a dense 3×3 convolution is often faster than its
 * multiply-adds say, a depthwise one slower.
 */
export const convolutionWithoutReduction: Rule = {
  id: 'convolution-without-reduction',
  severity: 'info',
  *check(model): Iterable<Advice> {
    const { parameters, macs } = model.reading.totals;
    if (typeof parameters !== 'number') return;
    for (const about of groupByCall(model.layers.filter((reading) => isWide(reading, model)))) {
      const windows = about.map(windowOf);
      const [window] = windows;
      if (!window) continue;
      const weights = windows.reduce((sum, one) => sum + (one?.weights ?? 0), 0);
      const work = about.reduce((sum, reading) => sum + (typeof reading.macs === 'number' ? reading.macs : NaN), 0);
      const [share] = [
        { part: weights, least: LEAST_WEIGHTS, whole: parameters, figure: 'parameters' },
        { part: work, least: LEAST_MACS, whole: typeof macs === 'number' ? macs : NaN, figure: 'multiply-adds' },
      ]
        .filter(({ part, least, whole }) => part >= least && part >= LEAST_SHARE * whole)
        .sort((x, y) => y.part / y.whole - x.part / x.whole);
      if (!share) continue;
      const { size, channels } = window;
      const all =
        about.length === 1 ? '' : `, the first of ${exact(about.length)} layers made here, which together take`;
      yield {
        about,
        entry: 'kernelSize',
        message: [
          `${counted(window.weights, 'weight')} look at all ${exact(channels)} channels through a ${size}×${size} window${all || ':'} ${percent(share.part, share.whole)} of the model's ${share.figure}.`,
          'GoogLeNet (2014) and ResNet-50 (2015) compress the channels with a 1×1 convolution first; MobileNet (2017) looks at each channel by itself.',
          `Instead: ${formsText(window)} weights.`,
        ],
        fixes: () =>
          cheaperForms(
            model,
            about,
            windows.flatMap((one) => one ?? []),
          ),
      };
    }
  },
};

function isWide(reading: LayerReading, model: InspectedModel): boolean {
  const window = windowOf(reading);
  if (!window || window.channels < LEAST_CHANNELS || trainedWeightSize(reading.layer, 'kernel') === undefined)
    return false;
  const { application } = reading;
  return application !== undefined && !isCompressedBefore(application) && !isInResidualBlock(application, model);
}

function windowOf({ layer, application }: LayerReading): WideWindow | undefined {
  if (layer.factory !== 'conv2d' || layer.applications.length !== 1 || !isChannelsLast(layer)) return undefined;
  const [size = 0, width] = numbersAt(layer, 'kernelSize', 2) ?? [];
  const [, , channels] = sizesOf(application?.inputs[0]) ?? [];
  const filters = entryOf(layer, 'filters');
  if (size < 3 || size !== width || channels === undefined || typeof filters !== 'number') return undefined;
  return { size, channels, filters, weights: size * size * channels * filters };
}

/** Whether a 1×1 convolution, with nothing but convolutions between, has made fewer channels of many. */
function isCompressedBefore({ inputs }: Application): boolean {
  let before = inputs[0]?.producer;
  while (before && (before.layer.factory === 'conv2d' || POINTWISE.has(before.layer.factory ?? ''))) {
    const channels = sizesOf(before.inputs[0])?.[2] ?? 0;
    const filters = sizesOf(before.outputs[0])?.[2] ?? NaN;
    const isOne = numbersAt(before.layer, 'kernelSize', 2)?.every((size) => size === 1) === true;
    if (before.layer.factory === 'conv2d' && isOne && filters < channels) return true;
    before = before.inputs[0]?.producer;
  }
  return false;
}

/** Whether the layers behind, one after the other, soon lead to the sum with a shortcut. */
function isInResidualBlock(application: Application, model: InspectedModel): boolean {
  let next = model.onlyUser(application);
  for (let steps = 0; next?.inputs.length === 1 && steps < LONGEST_BLOCK; steps++) next = model.onlyUser(next);
  return next?.layer.factory === 'add';
}
