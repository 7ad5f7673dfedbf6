// misaligned-branches: what is merged looks at different places of the picture.

import type { LayerReading } from '../analysis';
import { Unknown } from '../formulas/quantity';
import type { Application, Tensor } from '../graph/graph';
import { exact, numbersOf } from './figures';
import { groupByCall, type InspectedModel } from './inspectedModel';
import { findOneSided, padAlike } from './padAlike';
import type { Advice, Rule } from './rule';

const MERGES = new Set(['add', 'average', 'concatenate', 'maximum', 'minimum', 'multiply']);

/** Below these an output sees parts of a pixel, and no two branches line up exactly. */
const ENLARGING = new Set(['upSampling2d', 'conv2dTranspose', 'conv3dTranspose', 'resizing']);

/**
 * Where branches meet, the same position of each should look at the same place of the picture. With `padding: 'same'` and a stride
 * of 2 TensorFlow pads an even picture on the right and at the bottom first: a 3×3 convolution is then centred one pixel further than a
 * 1×1 convolution on the shortcut. ResNet's own code pads both sides alike, and GoogLeNet's branches of 1×1, 3×3 and 5×5 line up
 * because each of them is odd and has a stride of 1. Araujo et al. (Computing Receptive Fields of Convolutional Neural Networks, 2019)
 * give the arithmetic.
 *
 * Networks train in spite of it; where exact places matter (detection, segmentation) and in comparisons with weights from
 * other frameworks it shows.
 *
 * ## Bad
 *
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 *
 * const input = tf.input({ shape: [32, 32, 16] });
 * const large = tf.layers.conv2d({ filters: 32, kernelSize: 3, strides: 2, padding: 'same', activation: 'relu' });
 * const small = tf.layers.conv2d({ filters: 32, kernelSize: 1, strides: 2, padding: 'same' });
 * const branches = [large.apply(input), small.apply(input)] as tf.SymbolicTensor[];
 * const sum = tf.layers.add().apply(branches) as tf.SymbolicTensor;
 * const model = tf.model({ inputs: input, outputs: sum });
 * ```
 *
 * ## Good
 *
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 *
 * const input = tf.input({ shape: [32, 32, 16] });
 * const padded = tf.layers.zeroPadding2d({ padding: [1, 1] }).apply(input);
 * const large = tf.layers.conv2d({ filters: 32, kernelSize: 3, strides: 2, activation: 'relu' });
 * const small = tf.layers.conv2d({ filters: 32, kernelSize: 1, strides: 2, padding: 'same' });
 * const branches = [large.apply(padded), small.apply(input)] as tf.SymbolicTensor[];
 * const sum = tf.layers.add().apply(branches) as tf.SymbolicTensor;
 * const model = tf.model({ inputs: input, outputs: sum });
 * ```
 */
export const misalignedBranches: Rule = {
  id: 'misaligned-branches',
  severity: 'hint',
  *check(model): Iterable<Advice> {
    const enlarged = findEnlarged(model);
    const apart = new Map<Application['layer'], number>();
    for (const application of model.applications) {
      if (!MERGES.has(application.layer.factory ?? '') || application.layer.applications.length !== 1) continue;
      // What cannot be merged at all has an error that says more.
      if (application.outputs.some(({ shape }) => shape instanceof Unknown)) continue;
      const distance = distanceApart(application, model, enlarged);
      if (distance !== undefined && distance > 0) apart.set(application.layer, distance);
    }
    for (const about of groupByCall(model.layers.filter(({ layer }) => apart.has(layer)))) {
      const most = Math.max(...about.map(({ layer }) => apart.get(layer) ?? 0));
      const [{ application }, ...others] = about;
      const [oneSided, ...more] = application && others.length === 0 ? findOneSided(application, model) : [];
      const isCause = oneSided && more.length === 0 && stepBefore(oneSided) === most;
      const places = about.length === 1 ? '' : `, at most, in the ${exact(about.length)} layers made here`;
      yield {
        about,
        message: [
          `The branches that meet here look at places ${exact(most)} pixel${most === 1 ? '' : 's'} of the picture apart${places}.`,
          "The usual cause: at a stride of 2 'same' pads an even picture on one side first; ResNet's own code pads both sides alike.",
          "Pad both sides alike with zeroPadding2d, and use padding: 'valid' in the layer after it.",
        ],
        changed: isCause ? [oneSided] : [],
        fixes: () => {
          const edits = isCause && padAlike(model, oneSided);
          return edits ? [{ title: 'Pad both sides alike', edits }] : [];
        },
      };
    }
  },
};

/** Pixels of the picture from one position of a layer's input to the next, where its stride is 2. */
function stepBefore({ receptiveField: field }: LayerReading): number {
  return field instanceof Unknown ? NaN : (numbersOf(field.stride)?.[0] ?? NaN) / 2;
}

/** The distance between the centres of what the inputs see; undefined where that is not known. */
function distanceApart(
  { inputs }: Application,
  model: InspectedModel,
  enlarged: ReadonlySet<Tensor>,
): number | undefined {
  const fields = inputs.map((input) => (enlarged.has(input) ? undefined : centresOf(input, model)));
  const [first, ...others] = fields;
  if (!first || others.length === 0) return undefined;
  let most = 0;
  for (const other of others) {
    if (!other || other.strides.some((stride, axis) => stride !== first.strides[axis])) return undefined;
    for (const [axis, centre] of other.centres.entries()) {
      most = Math.max(most, Math.abs(centre - (first.centres[axis] ?? NaN)));
    }
  }
  return Number.isNaN(most) ? undefined : most;
}

/** Where position 0 of a tensor looks, and how far apart its positions look. */
function centresOf({ producer }: Tensor, model: InspectedModel) {
  const isUsedOnce = producer?.layer.applications.length === 1;
  const field = isUsedOnce ? model.readingOf(producer.layer)?.receptiveField : undefined;
  // Branches that met unaligned before have been told of already.
  if (!field || field instanceof Unknown || field.global || !field.aligned) return undefined;
  const sizes = numbersOf(field.size);
  const strides = numbersOf(field.stride);
  const paddings = numbersOf(field.padding);
  if (!sizes || !strides || !paddings) return undefined;
  return { strides, centres: sizes.map((size, axis) => (size - 1) / 2 - (paddings[axis] ?? NaN)) };
}

/** The tensors that come from a layer that enlarges. */
function findEnlarged(model: InspectedModel): ReadonlySet<Tensor> {
  const found = new Set<Tensor>();
  for (const { layer, inputs, outputs } of model.applications) {
    const enlarges = ENLARGING.has(layer.factory ?? '') || layer.model !== undefined;
    if (enlarges || inputs.some((input) => found.has(input))) for (const output of outputs) found.add(output);
  }
  return found;
}
