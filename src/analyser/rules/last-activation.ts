// last-activation: the activation of the output does not fit the loss that the model is compiled with.

import type { Fix } from '../analysis';
import type { Application, Compilation, Layer } from '../graph/graph';
import { quoted, setEntry } from './edits';
import { exact, percent } from './figures';
import type { InspectedModel } from './inspectedModel';
import { activationOf, isConvolution, isDense, lossOf, sizesOf } from './layerKinds';
import type { Advice, Rule } from './rule';

const EXCLUSIVE = new Set(['categoricalCrossentropy', 'sparseCategoricalCrossentropy']);

/** Activations whose results are no probabilities. */
const UNBOUNDED = new Set(['linear', 'relu', 'relu6', 'elu', 'selu', 'tanh', 'softplus', 'softsign']);

/**
 * What a network outputs and how its loss reads it have to match.
 *
 * - `softmax` divides by the sum over the units: for one unit that is always 1.
 * - `categoricalCrossentropy` of TensorFlow.js expects probabilities that exclude each other, as softmax gives them. It divides
 *   the outputs by their sum, so that one unit always has a loss of 0, outputs below 0 have no meaning, and those of `sigmoid`
 *   are not probabilities of one class among others when the model is used.
 * - `binaryCrossentropy` asks each unit a question of its own: with softmax over several classes the classes that are absent
 *   weigh as much as the one that is there, and TensorFlow.js counts `accuracy` over the answers of all units.
 * - `meanSquaredError` of softmax hardly changes where the answer is most wrong: its gradient contains the probability of the right class,
 *   which is then near 0. Cross-entropy keeps it: Glorot and Bengio (2010) found fewer plateaus with it.
 *
 * AlexNet, VGG and ResNet end in softmax over 1000 classes and are trained with its cross-entropy.
 *
 * ## Bad
 *
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 *
 * const model = tf.sequential();
 * model.add(tf.layers.dense({ inputShape: [64], units: 32, activation: 'relu' }));
 * model.add(tf.layers.dense({ units: 10, activation: 'softmax' }));
 * model.compile({ optimizer: 'adam', loss: 'binaryCrossentropy', metrics: ['accuracy'] });
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
 * model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
 * ```
 */
export const lastActivation: Rule = {
  id: 'last-activation',
  severity: 'warning',
  *check(model): Iterable<Advice> {
    const { outputs, compilation } = model.reading.model;
    for (const [index, { producer }] of outputs.entries()) {
      const units = sizesOf(producer?.outputs[0])?.at(-1);
      const reading = producer && model.readingOf(producer.layer);
      const activation = producer && lastActivationOf(producer);
      if (!reading || units === undefined || activation === undefined) continue;
      const said = judge(model, {
        layer: reading.layer,
        units,
        activation,
        compilation,
        loss: lossOf(compilation, index),
      });
      if (said) yield { about: [reading], entry: 'activation', ...said };
    }
  },
};

interface Output {
  readonly layer: Layer;
  readonly units: number;
  readonly activation: string;
  readonly compilation: Compilation | undefined;
  readonly loss: string | undefined;
}

function judge(model: InspectedModel, output: Output): Omit<Advice, 'about'> | undefined {
  const { layer, units, activation, loss } = output;
  const withActivation = (name: string): readonly Fix[] => {
    const edit =
      layer.factory === 'softmax' ? undefined : setEntry(model, layer, 'activation', quoted(model, layer, name));
    return edit ? [{ title: `Use activation: '${name}'`, edits: [edit] }] : [];
  };
  if (activation === 'softmax' && units === 1) {
    return {
      message: [
        'softmax over 1 unit: the output is 1 for every input, and nothing can be learnt.',
        'softmax divides by the sum over the units. It is for exclusive classes with a unit each, as in the 1000 of AlexNet.',
        "For yes or no use 'sigmoid' with binaryCrossentropy.",
      ],
      fixes: () => withActivation('sigmoid'),
    };
  }
  if (loss === undefined) return undefined;
  if (EXCLUSIVE.has(loss) && units === 1) {
    return {
      entry: 'units',
      message: [
        `${loss} over 1 unit: TensorFlow.js divides the output by the sum over the units, so that the loss is the same for every input.`,
        'It compares classes that exclude each other, with a unit each, as AlexNet and its successors have.',
        "For yes or no use 'sigmoid' with binaryCrossentropy, otherwise one unit per class.",
      ],
    };
  }
  if (EXCLUSIVE.has(loss) && activation !== 'softmax' && (activation === 'sigmoid' || UNBOUNDED.has(activation))) {
    const what =
      activation === 'sigmoid'
        ? `${exact(units)} sigmoid outputs do not add up to 1`
        : `${exact(units)} outputs with activation '${activation}' are not probabilities`;
    return {
      message: [
        `${what}, but ${loss} compares exclusive classes: TensorFlow.js divides each by their sum and takes the logarithm.`,
        'softmax gives probabilities of classes that exclude each other; AlexNet, VGG and ResNet are trained that way.',
        "Use 'softmax'.",
      ],
      fixes: () => withActivation('softmax'),
    };
  }
  if (loss === 'meanSquaredError' && activation === 'softmax') {
    return {
      ...replacedLoss(model, output, 'meanSquaredError', 'categoricalCrossentropy'),
      message: [
        `meanSquaredError over ${exact(units)} softmax classes: where the right class has a probability near 0 its gradient is near 0 too, and a wrong answer stays wrong.`,
        'Cross-entropy learns most from the answers that are most wrong (Glorot and Bengio, 2010); AlexNet, VGG and ResNet train softmax with it.',
        'Use categoricalCrossentropy.',
      ],
    };
  }
  // Over two classes both losses are the same.
  if (loss === 'binaryCrossentropy' && activation === 'softmax' && units > 2) {
    return {
      ...replacedLoss(model, output, 'binaryCrossentropy', 'categoricalCrossentropy'),
      message: [
        `binaryCrossentropy asks of each of the ${exact(units)} softmax classes on its own whether it is there, though they exclude each other.`,
        `'accuracy' then counts all ${exact(units)} answers: never naming any class already scores ${percent(units - 1, units)}. AlexNet, VGG and ResNet train softmax with its own cross-entropy.`,
        'Use categoricalCrossentropy; or sigmoid, if several classes can be there at once.',
      ],
    };
  }
  return undefined;
}

/** The place of the loss in the call of `compile`, and the fix that names another one there. */
function replacedLoss(
  model: InspectedModel,
  { layer, compilation }: Output,
  loss: string,
  instead: string,
): Pick<Advice, 'range' | 'fixes' | 'changed'> {
  const entry = compilation?.entries?.find(({ name }) => name === 'loss');
  const value = entry?.value?.file === layer.call.file ? entry.value : undefined;
  const written = value && model.textAt(value);
  const isPlain = value !== undefined && written?.slice(1, -1) === loss && /^(['"`]).*\1$/.test(written);
  const edits = isPlain ? [{ range: value, newText: written.replace(loss, instead) }] : [];
  return {
    range: entry?.range,
    fixes: () => (edits.length > 0 ? [{ title: `Use ${instead}`, edits }] : []),
    changed: [],
  };
}

/** Of a dense layer, a convolution, or an activation layer of its own. */
function lastActivationOf({ layer }: Application): string | undefined {
  if (layer.factory === 'softmax') return (layer.config.get('axis') ?? -1) === -1 ? 'softmax' : undefined;
  if (layer.factory === 'activation' || isDense(layer) || isConvolution(layer)) return activationOf(layer);
  return undefined;
}
