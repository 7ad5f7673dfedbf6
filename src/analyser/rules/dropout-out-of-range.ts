// dropout-out-of-range: a dropout whose rate drops nothing.

import type { Fix, LayerCall } from '../analysis';
import type { Layer } from '../graph/graph';
import { setEntry, writtenEntry } from './edits';
import { exact } from './figures';
import { ignoredOptions } from './ignored-option';
import { entryOf } from './layerKinds';
import type { Advice, Rule } from './rule';
import type { Sources } from './sources';

const DROPOUTS = new Set(['dropout', 'spatialDropout1d', 'gaussianDropout', 'alphaDropout']);

/**
 * The rate of a dropout is the share of units that it leaves out while the network is trained: 0.5 for half of them, as in AlexNet and VGG.
 * TensorFlow.js accepts any number and drops something only where it lies between 0 and 1. With `rate: 50` for 50 %, or without a rate,
 * the layer hands everything on, and nothing works against overfitting. A rate of 0 is left alone: it says that nothing is dropped.
 *
 * ## Bad
 *
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 *
 * const model = tf.sequential();
 * model.add(tf.layers.dense({ inputShape: [64], units: 32, activation: 'relu' }));
 * model.add(tf.layers.dropout({ rate: 50 }));
 * model.add(tf.layers.dense({ units: 10, activation: 'softmax' }));
 * ```
 *
 * ## Good
 *
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 *
 * const model = tf.sequential();
 * model.add(tf.layers.dense({ inputShape: [64], units: 32, activation: 'relu' }));
 * model.add(tf.layers.dropout({ rate: 0.5 }));
 * model.add(tf.layers.dense({ units: 10, activation: 'softmax' }));
 * ```
 */
export const dropoutOutOfRange: Rule = {
  id: 'dropout-out-of-range',
  severity: 'warning',
  *checkCall({ readings }: LayerCall, sources: Sources): Iterable<Advice> {
    const [first, ...others] = readings.filter(({ layer }) => isWithoutEffect(layer));
    if (!first) return;
    const { layer } = first;
    const rate = entryOf(layer, 'rate') ?? undefined;
    yield {
      about: [first, ...others],
      entry: 'rate',
      message: [
        `${describeRate(layer, rate, sources)} drops nothing.`,
        'TensorFlow.js drops units only at a rate between 0 and 1, which is a share: AlexNet and VGG have 0.5.',
        typeof rate === 'number' && rate > 1 && rate < 100
          ? `For ${exact(rate)} % write \`rate: ${rate / 100}\`.`
          : 'Give it a rate such as 0.5, or leave the layer out.',
      ],
      fixes: () => (others.length === readings.length - 1 ? asShare(layer, rate, sources) : []),
    };
  },
};

function describeRate(layer: Layer, rate: unknown, sources: Sources): string {
  if (typeof rate === 'number') return `A rate of ${exact(rate)}`;
  return bareNumber(layer, sources) === undefined
    ? 'A dropout without a rate'
    : 'A dropout that gets a number instead of `{ rate }` has no rate and';
}

/** The number in `dropout(0.5)`. */
function bareNumber({ written }: Layer, { textAt }: Sources): number | undefined {
  const argument = written ? textAt(written.arguments).trim() : '';
  return argument === '' || Number.isNaN(Number(argument)) ? undefined : Number(argument);
}

function isWithoutEffect(layer: Layer): boolean {
  const { factory = '', behaviour } = layer;
  if (!DROPOUTS.has(factory) || behaviour.unknownOutput) return false;
  const rate = entryOf(layer, 'rate') ?? undefined;
  // What is misspelt is told there.
  if (rate === undefined) return ignoredOptions(layer).length === 0;
  return typeof rate === 'number' && (rate >= 1 || rate < 0);
}

/** `rate: 50` → `rate: 0.5`, `dropout(0.5)` → `dropout({ rate: 0.5 })`: where the number is written in the call. */
function asShare(layer: Layer, rate: unknown, sources: Sources): readonly Fix[] {
  const { written } = layer;
  const bare = bareNumber(layer, sources);
  const title = (share: number): string => `Use rate: ${share}`;
  if (written && rate === undefined && bare !== undefined && bare > 0 && bare < 1) {
    return [{ title: title(bare), edits: [{ range: written.arguments, newText: `{ rate: ${bare} }` }] }];
  }
  const value = writtenEntry(written, 'rate')?.value;
  const isPercentage = typeof rate === 'number' && rate > 1 && rate < 100;
  const isWritten = value !== undefined && Number(sources.textAt(value)) === rate;
  const share = isPercentage ? rate / 100 : 0.5;
  const edit = isWritten || rate === undefined ? setEntry(sources, layer, 'rate', String(share)) : undefined;
  return edit ? [{ title: title(share), edits: [edit] }] : [];
}
