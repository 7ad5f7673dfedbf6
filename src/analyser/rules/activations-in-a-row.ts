// activations-in-a-row: an activation directly after another one, which cancels its effect.

import type { Fix, LayerReading } from '../analysis';
import type { Application } from '../graph/graph';
import { removeEntry, writtenEntry } from './edits';
import { exact, percent } from './figures';
import { groupByCall, type InspectedModel } from './inspectedModel';
import { activationOf, entryOf, isConvolution, isDense, sizesOf } from './layerKinds';
import type { Advice, Rule } from './rule';

/** What comes out of an activation: from, to. */
const RANGES: Readonly<Record<string, readonly [number, number]>> = {
  relu: [0, Infinity],
  relu6: [0, 6],
  softplus: [0, Infinity],
  sigmoid: [0, 1],
  hardSigmoid: [0, 1],
  softmax: [0, 1],
  tanh: [-1, 1],
  softsign: [-1, 1],
};

/** They change nothing that is not negative. */
const KEEPS_POSITIVE = new Set(['relu', 'leakyReLU', 'elu', 'prelu']);

/** Inputs of a softmax that differ by no more leave it undecided. */
const NARROW = 2;

/**
 * An activation changes its input; after another one there may be nothing left to change. ReLU gives nothing below zero, so
 * a second ReLU, a leaky ReLU or an ELU after it never does anything; nor does the slope of the leaky one, which is there
 * to let something through below zero (Maas et al., 2013). At the output it is worse: a sigmoid of numbers that are never
 * negative says 0.5 or more to everything, and a softmax of numbers between 0 and 1 cannot be sure of any class.
 *
 * ## Bad
 *
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 *
 * const model = tf.sequential();
 * model.add(tf.layers.dense({ inputShape: [64], units: 32, activation: 'relu' }));
 * model.add(tf.layers.dense({ units: 10, activation: 'softmax' }));
 * model.add(tf.layers.softmax());
 * ```
 *
 * ## Good
 *
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 *
 * const model = tf.sequential();
 * model.add(tf.layers.dense({ inputShape: [64], units: 32, activation: 'relu' }));
 * model.add(tf.layers.dense({ units: 10 }));
 * model.add(tf.layers.softmax());
 * ```
 */
export const activationsInARow: Rule = {
  id: 'activations-in-a-row',
  severity: 'warning',
  *check(model): Iterable<Advice> {
    for (const about of groupByCall(model.layers.filter((reading) => judge(reading, model) !== undefined))) {
      const [reading] = about;
      const judged = judge(reading, model);
      if (!judged) continue;
      const { before, message } = judged;
      yield {
        about,
        message,
        changed: [before],
        fixes: () => removeActivation(before),
      };
    }
  },
};

interface Judged {
  /** The layer with the first activation. */
  readonly before: LayerReading;
  readonly message: Advice['message'];
}

function judge({ layer, application }: LayerReading, model: InspectedModel): Judged | undefined {
  const second = ownActivation(layer);
  if (second === undefined || application?.inputs.length !== 1 || layer.applications.length !== 1) return undefined;
  const producer = application.inputs[0]?.producer;
  if (!producer || model.onlyUser(producer) !== application) return undefined;
  const before = model.readingOf(producer.layer);
  if (before?.layer.applications.length !== 1) return undefined;
  const first =
    ownActivation(before.layer) ??
    (isDense(before.layer) || isConvolution(before.layer) ? activationOf(before.layer) : undefined);
  const range = first === undefined ? undefined : RANGES[first];
  if (first === undefined || !range) return undefined;
  const message = said(first, range, second, application, model);
  return message && { before, message };
}

function said(
  first: string,
  [low, high]: readonly [number, number],
  second: string,
  { outputs: [output] }: Application,
  model: InspectedModel,
): Advice['message'] | undefined {
  if (KEEPS_POSITIVE.has(second) && low >= 0) {
    return [
      `This ${second} changes nothing: the ${first} before it gives nothing below 0.`,
      second === 'relu'
        ? 'AlexNet has one ReLU after each layer.'
        : 'It acts on negative numbers, and the layer before has removed them (Maas et al., 2013).',
      'Remove one of the two.',
    ];
  }
  if (!output || !model.isOutput(output)) return undefined;
  if (second === 'sigmoid' && low >= 0) {
    const most = high === Infinity ? 'and 1' : `and ${(1 / (1 + Math.exp(-high))).toFixed(2)}`;
    return [
      `The ${first} before this sigmoid gives nothing below 0: all outputs lie between 0.5 ${most}.`,
      'A sigmoid says no with a number below 0.5, which needs an input below 0; in AlexNet and its successors the last layer is linear before its output activation.',
      `Remove the ${first}.`,
    ];
  }
  const classes = sizesOf(output)?.at(-1);
  if (second !== 'softmax' || high - low > NARROW || classes === undefined || classes < 2) return undefined;
  const most = Math.exp(high - low);
  return [
    `This softmax gets the output of ${first}, from ${exact(low)} to ${exact(high)}: no class of the ${exact(classes)} can have more than ${percent(most, most + classes - 1)}.`,
    'The loss can never come near 0; in AlexNet, VGG and ResNet the last layer is linear before the softmax.',
    `Remove the ${first}.`,
  ];
}

/** Of a layer that is nothing but an activation. */
function ownActivation(layer: LayerReading['layer']): string | undefined {
  switch (layer.factory) {
    case 'activation':
      return activationOf(layer);
    case 'softmax':
      return (entryOf(layer, 'axis') ?? -1) === -1 ? 'softmax' : undefined;
    case 'reLU':
      return (entryOf(layer, 'maxValue') ?? undefined) === undefined ? 'relu' : undefined;
    case 'leakyReLU':
    case 'elu':
    case 'prelu':
      return layer.factory;
    default:
      return undefined;
  }
}

function removeActivation({ layer }: LayerReading): readonly Fix[] {
  if (ownActivation(layer) !== undefined || !writtenEntry(layer.written, 'activation')) return [];
  const edit = removeEntry(layer, 'activation');
  return edit ? [{ title: 'Remove the first of the two activations', edits: [edit] }] : [];
}
