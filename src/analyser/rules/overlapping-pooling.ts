// overlapping-pooling: the windows of a max pooling lie side by side, but could overlap.

import type { LayerReading, TextEdit } from '../analysis';
import type { Layer } from '../graph/graph';
import { isLiteralSize, quoted, writtenEntry } from './edits';
import { exact } from './figures';
import { groupByCall, type InspectedModel } from './inspectedModel';
import { numbersAt, poolingStride, sizesOf } from './layerKinds';
import type { Advice, Rule } from './rule';

/**
 * Max pooling by 2 is usually done with windows of 2×2 that lie side by side. AlexNet lets windows of 3×3 at a stride of 2 overlap: the paper
 * measures 0.4 % (top-1) and 0.3 % (top-5) less error, and finds that such a network overfits a little less. GoogLeNet and ResNet do so, too;
 * VGG, which came between, has windows of 2×2 and is the better network for other reasons. The gain is small, and it costs nothing
 * but comparisons.
 *
 * ## Bad
 *
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 *
 * const model = tf.sequential();
 * model.add(
 *   tf.layers.conv2d({ inputShape: [32, 32, 3], filters: 32, kernelSize: 3, padding: 'same', activation: 'relu' }),
 * );
 * model.add(tf.layers.maxPooling2d({ poolSize: 2 }));
 * ```
 *
 * ## Good
 *
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 *
 * const model = tf.sequential();
 * model.add(
 *   tf.layers.conv2d({ inputShape: [32, 32, 3], filters: 32, kernelSize: 3, padding: 'same', activation: 'relu' }),
 * );
 * model.add(tf.layers.maxPooling2d({ poolSize: 3, strides: 2, padding: 'same' }));
 * ```
 */
export const overlappingPooling: Rule = {
  id: 'overlapping-pooling',
  severity: 'off',
  *check(model): Iterable<Advice> {
    for (const about of groupByCall(model.layers.filter(isSideBySide))) {
      const sizes = about.map(({ application }) => sizesOf(application?.inputs[0])?.slice(0, 2).join('×') ?? '?');
      const [size] = sizes;
      const where = about.length === 1 ? `the ${size ?? '?'} map` : `the maps of ${exact(about.length)} layers`;
      yield {
        about,
        entry: 'poolSize',
        message: [
          `The 2×2 windows of this pooling lie side by side on ${where}: each position is looked at once.`,
          'In AlexNet windows of 3×3 at a stride of 2 overlap, for 0.4 % less error (2012), as in GoogLeNet and ResNet; VGG has 2×2.',
          'Overlapping costs comparisons, no parameters: try poolSize: 3 with strides: 2.',
        ],
        fixes: () => {
          const edit = overlap(model, about[0].layer);
          return edit ? [{ title: 'Let the windows overlap: 3×3 at a stride of 2', edits: [edit] }] : [];
        },
      };
    }
  },
};

function isSideBySide({ layer, application }: LayerReading): boolean {
  if (layer.factory !== 'maxPooling2d' || !sizesOf(application?.inputs[0])) return false;
  const window = numbersAt(layer, 'poolSize', 2, 2);
  const stride = window && poolingStride(layer, window);
  return Boolean(window?.every((size) => size === 2) && stride?.every((step) => step === 2));
}

function overlap(model: InspectedModel, layer: Layer): TextEdit | undefined {
  const { written } = layer;
  const entries = written?.entries ?? [];
  const isPlain = entries.every(({ name, value }) => {
    if (name === 'poolSize' || name === 'strides') return value && isLiteralSize(model.textAt(value));
    return name === 'name';
  });
  const isEmpty = entries.length === 0 && written && model.textAt(written.arguments).trim().replace('{}', '') === '';
  if (!written || !isPlain || (entries.length === 0 && !isEmpty)) return undefined;
  const name = writtenEntry(written, 'name');
  const kept = name ? [model.textAt(name.range)] : [];
  const texts = [...kept, 'poolSize: 3', 'strides: 2', `padding: ${quoted(model, layer, 'same')}`];
  return { range: written.arguments, newText: `{ ${texts.join(', ')} }` };
}
