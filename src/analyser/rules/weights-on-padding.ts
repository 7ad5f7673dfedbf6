// weights-on-padding: most weights of a kernel never meet anything but the zeros around a small map.

import type { Fix, LayerReading } from '../analysis';
import type { Layer } from '../graph/graph';
import { isLiteralSize, writtenEntry } from './edits';
import { exact } from './figures';
import { groupByCall, type InspectedModel } from './inspectedModel';
import { entryOf, isChannelsLast, numbersAt, rankOf, sizesOf, trainedWeightSize } from './layerKinds';
import type { Advice, Rule } from './rule';

const KERNELS = new Map([
  ['conv1d', 'kernel'],
  ['conv2d', 'kernel'],
  ['conv3d', 'kernel'],
  ['depthwiseConv2d', 'depthwise_kernel'],
  ['separableConv2d', 'depthwise_kernel'],
]);

const LEAST_SHARE = 1 / 3;

/**
 * With `padding: 'same'` a window may reach beyond its map, where there are zeros. On a map of 1×1 a 3×3 kernel has one position that
 * meets the map; the weights of the other eight are multiplied by zeros for every picture, get no gradient, and stay what they were
 * at the start. It happens where a network made for large pictures gets small ones: five halvings leave 1×1 of a picture of 32×32. A
 * dilation does the same: DeepLab v3 (Chen et al., 2017) found that its 3×3 kernels at large rates had become 1×1.
 *
 * ## Bad
 *
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 *
 * const model = tf.sequential();
 * model.add(tf.layers.averagePooling2d({ inputShape: [8, 8, 64], poolSize: 8 }));
 * model.add(tf.layers.conv2d({ filters: 64, kernelSize: 3, padding: 'same', activation: 'relu' }));
 * ```
 *
 * ## Good
 *
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 *
 * const model = tf.sequential();
 * model.add(tf.layers.averagePooling2d({ inputShape: [8, 8, 64], poolSize: 8 }));
 * model.add(tf.layers.conv2d({ filters: 64, kernelSize: 1, padding: 'same', activation: 'relu' }));
 * ```
 */
export const weightsOnPadding: Rule = {
  id: 'weights-on-padding',
  severity: 'info',
  *check(model): Iterable<Advice> {
    for (const about of groupByCall(model.layers.filter((reading) => idleOf(reading) !== undefined))) {
      const found = about.flatMap((reading) => idleOf(reading) ?? []);
      const [{ map, kernel, used }] = found as [Idle, ...Idle[]];
      const idle = found.reduce((sum, one) => sum + one.idleWeights, 0);
      const all = found.reduce((sum, one) => sum + one.weights, 0);
      const where = about.length === 1 ? '' : `, as in all ${exact(about.length)} layers made here`;
      const size = used.join('×');
      yield {
        about,
        entry: 'kernelSize',
        message: [
          `On the ${map.join('×')} map ${size} of the ${kernel.join('×')} positions of the kernel meet the map${where}: ${exact(idle)} of ${exact(all)} weights are only ever multiplied by the zeros around it.`,
          'They learn nothing; DeepLab v3 (2017) found 3×3 kernels that large dilations had reduced to 1×1 in this way.',
          `A ${size} kernel computes the same; or feed larger pictures, or reduce less before this layer.`,
        ],
        fixes: () => shrinkKernel(model, about),
      };
    }
  },
};

interface Idle {
  readonly map: readonly number[];
  readonly kernel: readonly number[];
  /** The places of the kernel that meet the map, per axis. */
  readonly used: readonly number[];
  readonly weights: number;
  readonly idleWeights: number;
}

function idleOf({ layer, application }: LayerReading): Idle | undefined {
  const name = KERNELS.get(layer.factory ?? '');
  const rank = rankOf(layer);
  if (name === undefined || rank === undefined || !isChannelsLast(layer)) return undefined;
  if (layer.applications.length !== 1 || entryOf(layer, 'padding') !== 'same') return undefined;
  const map = sizesOf(application?.inputs[0])?.slice(0, rank);
  const kernel = numbersAt(layer, 'kernelSize', rank);
  const strides = numbersAt(layer, 'strides', rank, 1);
  const rates = numbersAt(layer, 'dilationRate', rank, 1);
  const weights = trainedWeightSize(layer, name);
  if (!map || !kernel || !strides || !rates || weights === undefined) return undefined;
  const used = kernel.map((size, axis) => placesUsed(map[axis] ?? 0, size, strides[axis] ?? 1, rates[axis] ?? 1));
  const share = product(used) / product(kernel);
  // What has no place at all has an error of its own.
  if (share === 0 || 1 - share < LEAST_SHARE) return undefined;
  return { map, kernel, used, weights, idleWeights: weights * (1 - share) };
}

/** A larger map is met by all of any kernel that people write. */
const LARGEST_MAP = 4096;

/** How many places of a kernel ever lie inside of the map, along one axis. */
function placesUsed(map: number, kernel: number, stride: number, rate: number): number {
  if (map > LARGEST_MAP) return kernel;
  const outputs = Math.ceil(map / stride);
  const before = Math.floor(Math.max((outputs - 1) * stride + (kernel - 1) * rate + 1 - map, 0) / 2);
  // A kernel may be as large as a mistake in typing makes it: only those places are looked at that can reach the map.
  const start = Math.max(0, Math.floor((before - (outputs - 1) * stride) / rate));
  const end = Math.min(kernel, Math.ceil((map + before) / rate));
  let used = 0;
  for (let place = start; place < end; place++) {
    const first = place * rate - before;
    // The first window that has this place on the map.
    const window = first < 0 ? Math.ceil(-first / stride) : 0;
    if (window < outputs && first + window * stride < map) used++;
  }
  return used;
}

function product(sizes: readonly number[]): number {
  return sizes.reduce((all, size) => all * size, 1);
}

/** A kernel with a centre that leaves out as much on either side computes the same. */
function shrinkKernel(model: InspectedModel, about: readonly LayerReading[]): readonly Fix[] {
  const [first, ...others] = about.map((reading) => idleOf(reading)?.used.join() ?? '');
  const layer = about[0]?.layer;
  if (!layer || first === undefined || others.some((used) => used !== first) || !isSymmetric(layer)) return [];
  const value = writtenEntry(layer.written, 'kernelSize')?.value;
  if (!value || !isLiteralSize(model.textAt(value))) return [];
  const used = first.split(',');
  const newText = used.every((size) => size === used[0]) ? (used[0] ?? '') : `[${used.join(', ')}]`;
  return [{ title: `Use a ${used.join('×')} kernel`, edits: [{ range: value, newText }] }];
}

function isSymmetric(layer: Layer): boolean {
  const rank = rankOf(layer) ?? 0;
  const isOdd = (size: number): boolean => size % 2 === 1;
  const isOne = (stride: number): boolean => stride === 1;
  return Boolean(
    numbersAt(layer, 'kernelSize', rank)?.every(isOdd) && numbersAt(layer, 'strides', rank, 1)?.every(isOne),
  );
}
