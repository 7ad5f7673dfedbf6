// channels-do-not-grow: the map shrinks, and the channels do not make up for it.

import type { Fix, LayerReading } from '../analysis';
import { writtenEntry } from './edits';
import { exact } from './figures';
import type { InspectedModel } from './inspectedModel';
import { isClassifier, sizesOf } from './layerKinds';
import type { Advice, Rule } from './rule';
import { setWidth, type Stage } from './stages';

/** VGG stops to double here. */
const WIDEST = 512;

/** Stages in a row; ResNet-18 has two of the same width, with the pooling of its stem between them. */
const FLAT_STAGES = 3;

/**
 * Where a network halves its map, three of four positions are lost. VGG doubles the channels there: 64, 128, 256, 512. Half of the numbers
 * are left instead of a quarter, so that the network distinguishes more kinds of things at fewer places; and because a layer costs
 * positions × channels × channels, each stage takes about as much work as the one before. ResNet and MobileNet do the same. VGG stops at 512:
 * a 3×3 layer of 1024 channels would take 9.4 million weights for itself.
 *
 * The rule looks at classifiers of pictures: for a stage that is narrower than the one before it, and for three stages of the same width
 * below 512.
 *
 * ## Bad
 *
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 *
 * const model = tf.sequential();
 * model.add(
 *   tf.layers.conv2d({ inputShape: [32, 32, 3], filters: 64, kernelSize: 3, padding: 'same', activation: 'relu' }),
 * );
 * model.add(tf.layers.maxPooling2d({ poolSize: 2 }));
 * model.add(tf.layers.conv2d({ filters: 32, kernelSize: 3, padding: 'same', activation: 'relu' }));
 * model.add(tf.layers.flatten());
 * model.add(tf.layers.dense({ units: 10, activation: 'softmax' }));
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
 * model.add(tf.layers.maxPooling2d({ poolSize: 2 }));
 * model.add(tf.layers.conv2d({ filters: 64, kernelSize: 3, padding: 'same', activation: 'relu' }));
 * model.add(tf.layers.flatten());
 * model.add(tf.layers.dense({ units: 10, activation: 'softmax' }));
 * ```
 *
 * ## When not to follow it
 *
 * Where the first layers are wide because little else is there, and the network is small enough as it is.
 */
export const channelsDoNotGrow: Rule = {
  id: 'channels-do-not-grow',
  severity: 'hint',
  *check(model): Iterable<Advice> {
    const stages = isClassifier(model.reading.model) ? model.stages : undefined;
    if (!stages) return;
    const narrower = stages.findIndex(({ width }, index) => width < (stages[index - 1]?.width ?? 0));
    const wide = stages[narrower - 1];
    const narrow = stages[narrower];
    if (wide && narrow) {
      const changes = setWidth(model, narrow, wide.width);
      yield {
        about: [narrow.convolutions[0]],
        entry: 'filters',
        message: [
          `The map shrinks from ${mapOf(wide)} to ${mapOf(narrow)} here, and the channels from ${exact(wide.width)} to ${exact(narrow.width)}: ${exact(numbersIn(wide))} numbers for a picture become ${exact(numbersIn(narrow))}.`,
          'VGG doubles the channels where the map halves (64, 128, 256, 512), and so do ResNet and MobileNet: more kinds of things at fewer places, at the same cost.',
          `Give this stage at least the ${exact(wide.width)} channels of the one before, or that one fewer.`,
        ],
        fixes: () => changes?.fixes ?? [],
        ...(changes && { changed: changes.changed }),
      };
      return;
    }
    const flat = flatStages(stages);
    const [first, second] = flat;
    const last = flat.at(-1);
    if (!first || !second || !last) return;
    const changes = doubled(model, flat);
    yield {
      about: [second.convolutions[0]],
      entry: 'filters',
      message: [
        `${exact(first.width)} channels at ${mapOf(first)} and still at ${mapOf(last)}: ${exact(numbersIn(first))} numbers for a picture become ${exact(numbersIn(last))}.`,
        'VGG doubles the channels where the map halves (64, 128, 256, 512), and so do ResNet and MobileNet: more kinds of things at fewer places, at the same cost.',
        `Double the filters at each halving: ${flat.map((_, index) => exact(first.width * 2 ** index)).join(', ')}.`,
      ],
      fixes: () => changes?.fixes ?? [],
      ...(changes && { changed: changes.changed }),
    };
  },
};

/** The first stages in a row of one width that is below VGG's. */
function flatStages(stages: readonly Stage[]): readonly Stage[] {
  for (const [start, { width }] of stages.entries()) {
    const end = stages.findIndex((stage, index) => index > start && stage.width !== width);
    const flat = stages.slice(start, end < 0 ? undefined : end);
    if (flat.length >= FLAT_STAGES && width * 2 ** (flat.length - 1) <= WIDEST) return flat;
  }
  return [];
}

function mapOf({ convolutions }: Stage): string {
  return sizeOf(convolutions.at(-1)).join('×');
}

function numbersIn(stage: Stage): number {
  const [height = NaN, width = NaN] = sizeOf(stage.convolutions.at(-1));
  return height * width * stage.width;
}

function sizeOf(reading: LayerReading | undefined): readonly number[] {
  return sizesOf(reading?.application?.outputs[0])?.slice(0, 2) ?? [];
}

/** Each convolution of the later stages with as many times its filters; undefined unless all are written as numbers. */
function doubled(model: InspectedModel, stages: readonly Stage[]) {
  const edits = [];
  const changed: LayerReading[] = [];
  const calls = new Set<unknown>();
  for (const [index, { convolutions, pointwise }] of stages.entries()) {
    for (const reading of index > 0 ? [...convolutions, ...pointwise] : []) {
      const value = writtenEntry(reading.layer.written, 'filters')?.value;
      const text = value && model.textAt(value);
      // A call that makes layers of several stages has one number for all.
      if (!text || !/^\d+$/.test(text) || calls.has(reading.layer.call)) return undefined;
      calls.add(reading.layer.call);
      changed.push(reading);
      edits.push({ range: value, newText: String(Number(text) * 2 ** index) });
    }
  }
  const fixes: readonly Fix[] = [{ title: 'Double the filters at each halving', edits }];
  return { fixes, changed };
}
