// unmixed-groups: grouped convolutions in a row whose groups of channels never meet.

import type { LayerReading } from '../analysis';
import { mixRuns, sameChannels, separateRanges, type ChannelRange, type ChannelRuns } from '../graph/channels';
import type { Application, Layer, Tensor } from '../graph/graph';
import { channelsOf, mixesChannels, throughChannels } from '../passes/channelFlow';
import { exact } from './figures';
import { groupByCall, type InspectedModel } from './inspectedModel';
import type { Advice, Rule } from './rule';

/** Two in a row are at home in ShuffleNet: the last of one unit and the first of the next. */
const LEAST_IN_A_ROW = 3;

const SUMS = new Set(['add', 'average', 'maximum', 'minimum', 'multiply']);

/**
 * A convolution in g groups needs a g-th of the weights because each group of output channels sees only its own group of input
 * channels. Several in a row with the same groups are g narrow networks side by side, which share nothing until something mixes them.
 * AlexNet's halves lived on two GPUs that way and met in one layer out of three. ShuffleNet (Zhang, Zhou, Lin and Sun, 2017) deals the
 * channels out to all groups between two grouped convolutions, without any weights: without that shuffle the error rises, and the more groups there are, the more it
 * rises.
 *
 * TensorFlow.js has no grouped convolution. The rule recognises those written by hand: a layer class whose `call` splits the channels, convolves
 * the parts and concatenates them, or slices, convolutions and a `concatenate` of the model itself. It speaks up at the third in a row, and
 * only where the operations show that no channel depends on two groups.
 *
 * ## Bad
 *
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 *
 * class Grouped extends tf.layers.Layer {
 *   static className = 'Grouped';
 *   private kernel?: tf.LayerVariable;
 *   override build([, , , channels]: number[]): void {
 *     this.kernel = this.addWeight('kernel', [3, 3, channels! / 4, channels!], 'float32', tf.initializers.heNormal({}));
 *   }
 *   override computeOutputShape(inputShape: tf.Shape): tf.Shape {
 *     return inputShape;
 *   }
 *   override call(inputs: tf.Tensor[]): tf.Tensor {
 *     const kernels = tf.split(this.kernel!.read() as tf.Tensor4D, 4, 3);
 *     const parts = tf.split(inputs[0] as tf.Tensor4D, 4, 3);
 *     return tf.relu(
 *       tf.concat(
 *         parts.map((part, group) => tf.conv2d(part, kernels[group]!, 1, 'same')),
 *         3,
 *       ),
 *     );
 *   }
 * }
 *
 * const model = tf.sequential();
 * model.add(tf.layers.conv2d({ inputShape: [28, 28, 3], filters: 64, kernelSize: 3, activation: 'relu' }));
 * model.add(new Grouped({}));
 * model.add(new Grouped({}));
 * model.add(new Grouped({}));
 * ```
 *
 * ## Good
 *
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 *
 * class Grouped extends tf.layers.Layer {
 *   static className = 'Grouped';
 *   private kernel?: tf.LayerVariable;
 *   override build([, , , channels]: number[]): void {
 *     this.kernel = this.addWeight('kernel', [3, 3, channels! / 4, channels!], 'float32', tf.initializers.heNormal({}));
 *   }
 *   override computeOutputShape(inputShape: tf.Shape): tf.Shape {
 *     return inputShape;
 *   }
 *   override call(inputs: tf.Tensor[]): tf.Tensor {
 *     const kernels = tf.split(this.kernel!.read() as tf.Tensor4D, 4, 3);
 *     const parts = tf.split(inputs[0] as tf.Tensor4D, 4, 3);
 *     return tf.relu(
 *       tf.concat(
 *         parts.map((part, group) => tf.conv2d(part, kernels[group]!, 1, 'same')),
 *         3,
 *       ),
 *     );
 *   }
 * }
 *
 * class Shuffle extends tf.layers.Layer {
 *   static className = 'Shuffle';
 *   override call(inputs: tf.Tensor[]): tf.Tensor {
 *     const [batch, height, width, channels] = inputs[0]!.shape as [number, number, number, number];
 *     const grouped = tf.reshape(inputs[0]!, [batch, height, width, 4, channels / 4]);
 *     return tf.reshape(tf.transpose(grouped, [0, 1, 2, 4, 3]), [batch, height, width, channels]);
 *   }
 * }
 *
 * const model = tf.sequential();
 * model.add(tf.layers.conv2d({ inputShape: [28, 28, 3], filters: 64, kernelSize: 3, activation: 'relu' }));
 * model.add(new Grouped({}));
 * model.add(new Shuffle({}));
 * model.add(new Grouped({}));
 * model.add(new Shuffle({}));
 * model.add(new Grouped({}));
 * ```
 *
 * ## When not to follow it
 *
 * Where the groups are meant to be networks of their own, as the members of an ensemble are.
 */
export const unmixedGroups: Rule = {
  id: 'unmixed-groups',
  severity: 'info',
  *check(model): Iterable<Advice> {
    const found = findUnmixed(model);
    const readings = model.layers.filter(({ layer }) => found.has(layer));
    for (const about of groupByCall(readings)) {
      const stack = found.get(about[0].layer);
      if (!stack) continue;
      const { origin, ranges } = stack;
      const most = Math.max(...ranges.map(({ from, end }) => end - from));
      const from = origin.producer?.layer.name;
      yield {
        about,
        message: [
          `This is the ${exact(LEAST_IN_A_ROW)}rd grouped convolution in a row, and its ${exact(ranges.length)} groups have not met: a channel depends on at most ${exact(most)} of the ${exact(channelsOf(origin) ?? NaN)} channels${from === undefined ? '' : ` of ${from}`}.`,
          'ShuffleNet (2017) deals the channels out to all groups between two of them: without that the error rises, more so with more groups.',
          'Put a channel shuffle, or a 1×1 convolution without groups, between them.',
        ],
      };
    }
  },
};

/** What the channels of a tensor depend on since they last met. */
interface Reach {
  readonly origin: Tensor;
  readonly runs: ChannelRuns;
  /** Grouped convolutions on the way. */
  readonly depth: number;
  /** A convolution of some channels, which waits for those beside it. */
  readonly isPart: boolean;
}

interface Unmixed {
  readonly origin: Tensor;
  readonly ranges: readonly ChannelRange[];
}

function findUnmixed(model: InspectedModel): ReadonlyMap<Layer, Unmixed> {
  const found = new Map<Layer, Unmixed>();
  // Without a layer of the program's own there is nothing that takes channels apart.
  if (!model.layers.some(isOwn)) return found;
  const reaches = new Map<Tensor, Reach>();
  for (const application of model.applications) {
    const [output] = application.outputs;
    const reach =
      output &&
      follow(
        application,
        application.inputs.map((input) => reaches.get(input) ?? start(input)),
      );
    if (!reach) continue;
    const ranges = separateRanges(reach.runs);
    const channels = channelsOf(reach.origin) ?? 0;
    // All of them may have met in one channel.
    if (ranges.some(({ from, end }) => from === 0 && end === channels)) continue;
    reaches.set(output, reach);
    const isPicture = reach.origin.producer?.layer.className === 'InputLayer';
    const isStack = reach.depth === LEAST_IN_A_ROW && depthBefore(application, reaches) < LEAST_IN_A_ROW;
    if (isStack && !reach.isPart && !isPicture && ranges.length > 1) {
      found.set(application.layer, { origin: reach.origin, ranges });
    }
  }
  return found;
}

function isOwn({ layer }: LayerReading): boolean {
  return layer.factory === undefined && layer.behaviour.channels !== undefined;
}

function depthBefore({ inputs }: Application, reaches: ReadonlyMap<Tensor, Reach>): number {
  return Math.max(0, ...inputs.map((input) => reaches.get(input)?.depth ?? 0));
}

function start(tensor: Tensor): Reach | undefined {
  const channels = channelsOf(tensor);
  return channels === undefined ? undefined : { origin: tensor, runs: sameChannels(channels), depth: 0, isPart: false };
}

function follow(application: Application, inputs: readonly (Reach | undefined)[]): Reach | undefined {
  const [first] = inputs;
  const known = inputs.filter((reach) => reach !== undefined);
  if (!first || known.length !== inputs.length || known.some(({ origin }) => origin !== first.origin)) return undefined;
  const { origin } = first;
  const allRuns = known.map(({ runs }) => runs);
  const depth = Math.min(...known.map((reach) => reach.depth));
  const isSum = SUMS.has(application.layer.factory ?? '');
  const runs = isSum ? sumOf(allRuns) : throughChannels(application, allRuns);
  if (!runs) return undefined;
  if (known.length > 1) {
    const isGrouped = !isSum && known.every(({ isPart }) => isPart);
    return { origin, runs, depth: isGrouped ? depth + 1 : depth, isPart: false };
  }
  if (!mixesChannels(application)) return { ...first, runs };
  // A layer of the program's own brings all of its groups together.
  return application.layer.factory === undefined
    ? { origin, runs, depth: depth + 1, isPart: false }
    : { origin, runs, depth, isPart: true };
}

/** Channel by channel; undefined where the inputs are not divided alike. */
function sumOf([first, ...others]: readonly ChannelRuns[]): ChannelRuns | undefined {
  const isAlike = others.every(
    (runs) => runs.length === first?.length && runs.every(({ count }, index) => count === first[index]?.count),
  );
  if (!first || !isAlike) return undefined;
  return first.map((run, index) => mixRuns([run, ...others.flatMap((runs) => runs[index] ?? [])], run.count));
}
