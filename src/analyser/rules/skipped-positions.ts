// skipped-positions: no layer sees most of a map, because the stride is larger than the window.

import type { Fix, LayerReading } from '../analysis';
import type { Application, Tensor } from '../graph/graph';
import { groupBy } from '../graph/groupBy';
import { quoted, setEntry } from './edits';
import { exact, percent } from './figures';
import type { InspectedModel } from './inspectedModel';
import { isChannelsLast, numbersAt, poolingStride, sizesOf } from './layerKinds';
import type { Advice, Rule } from './rule';

const LEAST_SHARE = 0.5;

/**
 * A window that is smaller than the stride leaves gaps. A 1×1 convolution at a stride of 2 looks at one of four positions; where nothing
 * else uses the same map, what was computed for the other three is thrown away. ResNet-50 has it at the beginning of
 * its stages: both the block and its shortcut are 1×1 at a stride of 2. He et al. (2018, Bag of Tricks) moved the stride to the 3×3
 * convolution of the block and averaged 2×2 in the shortcut, for about 1 % more accuracy together.
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
 * model.add(tf.layers.conv2d({ filters: 64, kernelSize: 1, strides: 2, activation: 'relu' }));
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
 * model.add(tf.layers.conv2d({ filters: 64, kernelSize: 3, strides: 2, padding: 'same', activation: 'relu' }));
 * ```
 *
 * ## When not to follow it
 *
 * With trained weights of ResNet-50, which were trained with the gaps.
 */
export const skippedPositions: Rule = {
  id: 'skipped-positions',
  severity: 'hint',
  *check(model): Iterable<Advice> {
    const gaps = [...tensorsOf(model)].flatMap((tensor) => gapsIn(tensor, model) ?? []);
    for (const [, [gap, ...others]] of groupBy(gaps, ({ readings: [first] }) => first.layer.call)) {
      const { sizes, seen, window, stride } = gap;
      const [height = 0, width = 0] = sizes;
      const where = others.length === 0 ? '' : `, the first of ${exact(others.length + 1)} made here`;
      const all = height * width;
      const [first, ...more] = [gap, ...others].flatMap(({ readings }) => readings);
      if (!first) continue;
      yield {
        about: [first, ...more],
        entry: 'strides',
        message: [
          `Windows of ${window.join('×')} at a stride of ${stride.join('×')} skip ${exact(all - seen)} of ${exact(all)} positions of the ${sizes.join('×')} map${where}, and no other layer looks at it: ${percent(all - seen, all)} of what the previous layers computed is lost.`,
          'ResNet-50 loses as much at the start of its stages; with the stride in the 3×3 convolution it is 0.5 % more accurate (Bag of Tricks, 2018).',
          'Give the stride to a layer whose window is at least as large.',
        ],
        fixes: () => widen(model, gap),
      };
    }
  },
};

interface Gap {
  readonly readings: readonly [LayerReading, ...LayerReading[]];
  readonly sizes: readonly number[];
  readonly seen: number;
  readonly window: readonly number[];
  readonly stride: readonly number[];
}

function* tensorsOf(model: InspectedModel): Iterable<Tensor> {
  for (const { outputs } of model.applications) yield* outputs;
}

/** A map all users of which look at the same few positions. */
function gapsIn(tensor: Tensor, model: InspectedModel): Gap | undefined {
  if (model.isOutput(tensor)) return undefined;
  const [first, ...others] = model.usersOf(tensor);
  const look = first && lookOf(first);
  const sizes = look && sizesOf(tensor)?.slice(0, 2);
  if (!sizes || others.some((user) => lookOf(user)?.key !== look.key)) return undefined;
  const [reading, ...readings] = [first, ...others].flatMap(({ layer }) => model.readingOf(layer) ?? []);
  const outputs = sizesOf(first.outputs[0])?.slice(0, 2);
  if (!reading || !outputs) return undefined;
  const { window, stride } = look;
  const seen = outputs.reduce(
    (all, count, axis) => all * Math.min(sizes[axis] ?? 0, count * Math.min(window[axis] ?? 1, stride[axis] ?? 1)),
    1,
  );
  const all = sizes.reduce((product, size) => product * size, 1);
  return all - seen >= LEAST_SHARE * all
    ? { readings: [reading, ...readings], sizes, seen, window, stride }
    : undefined;
}

/** Which positions a layer looks at; undefined where it leaves none out. */
function lookOf({ layer }: Application) {
  const { factory = '' } = layer;
  if (!isChannelsLast(layer) || layer.applications.length !== 1) return undefined;
  const isPooling = factory === 'maxPooling2d' || factory === 'averagePooling2d';
  if (!isPooling && factory !== 'conv2d' && factory !== 'depthwiseConv2d') return undefined;
  const window = isPooling ? numbersAt(layer, 'poolSize', 2, 2) : numbersAt(layer, 'kernelSize', 2);
  const stride = window && (isPooling ? poolingStride(layer, window) : numbersAt(layer, 'strides', 2, 1));
  if (!stride || !numbersAt(layer, 'dilationRate', 2, 1)?.every((rate) => rate === 1)) return undefined;
  const skips = stride.some((step, axis) => step > (window[axis] ?? 1));
  return skips ? { window, stride, key: `${window.join()}/${stride.join()}` } : undefined;
}

/** With 'same' a 3×3 window gives as many outputs as the 1×1 did. */
function widen(model: InspectedModel, { readings, window, stride }: Gap): readonly Fix[] {
  const [{ layer }, ...others] = readings;
  if (others.length > 0 || layer.factory !== 'conv2d') return [];
  if (!window.every((size) => size === 1) || !stride.every((step) => step === 2)) return [];
  const size = setEntry(model, layer, 'kernelSize', '3');
  const padding = size && setEntry(model, layer, 'padding', quoted(model, layer, 'same'));
  return padding ? [{ title: "Use a 3×3 kernel with padding: 'same'", edits: [size, padding] }] : [];
}
