// constant-weights: all units of a hidden layer start with the same weights.

import type { LayerReading } from '../analysis';
import { removeEntry } from './edits';
import { counted, exact } from './figures';
import { groupByCall, type InspectedModel } from './inspectedModel';
import { entryOf, isDense, sizesOf, trainedWeightSize } from './layerKinds';
import type { Advice, Rule } from './rule';

const MIXING = new Set(['conv1d', 'conv2d', 'conv3d', 'dense']);

/** All numbers of a weight are the same. */
const CONSTANT = new Set(['zeros', 'ones']);

/** What may stand between two layers with weights. */
const WITHOUT_WEIGHTS =
  /^(activation|reLU|leakyReLU|elu|softmax|dropout|flatten|(global)?(Max|Average)Pooling.*|zeroPadding2d)$/i;

/**
 * Units with the same weights give the same output, and as far as the next layer treats them alike they get the same gradient and stay
 * alike: the layer is one unit, many times over. With zeros and a ReLU nothing passes in either direction, and nothing is learnt at all.
 * Random weights start each unit somewhere else. TensorFlow.js uses them by default (Glorot and Bengio, 2010); AlexNet
 * began with a normal distribution, ResNet with that of He et al. (2015).
 *
 * The rule looks at models that are compiled for training. The last layer may begin with zeros, and so may one whose output is added to
 * something else.
 *
 * ## Bad
 *
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 *
 * const model = tf.sequential();
 * model.add(tf.layers.dense({ inputShape: [64], units: 32, activation: 'relu', kernelInitializer: 'zeros' }));
 * model.add(tf.layers.dense({ units: 10, activation: 'softmax' }));
 * model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy' });
 * ```
 *
 * ## Good
 *
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 *
 * const model = tf.sequential();
 * model.add(tf.layers.dense({ inputShape: [64], units: 32, activation: 'relu' }));
 * model.add(tf.layers.dense({ units: 10, activation: 'softmax' }));
 * model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy' });
 * ```
 */
export const constantWeights: Rule = {
  id: 'constant-weights',
  severity: 'warning',
  *check(model): Iterable<Advice> {
    if (!model.reading.model.compilation) return;
    for (const about of groupByCall(model.layers.filter((reading) => beginsAlike(reading, model)))) {
      const [{ layer, application }] = about;
      const units = sizesOf(application?.outputs[0])?.at(-1);
      const initializer = entryOf(layer, 'kernelInitializer');
      if (units === undefined || typeof initializer !== 'string') continue;
      const where = about.length === 1 ? 'this layer' : `each of ${exact(about.length)} layers made here`;
      yield {
        about,
        entry: 'kernelInitializer',
        message: [
          `All ${counted(units, isDense(layer) ? 'unit' : 'filter')} of ${where} start with ${initializer}: they all give the same output, whatever the input.`,
          'Units that start alike tend to stay alike; random weights set them apart (Glorot and Bengio, 2010; He et al., 2015, for ResNet).',
          'Remove kernelInitializer, or use heNormal before a ReLU.',
        ],
        fixes: () => {
          const edit = removeEntry(layer, 'kernelInitializer');
          return edit ? [{ title: 'Start with random weights', edits: [edit] }] : [];
        },
      };
    }
  },
};

/** A layer of several units with another layer with weights behind it. */
function beginsAlike({ layer, application }: LayerReading, model: InspectedModel): boolean {
  if (!application || !MIXING.has(layer.factory ?? '') || layer.applications.length !== 1) return false;
  if (!isConstant(entryOf(layer, 'kernelInitializer')) || trainedWeightSize(layer, 'kernel') === undefined)
    return false;
  const bias = entryOf(layer, 'biasInitializer') ?? 'zeros';
  if (!isConstant(bias) || (entryOf(layer, 'weights') ?? undefined) !== undefined) return false;
  if ((sizesOf(application.outputs[0])?.at(-1) ?? 0) < 2) return false;
  let behind = model.onlyUser(application);
  while (behind && WITHOUT_WEIGHTS.test(behind.layer.factory ?? '')) behind = model.onlyUser(behind);
  return behind !== undefined && MIXING.has(behind.layer.factory ?? '');
}

function isConstant(initializer: unknown): boolean {
  return typeof initializer === 'string' && CONSTANT.has(initializer.toLowerCase());
}
