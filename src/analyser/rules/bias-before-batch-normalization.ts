// bias-before-batch-normalization: a bias that the normalisation after it removes again.

import type { LayerReading } from '../analysis';
import type { Application } from '../graph/graph';
import { setEntry } from './edits';
import { counted } from './figures';
import { groupByCall, type InspectedModel } from './inspectedModel';
import {
  activationOf,
  entryOf,
  flagOf,
  isChannelsLast,
  isConvolution,
  isDense,
  rankOfTensor,
  trainedWeightSize,
} from './layerKinds';
import type { Advice, Rule } from './rule';

/**
 * Batch normalisation subtracts the mean of each channel. A bias adds the same number to all values of a channel, so the mean
 * grows by it and the subtraction removes it: the bias has no effect, its gradient is zero, and it is still stored and read. The
 * normalisation has an offset of its own (`beta`), which does what the bias was meant for.
 *
 * Ioffe and Szegedy say so where they introduce batch normalisation (2015, section 3.2), and ResNet's convolutions have no bias.
 *
 * ## Bad
 *
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 *
 * const model = tf.sequential();
 * model.add(tf.layers.conv2d({ inputShape: [32, 32, 3], filters: 64, kernelSize: 3 }));
 * model.add(tf.layers.batchNormalization());
 * model.add(tf.layers.reLU());
 * ```
 *
 * ## Good
 *
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 *
 * const model = tf.sequential();
 * model.add(tf.layers.conv2d({ inputShape: [32, 32, 3], filters: 64, kernelSize: 3, useBias: false }));
 * model.add(tf.layers.batchNormalization());
 * model.add(tf.layers.reLU());
 * ```
 *
 * ## When not to follow it
 *
 * Weights that were trained with the bias need it: without it, there is one array fewer to load them into.
 */
export const biasBeforeBatchNormalization: Rule = {
  id: 'bias-before-batch-normalization',
  severity: 'info',
  *check(model): Iterable<Advice> {
    for (const about of groupByCall(model.layers.filter((reading) => hasUselessBias(reading, model)))) {
      const biases = about.reduce((sum, { layer }) => sum + biasesOf(layer), 0);
      const where = about.length === 1 ? 'in this layer' : `in the ${counted(about.length, 'layer')} made here`;
      yield {
        about,
        entry: 'useBias',
        message: [
          `${counted(biases, 'bias parameter')} ${biases === 1 ? 'has' : 'have'} no effect ${where}: the batch normalisation that follows subtracts the mean, and the bias with it.`,
          "Its own offset does what the bias was meant for; ResNet's convolutions have no bias (Ioffe and Szegedy 2015, He et al. 2015).",
          'Set useBias: false.',
        ],
        fixes: () => {
          const edit = setEntry(model, about[0].layer, 'useBias', 'false');
          return edit ? [{ title: 'Remove the bias', edits: [edit] }] : [];
        },
      };
    }
  },
};

function hasUselessBias({ layer }: LayerReading, model: InspectedModel): boolean {
  if (!isConvolution(layer) && !isDense(layer)) return false;
  if (activationOf(layer) !== 'linear' || !isChannelsLast(layer) || biasesOf(layer) === 0) return false;
  const uses = model.usesOf(layer);
  // A use outside of this model may need the bias.
  return uses.length > 0 && uses.length === layer.applications.length && uses.every((use) => isNormalised(use, model));
}

function isNormalised({ outputs: [output] }: Application, model: InspectedModel): boolean {
  if (!output || model.isOutput(output)) return false;
  const users = model.usersOf(output);
  const channelAxis = (rankOfTensor(output) ?? NaN) - 1;
  return (
    users.length > 0 &&
    users.every(({ layer }) => {
      // One that is not trained keeps the mean it has, whatever the bias becomes.
      if (layer.factory !== 'batchNormalization' || flagOf(layer, 'trainable', true) !== true) return false;
      const axis = entryOf(layer, 'axis') ?? -1;
      return axis === -1 || axis === channelAxis;
    })
  );
}

function biasesOf(layer: LayerReading['layer']): number {
  return trainedWeightSize(layer, 'bias') ?? 0;
}
