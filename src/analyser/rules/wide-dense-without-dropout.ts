// wide-dense-without-dropout: a dense layer with most of the parameters, and nothing against overfitting.

import type { LayerReading } from '../analysis';
import { calleeWith, insertAfter } from './edits';
import { counted, exact, percent } from './figures';
import { groupByCall, type InspectedModel } from './inspectedModel';
import { activationOf, entryOf, flagOf, isClassifier, isDense, sizesOf } from './layerKinds';
import type { Advice, Rule } from './rule';

/** Smaller ones have less to remember by heart. */
const LEAST_PARAMETERS = 1_000_000;
const LEAST_SHARE = 0.3;
const LEAST_UNITS = 128;

/** What does the same service, before the layer or behind it. */
const REGULARISES = /dropout|noise|normalization/i;

/** Between two layers with weights. */
const WITHOUT_WEIGHTS = /^(activation|reLU|leakyReLU|elu|flatten|reshape|(global)?(Max|Average)Pool.*)$/i;

/**
 * A wide dense layer has room to remember its training pictures. AlexNet and VGG put a dropout of 0.5 after both of their layers of 4096
 * units: in training each unit is left out half of the time, so that none can rely on another (Hinton et al., 2012). AlexNet's paper
 * says that without it the network overfits substantially, and that training takes about twice as long with it.
 *
 * Where the layer is that large because it comes after a flatten, [dense-after-flatten](dense-after-flatten.md) speaks instead. Layers
 * next to a normalisation or noise, or with a penalty on their weights, are left alone.
 *
 * ## Bad
 *
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 *
 * const model = tf.sequential();
 * model.add(tf.layers.flatten({ inputShape: [32, 32, 3] }));
 * model.add(tf.layers.dense({ units: 512, activation: 'relu' }));
 * model.add(tf.layers.dense({ units: 10, activation: 'softmax' }));
 * ```
 *
 * ## Good
 *
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 *
 * const model = tf.sequential();
 * model.add(tf.layers.flatten({ inputShape: [32, 32, 3] }));
 * model.add(tf.layers.dense({ units: 512, activation: 'relu' }));
 * model.add(tf.layers.dropout({ rate: 0.5 }));
 * model.add(tf.layers.dense({ units: 10, activation: 'softmax' }));
 * ```
 */
export const wideDenseWithoutDropout: Rule = {
  id: 'wide-dense-without-dropout',
  severity: 'hint',
  // With an average instead of flatten the layer is wide no more.
  yieldsTo: ['dense-after-flatten'],
  *check(model): Iterable<Advice> {
    const { parameters: total } = model.reading.totals;
    if (typeof total !== 'number' || !isClassifier(model.reading.model)) return;
    for (const about of groupByCall(model.layers.filter((reading) => isUnregularised(reading, model)))) {
      const parameters = about.reduce((sum, { parameters: own }) => sum + (typeof own === 'number' ? own : NaN), 0);
      if (!(parameters >= LEAST_PARAMETERS && parameters >= LEAST_SHARE * total)) continue;
      const allUnits = about.map(({ application }) => sizesOf(application?.outputs[0])?.at(-1) ?? NaN);
      const units = Math.max(...allUnits);
      const isSame = allUnits.every((count) => count === units);
      yield {
        about,
        message: [
          `${counted(parameters, 'parameter')} in ${about.length === 1 ? 'this layer' : `${exact(about.length)} layers made here`} of ${exact(units)} units${isSame ? '' : ' or fewer'}, ${percent(parameters, total)} of the model's, and no dropout next to them.`,
          'AlexNet and VGG have a dropout of 0.5 after each of their wide dense layers; without it AlexNet overfits substantially (2012).',
          'Add a dropout after it; it has no parameters and does nothing in use.',
        ],
        fixes: () => {
          const callee = calleeWith(model, about[0].layer, 'dropout');
          const edits = callee && insertAfter(model, about[0].layer, `${callee}({ rate: 0.5 })`);
          return edits ? [{ title: 'Insert a dropout of 0.5', edits }] : [];
        },
      };
    }
  },
};

/** A hidden layer with nothing between it and the layers with weights around it that regularises. */
function isUnregularised({ layer, application }: LayerReading, model: InspectedModel): boolean {
  if (!isDense(layer) || !application || layer.applications.length !== 1) return false;
  if (activationOf(layer) === 'softmax' || flagOf(layer, 'trainable', true) !== true) return false;
  if ((entryOf(layer, 'kernelRegularizer') ?? undefined) !== undefined) return false;
  if ((sizesOf(application.outputs[0])?.at(-1) ?? 0) < LEAST_UNITS) return false;
  let before = application.inputs[0]?.producer;
  while (before && WITHOUT_WEIGHTS.test(before.layer.factory ?? '')) before = before.inputs[0]?.producer;
  let behind = model.onlyUser(application);
  while (behind && WITHOUT_WEIGHTS.test(behind.layer.factory ?? '')) behind = model.onlyUser(behind);
  return (
    behind !== undefined &&
    isDense(behind.layer) &&
    ![before, behind].some((one) => REGULARISES.test(one?.layer.factory ?? ''))
  );
}
