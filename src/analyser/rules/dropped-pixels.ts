// dropped-pixels: windows that do not reach the last rows or columns of their input.

import type { LayerReading } from '../analysis';
import type { Application } from '../graph/graph';
import { quoted, setEntry } from './edits';
import { exact } from './figures';
import { groupByCall, type InspectedModel } from './inspectedModel';
import { entryOf, isChannelsLast, numbersAt, poolingStride, rankOf, sizesOf } from './layerKinds';
import type { Advice, Rule } from './rule';

const SLIDING = new Set(['conv1d', 'conv2d', 'maxPooling1d', 'maxPooling2d', 'averagePooling1d', 'averagePooling2d']);

/**
 * With `padding: 'valid'` the last window must fit: where the input's size minus the window is not a multiple of the stride, no window sees the last rows at the
 * bottom and the last columns on the right. The AlexNet paper says 224×224, but (224 - 11) / 4 is not a whole
 * number; with 227 it is, and that is what everybody uses.
 *
 * Rows of zeros that a `zeroPadding2d` added are no loss, nor is what a stride larger than the window skips on purpose.
 *
 * ## Bad
 *
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 *
 * const model = tf.sequential();
 * model.add(tf.layers.conv2d({ inputShape: [224, 224, 3], filters: 96, kernelSize: 11, strides: 4, activation: 'relu' }));
 * ```
 *
 * ## Good
 *
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 *
 * const model = tf.sequential();
 * model.add(tf.layers.conv2d({ inputShape: [227, 227, 3], filters: 96, kernelSize: 11, strides: 4, activation: 'relu' }));
 * ```
 *
 * ## When not to follow it
 *
 * A row or two at the border of a picture rarely matter. They do where the border is as important as the middle (scans, boards,
 * tiles of a larger picture), and in small maps, of which one row is a large part.
 */
export const droppedPixels: Rule = {
  id: 'dropped-pixels',
  severity: 'hint',
  *check(model): Iterable<Advice> {
    for (const about of groupByCall(model.layers)) {
      const found = about.map((reading) => droppedBy(reading));
      const [drop] = found;
      if (!drop || found.some((other) => other === undefined)) continue;
      const { sizes, window, stride, dropped } = drop;
      const most = Math.max(...dropped);
      const axis = dropped.indexOf(most);
      const size = sizes[axis] ?? 0;
      const names = sizes.length === 1 ? ['step'] : ['row', 'column'];
      const what = dropped
        .flatMap((count, i) => (count > 0 ? [`${count} ${names[i] ?? 'slice'}${count === 1 ? '' : 's'}`] : []))
        .join(' and ');
      const where = about.length === 1 ? '' : ` (the first of ${exact(about.length)} layers made here)`;
      yield {
        about,
        entry: 'strides',
        message: [
          `No window sees the last ${what} of the ${sizes.join('×')} input${where}: ${size} - ${window[axis] ?? 0} is not a multiple of the stride ${stride[axis] ?? 0}.`,
          "AlexNet's paper has the same slip: 224 does not fit its 11×11 at a stride of 4, so implementations take 227.",
          `Sizes of ${size - most} or ${size - most + (stride[axis] ?? 0)} fit; padding: 'same' covers every size.`,
        ],
        fixes: () => useSame(model, about[0]),
      };
    }
  },
};

interface Drop {
  readonly sizes: readonly number[];
  readonly window: readonly number[];
  readonly stride: readonly number[];
  readonly dropped: readonly number[];
}

/** What a layer leaves out; undefined where it sees all, or where that is not known. */
function droppedBy({ layer, application }: LayerReading): Drop | undefined {
  const rank = rankOf(layer);
  if (!application || !SLIDING.has(layer.factory ?? '') || rank === undefined || !isChannelsLast(layer))
    return undefined;
  if ((entryOf(layer, 'padding') ?? 'valid') !== 'valid') return undefined;
  const isPooling = layer.factory?.includes('Pooling') === true;
  const window = numbersAt(layer, isPooling ? 'poolSize' : 'kernelSize', rank, isPooling ? 2 : undefined);
  const stride = window && (isPooling ? poolingStride(layer, window) : numbersAt(layer, 'strides', rank, 1));
  const sizes = sizesOf(application.inputs[0])?.slice(0, rank);
  if (!window || !stride || !sizes || !numbersAt(layer, 'dilationRate', rank, 1)?.every((rate) => rate === 1))
    return undefined;
  const zeros = zerosBehind(application.inputs[0]?.producer);
  if (!zeros) return undefined;
  const dropped = sizes.map((size, i) => {
    const step = stride[i] ?? 1;
    const length = window[i] ?? 1;
    return step > length ? 0 : Math.max(0, ((size - length) % step) - (zeros[i] ?? 0));
  });
  return dropped.some((count) => count > 0) ? { sizes, window, stride, dropped } : undefined;
}

/** How many of the last rows and columns are zeros of a padding; undefined where that is not known. */
function zerosBehind(producer: Application | undefined): readonly number[] | undefined {
  if (producer?.layer.factory !== 'zeroPadding2d') return [];
  const padding = entryOf(producer.layer, 'padding') ?? 1;
  if (typeof padding === 'number') return [padding, padding];
  if (!Array.isArray(padding)) return undefined;
  const ends = padding.map((side: unknown) => (Array.isArray(side) ? (side[1] as unknown) : side));
  return ends.every((end) => typeof end === 'number') ? ends : undefined;
}

function useSame(model: InspectedModel, { layer }: LayerReading) {
  const edit = setEntry(model, layer, 'padding', quoted(model, layer, 'same'));
  return edit ? [{ title: "Use padding: 'same'", edits: [edit] }] : [];
}
