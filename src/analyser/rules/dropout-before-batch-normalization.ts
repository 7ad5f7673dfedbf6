// dropout-before-batch-normalization: a normalisation measures, in training, what dropout makes different from use.

import type { Fix, LayerReading } from '../analysis';
import type { Application } from '../graph/graph';
import { exact } from './figures';
import type { InspectedModel } from './inspectedModel';
import { entryOf, isConvolution, isDense } from './layerKinds';
import type { Advice, Rule } from './rule';

const DROPOUTS = new Set(['dropout', 'spatialDropout1d']);

/** What may stand between without a weight of its own. */
const BETWEEN = new Set([
  'activation',
  'reLU',
  'leakyReLU',
  'elu',
  'maxPooling1d',
  'maxPooling2d',
  'averagePooling1d',
  'averagePooling2d',
  'globalAveragePooling1d',
  'globalAveragePooling2d',
  'flatten',
  'reshape',
  'zeroPadding2d',
]);

/**
 * In training dropout sets a share of its inputs to zero and enlarges the others, so that the mean stays the same and the variance grows:
 * to 1 / (1 - rate) times its value for inputs of mean 0, and to more for others. In use it does nothing. A batch normalisation
 * after it measures the variance in training and divides by it in use, when it is smaller. Li et al. (2018, "Understanding the
 * Disharmony between Dropout and Batch Normalization by Variance Shift") found that in many modern networks the two together do worse: with
 * dropout inside the blocks of residual networks and DenseNets the error rises, and with dropout after all batch normalisations it falls a
 * little.
 *
 * The rule follows a dropout to the first layer with weights and the normalisation right after it.
 *
 * ## Bad
 *
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 *
 * const model = tf.sequential();
 * model.add(tf.layers.dense({ inputShape: [64], units: 128, activation: 'relu' }));
 * model.add(tf.layers.dropout({ rate: 0.5 }));
 * model.add(tf.layers.batchNormalization({}));
 * model.add(tf.layers.dense({ units: 10, activation: 'softmax' }));
 * ```
 *
 * ## Good
 *
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 *
 * const model = tf.sequential();
 * model.add(tf.layers.dense({ inputShape: [64], units: 128, activation: 'relu' }));
 * model.add(tf.layers.batchNormalization({}));
 * model.add(tf.layers.dropout({ rate: 0.5 }));
 * model.add(tf.layers.dense({ units: 10, activation: 'softmax' }));
 * ```
 */
export const dropoutBeforeBatchNormalization: Rule = {
  id: 'dropout-before-batch-normalization',
  severity: 'hint',
  *check(model): Iterable<Advice> {
    const found = model.layers.flatMap((reading) => followToNormalization(reading, model) ?? []);
    // The one right before a normalisation is the clearest.
    const first = found.find(({ isDirect }) => isDirect) ?? found[0];
    if (!first) return;
    const { dropout, normalization, rate } = first;
    const others = found.length === 1 ? '' : `; ${exact(found.length)} dropouts of this model lead to one`;
    const growth = exact(1 / (1 - rate));
    yield {
      about: [dropout, ...found.flatMap((one) => (one === first ? [] : [one.dropout]))],
      changed: [dropout, normalization],
      message: [
        `This dropout leads ${first.isDirect ? '' : 'through a layer with weights '}to the batch normalisation ${normalization.layer.name}${others}: at a rate of ${exact(rate)} the variance after it is about ${growth} times as large in training as in use, or more.`,
        'Batch normalisation measures it in training and divides by it in use; Li et al. (2018) found that the two together often do worse.',
        'Put dropout after the last batch normalisation, before the classifier.',
      ],
      fixes: () => (first.isDirect && found.length === 1 ? exchange(model, dropout, normalization) : []),
    };
  },
};

interface Found {
  readonly dropout: LayerReading;
  readonly normalization: LayerReading;
  readonly rate: number;
  /** No layer with weights is between them. */
  readonly isDirect: boolean;
}

function followToNormalization(dropout: LayerReading, model: InspectedModel): Found | undefined {
  const { layer, application } = dropout;
  const rate = DROPOUTS.has(layer.factory ?? '') ? entryOf(layer, 'rate') : undefined;
  if (!application || typeof rate !== 'number' || rate <= 0 || rate >= 1) return undefined;
  let weighted = 0;
  let next: Application | undefined = model.onlyUser(application);
  for (; next?.inputs.length === 1; next = model.onlyUser(next)) {
    const { factory = '' } = next.layer;
    if (factory === 'batchNormalization') {
      const normalization = model.readingOf(next.layer);
      return normalization && { dropout, normalization, rate, isDirect: weighted === 0 };
    }
    if (isConvolution(next.layer) || isDense(next.layer)) weighted++;
    else if (!BETWEEN.has(factory)) return undefined;
    if (weighted > 1) return undefined;
  }
  return undefined;
}

/** Only where the normalisation is the last one: another one behind would see the dropout again. */
function exchange(model: InspectedModel, dropout: LayerReading, normalization: LayerReading): readonly Fix[] {
  const before = dropout.layer.written;
  const behind = normalization.layer.written;
  const isNext = dropout.application && model.onlyUser(dropout.application) === normalization.application;
  if (!before || !behind || !isNext || before.callee.file !== behind.callee.file) return [];
  if (before.entries?.some(({ name }) => name === undefined || /input|batch/i.test(name))) return [];
  if (followsNormalization(normalization, model)) return [];
  const texts = [before, behind].map(({ callee, arguments: { end } }) => ({ ...callee, end: end + 1 }));
  const [first, second] = texts;
  if (!first || !second) return [];
  const edits = [
    { range: first, newText: model.textAt(second) },
    { range: second, newText: model.textAt(first) },
  ];
  return [{ title: 'Put the dropout after the normalisation', edits }];
}

/** Whether the dropout, put behind a normalisation, would lead to another one. */
function followsNormalization({ application }: LayerReading, model: InspectedModel): boolean {
  let next = application && model.onlyUser(application);
  for (let weighted = 0; next && weighted < 2; next = model.onlyUser(next)) {
    if (next.layer.factory === 'batchNormalization') return true;
    if (isConvolution(next.layer) || isDense(next.layer)) weighted++;
  }
  return false;
}
