// linear-layers-in-a-row: two layers with no non-linearity between them compute what one could.

import type { LayerReading } from '../analysis';
import type { Application, Layer } from '../graph/graph';
import { usualActivation } from './between';
import { quoted, setEntry } from './edits';
import { counted, exact } from './figures';
import { groupByCall, type InspectedModel } from './inspectedModel';
import { activationOf, entryOf, isDense, numbersAt, rankOf, sizesOf, trainedWeightSize } from './layerKinds';
import type { Advice, Rule } from './rule';

/** Layers of which two in a row are one: full connections between channels. */
const MIXING = new Set(['conv1d', 'conv2d', 'conv3d', 'dense']);

/** What may stand between them without a non-linearity. */
const LINEAR = new Set([
  'batchNormalization',
  'dropout',
  'spatialDropout1d',
  'flatten',
  'zeroPadding2d',
  'averagePooling1d',
  'averagePooling2d',
  'globalAveragePooling1d',
  'globalAveragePooling2d',
]);

/**
 * A convolution or dense layer without an activation is linear, and two linear layers in a row are one linear layer: the second adds
 * parameters and work, but nothing that the network could not express without it. Only the non-linearity between layers
 * makes depth worthwhile. VGG counts it among the reasons for its small kernels: three of 3×3 bring three ReLUs where one of
 * 7×7 brings one; AlexNet made ReLU the standard.
 *
 * Left alone are pairs that are linear on purpose: a middle narrower than both sides (a factorised matrix, MobileNetV2's linear
 * bottleneck), kernels like 1×7 with 7×1, and depthwise convolutions.
 *
 * ## Bad
 *
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 *
 * const model = tf.sequential();
 * model.add(tf.layers.conv2d({ inputShape: [28, 28, 1], filters: 32, kernelSize: 3 }));
 * model.add(tf.layers.conv2d({ filters: 32, kernelSize: 3, activation: 'relu' }));
 * ```
 *
 * ## Good
 *
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 *
 * const model = tf.sequential();
 * model.add(tf.layers.conv2d({ inputShape: [28, 28, 1], filters: 32, kernelSize: 3, activation: 'relu' }));
 * model.add(tf.layers.conv2d({ filters: 32, kernelSize: 3, activation: 'relu' }));
 * ```
 */
export const linearLayersInARow: Rule = {
  id: 'linear-layers-in-a-row',
  severity: 'warning',
  *check(model): Iterable<Advice> {
    for (const about of groupByCall(model.layers.filter((reading) => followers(reading, model) !== undefined))) {
      const [{ layer, parameters }] = about;
      const next = followers(about[0], model)?.[0];
      if (!next) continue;
      const count = about.length === 1 ? '' : ` (so do ${exact(about.length)} layers made here)`;
      const activation = usualActivation(model);
      const between = next.direct ? 'directly' : 'through nothing but linear layers';
      yield {
        about,
        message: [
          `This layer has no activation and leads ${between} to ${next.layer.name}${count}: together they are one linear layer.`,
          `${typeof parameters === 'number' ? `Its ${counted(parameters, 'parameter')} add` : 'It adds'} nothing that one layer in place of both could not learn; depth pays off through the ReLUs in between (AlexNet, VGG).`,
          next.direct
            ? `Give it an activation, for example '${activation}', or remove one of the two.`
            : 'Put a non-linearity between them, or remove one of the two.',
        ],
        fixes: () => {
          // A ReLU that lets one number pass, or nothing, would do more harm than good.
          const all = about.every((reading) =>
            followers(reading, model)?.every(({ direct, middle }) => direct && middle > 1),
          );
          const edit = all ? setEntry(model, layer, 'activation', quoted(model, layer, activation)) : undefined;
          return edit ? [{ title: `Add activation: '${activation}'`, edits: [edit] }] : [];
        },
      };
    }
  },
};

interface Follower {
  readonly layer: Layer;
  readonly direct: boolean;
  /** Channels between the two. */
  readonly middle: number;
}

/** The layers that a linear layer leads to in each of its uses; undefined where one use is all right. */
function followers({ layer }: LayerReading, model: InspectedModel): readonly Follower[] | undefined {
  if (!MIXING.has(layer.factory ?? '') || activationOf(layer) !== 'linear') return undefined;
  if (trainedWeightSize(layer, 'kernel') === undefined || !isSquare(layer)) return undefined;
  const uses = model.usesOf(layer);
  if (uses.length === 0 || uses.length !== layer.applications.length) return undefined;
  const found = uses.map((use) => followerOf(use, model));
  return found.every((follower) => follower !== undefined) ? found : undefined;
}

function followerOf(use: Application, model: InspectedModel): Follower | undefined {
  let last = use;
  let next = model.onlyUser(last);
  // Dropout changes nothing when the network is used: an activation before it is as good.
  let direct = true;
  while (next && LINEAR.has(next.layer.factory ?? '')) {
    if (!/dropout|flatten/i.test(next.layer.factory ?? '')) direct = false;
    last = next;
    next = model.onlyUser(last);
  }
  if (!next || !MIXING.has(next.layer.factory ?? '') || !isSquare(next.layer)) return undefined;
  if (trainedWeightSize(next.layer, 'kernel') === undefined) return undefined;
  const before = sizesOf(use.inputs[0])?.at(-1);
  const middle = sizesOf(use.outputs[0])?.at(-1);
  const after = sizesOf(next.outputs[0])?.at(-1);
  if (before === undefined || middle === undefined || after === undefined) return undefined;
  return middle < Math.min(before, after) ? undefined : { layer: next.layer, direct, middle };
}

/** 1×7 and 7×1 are meant to be one kernel together. */
function isSquare(layer: Layer): boolean {
  if (isDense(layer)) return true;
  const kernel = numbersAt(layer, 'kernelSize', rankOf(layer) ?? 0);
  return kernel?.every((size) => size === kernel[0]) === true && entryOf(layer, 'dataFormat') !== 'channelsFirst';
}
