// unused-channels: channels that are computed, but that no later layer looks at.

import { sameChannels, separateRanges, type ChannelRange } from '../graph/channels';
import type { Layer, Tensor } from '../graph/graph';
import { channelsOf, throughChannels } from '../passes/channelFlow';
import { counted, exact } from './figures';
import { groupByCall, type InspectedModel } from './inspectedModel';
import type { Advice, Rule } from './rule';

/**
 * Groups written by hand take the channels apart: g slices of `Math.floor(channels / g)`. Where the channels are not divisible by
 * the groups, the last ones belong to none: they are computed, stored and never looked at, without an error. ShuffleNet
 * (2017) chooses its widths (144, 200, 240, 272, 384) so that its 1, 2, 3, 4 and 8 groups divide them.
 *
 * The rule reads the `call` of layer classes of the program's own and adds up what all layers that use a tensor look at. It says
 * nothing about the model's input, part of which may be left out on purpose.
 *
 * ## Bad
 *
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 *
 * class Groups extends tf.layers.Layer {
 *   static className = 'Groups';
 *   override call(inputs: tf.Tensor[]): tf.Tensor {
 *     const x = inputs[0] as tf.Tensor4D;
 *     const size = Math.floor(x.shape[3] / 3);
 *     const parts = [0, 1, 2].map((group) => tf.slice(x, [0, 0, 0, group * size], [-1, -1, -1, size]));
 *     return tf.concat(parts, 3);
 *   }
 * }
 *
 * const model = tf.sequential();
 * model.add(tf.layers.conv2d({ inputShape: [28, 28, 3], filters: 64, kernelSize: 3, activation: 'relu' }));
 * model.add(new Groups({}));
 * ```
 *
 * ## Good
 *
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 *
 * class Groups extends tf.layers.Layer {
 *   static className = 'Groups';
 *   override call(inputs: tf.Tensor[]): tf.Tensor {
 *     const x = inputs[0] as tf.Tensor4D;
 *     const size = Math.floor(x.shape[3] / 3);
 *     const parts = [0, 1, 2].map((group) => tf.slice(x, [0, 0, 0, group * size], [-1, -1, -1, size]));
 *     return tf.concat(parts, 3);
 *   }
 * }
 *
 * const model = tf.sequential();
 * model.add(tf.layers.conv2d({ inputShape: [28, 28, 3], filters: 66, kernelSize: 3, activation: 'relu' }));
 * model.add(new Groups({}));
 * ```
 */
export const unusedChannels: Rule = {
  id: 'unused-channels',
  severity: 'info',
  *check(model): Iterable<Advice> {
    const found = new Map<Layer, { readonly used: readonly ChannelRange[]; readonly tensor: Tensor }>();
    for (const { layer, outputs } of model.applications) {
      for (const tensor of layer.className === 'InputLayer' || layer.applications.length !== 1 ? [] : outputs) {
        const used = rangesUsed(tensor, model);
        const user = model.usersOf(tensor)[0]?.layer;
        if (user && used && countIn(used) < (channelsOf(tensor) ?? 0)) found.set(user, { used, tensor });
      }
    }
    for (const about of groupByCall(model.layers.filter(({ layer }) => found.has(layer)))) {
      const one = found.get(about[0].layer);
      const channels = channelsOf(one?.tensor) ?? 0;
      if (!one) continue;
      yield {
        about,
        message: [
          `${counted(channels - countIn(one.used), 'channel')} of the ${exact(channels)} of ${one.tensor.producer?.layer.name ?? 'the layer before'} ${channels - countIn(one.used) === 1 ? 'is' : 'are'} never looked at; those used are ${one.used.map(({ from, end }) => `${exact(from)} to ${exact(end - 1)}`).join(', ')}.`,
          'Groups that do not divide the channels evenly leave some out, without an error; ShuffleNet (2017) chooses widths that its groups divide.',
          'Choose a number of channels that the groups divide evenly, or make fewer channels.',
        ],
      };
    }
  },
};

/** The channels that all users of a tensor together may look at; undefined where they may be all. */
function rangesUsed(tensor: Tensor, model: InspectedModel): readonly ChannelRange[] | undefined {
  const channels = channelsOf(tensor);
  const users = model.usersOf(tensor);
  if (channels === undefined || users.length === 0 || model.isOutput(tensor)) return undefined;
  const isOwn = users.every(({ layer, inputs }) => layer.factory === undefined && !layer.model && inputs.length === 1);
  const runs = isOwn ? users.map((user) => throughChannels(user, [sameChannels(channels)])) : [];
  const known = runs.filter((one) => one !== undefined);
  // What another model does with it is not seen here.
  const isAll = tensor.producer?.layer.applications.length === 1 && known.length === users.length;
  return isAll ? separateRanges(known.flat()) : undefined;
}

function countIn(ranges: readonly ChannelRange[]): number {
  return ranges.reduce((sum, { from, end }) => sum + end - from, 0);
}
