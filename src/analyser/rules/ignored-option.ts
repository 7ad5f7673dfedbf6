// ignored-option: an option that the layer does not have, often a misspelt one.

import type { Fix, LayerCall } from '../analysis';
import type { Layer } from '../graph/graph';
import type { WrittenEntry } from '../graph/writtenCall';
import { OPTIONS } from '../layers/options';
import { removeEntry, writtenEntry } from './edits';
import type { Advice, Rule } from './rule';
import { similarName } from './similarName';
import type { Sources } from './sources';

/** What other libraries call them. */
const ELSEWHERE: ReadonlyMap<string, string> = new Map([
  ['kernel', 'kernelSize'],
  ['pool', 'poolSize'],
  ['dilation', 'dilationRate'],
  ['bias', 'useBias'],
  ['shape', 'inputShape'],
]);

/** Of the options that all layers have. `type`, say, stands in many objects and is no misspelt `dtype`. */
const OFTEN_MEANT = ['inputShape', 'batchInputShape', 'trainable'];

/**
 * The factories of `tf.layers` read the options that they know and nothing else. A misspelt one is silently ignored: with
 * `stride: 2` a convolution keeps its stride of 1, and the network is not what its source says. TypeScript reports it in an object
 * literal that it checks; JavaScript never does.
 *
 * An unknown option that is written in the call is always reported. One that comes from another object, by a spread or a variable, is
 * reported only if its name is close to one that the layer has: such an object may serve several kinds of layers. Layer classes of your
 * own are left alone.
 *
 * ## Bad
 *
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 *
 * const model = tf.sequential();
 * model.add(tf.layers.conv2d({ inputShape: [32, 32, 3], filters: 8, kernelSize: 3, stride: 2, activation: 'relu' }));
 * ```
 *
 * ## Good
 *
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 *
 * const model = tf.sequential();
 * model.add(tf.layers.conv2d({ inputShape: [32, 32, 3], filters: 8, kernelSize: 3, strides: 2, activation: 'relu' }));
 * ```
 */
export const ignoredOption: Rule = {
  id: 'ignored-option',
  severity: 'warning',
  *checkCall({ readings }: LayerCall, sources: Sources): Iterable<Advice> {
    const [first, ...others] = readings;
    const known = first && optionsOf(first.layer);
    if (!first || !known) return;
    const { layer } = first;
    for (const name of ignoredOptions(layer)) {
      const entry = writtenEntry(layer.written, name);
      const meant = ELSEWHERE.get(name) ?? similarName(name, [...ownOptions(known), ...OFTEN_MEANT]);
      const instead = meant !== undefined && known.includes(meant) && !layer.config.has(meant) ? meant : undefined;
      if (!entry && instead === undefined) continue;
      const factory = layer.factory ?? '';
      yield {
        about: [first, ...others],
        entry: name,
        message: [
          `TensorFlow.js ignores \`${name}\`: ${factory} has no such option.`,
          'The layer is created as if it were not there, without an error.',
          instead === undefined
            ? `Remove it; ${factory} takes ${listed(known)}.`
            : `Use \`${instead}\` if that is what is meant.`,
        ],
        fixes: () => (entry ? fixesFor(layer, entry, name, instead, sources) : []),
      };
    }
  },
};

function optionsOf({ factory }: Layer): readonly string[] | undefined {
  return factory !== undefined && factory in OPTIONS ? OPTIONS[factory as keyof typeof OPTIONS] : undefined;
}

/** The names in a layer's configuration that its factory does not read. */
export function ignoredOptions(layer: Layer): readonly string[] {
  const known = optionsOf(layer);
  if (!known) return [];
  return [...layer.config].flatMap(([name, value]) => (value === undefined || known.includes(name) ? [] : [name]));
}

function listed(known: readonly string[]): string {
  return ownOptions(known).join(', ') || 'none of its own';
}

/** Without those that all layers have. */
function ownOptions(known: readonly string[]): readonly string[] {
  const common: readonly string[] = OPTIONS.add;
  return known.filter((name) => !common.includes(name));
}

function fixesFor(
  layer: Layer,
  { range, value }: WrittenEntry,
  name: string,
  instead: string | undefined,
  { textAt }: Sources,
): readonly Fix[] {
  if (instead === undefined) {
    const edit = removeEntry(layer, name);
    return edit ? [{ title: `Remove ${name}`, edits: [edit] }] : [];
  }
  const quotes = /^['"]/.test(textAt(range)) ? 2 : 0;
  const edit = value
    ? { range: { ...range, end: range.start + name.length + quotes }, newText: instead }
    : { range, newText: `${instead}: ${name}` };
  return [{ title: `Use ${instead}`, edits: [edit] }];
}
