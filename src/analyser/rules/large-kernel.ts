// large-kernel: a stack of 3×3 convolutions sees as much as one large kernel, for less.

import type { Fix, LayerReading } from '../analysis';
import type { Layer } from '../graph/graph';
import { writtenEntry } from './edits';
import { exact, percent } from './figures';
import { groupByCall, type InspectedModel } from './inspectedModel';
import { activationOf, entryOf, flagOf, isChannelsLast, numbersAt, sizesOf } from './layerKinds';
import type { Advice, Rule } from './rule';

const SMALLEST = 5;

/**
 * Two 3×3 convolutions see 5×5 pixels, three see 7×7. With C channels in and out a 7×7 kernel has 49·C² weights, three of 3×3 have
 * 27·C², and there are two more non-linearities on the way. That is the idea of VGG (2014); Inception v3 did the same to the 5×5
 * kernels of GoogLeNet.
 *
 * The rule speaks up only where the stack is smaller for the channels at hand: a large kernel on the 3 colours of a picture, or one that
 * makes many channels of few, is the cheaper one.
 *
 * ## Bad
 *
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 *
 * const model = tf.sequential();
 * model.add(
 *   tf.layers.conv2d({ inputShape: [28, 28, 64], filters: 64, kernelSize: 7, padding: 'same', activation: 'relu' }),
 * );
 * ```
 *
 * ## Good
 *
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 *
 * const model = tf.sequential();
 * model.add(
 *   tf.layers.conv2d({ inputShape: [28, 28, 64], filters: 64, kernelSize: 3, padding: 'same', activation: 'relu' }),
 * );
 * model.add(tf.layers.conv2d({ filters: 64, kernelSize: 3, padding: 'same', activation: 'relu' }));
 * model.add(tf.layers.conv2d({ filters: 64, kernelSize: 3, padding: 'same', activation: 'relu' }));
 * ```
 *
 * ## When not to follow it
 *
 * ConvNeXt (2022) went back to 7×7, but as depthwise convolutions, of which the rule says nothing.
 */
export const largeKernel: Rule = {
  id: 'large-kernel',
  severity: 'info',
  *check(model): Iterable<Advice> {
    for (const about of groupByCall(model.layers)) {
      const stacks = about.map((reading) => stackFor(reading));
      const [stack] = stacks;
      if (!stack || stacks.some((other) => other === undefined)) continue;
      const { size, count, before, after, positions } = stack;
      const of = about.length === 1 ? '' : ` (the first of ${exact(about.length)} layers made here)`;
      yield {
        about,
        entry: 'kernelSize',
        message: [
          `The ${size}×${size} kernel has ${exact(before)} weights${of}; ${exact(count)} layers of 3×3 see the same ${size}×${size} with ${exact(after)}, ${percent(before - after, before)} fewer, and ${exact((before - after) * positions)} fewer multiply-adds.`,
          `They also bring ${count - 1} more non-linearit${count === 2 ? 'y' : 'ies'}: the idea of VGG, which Inception v3 applied to GoogLeNet's 5×5.`,
          `Use ${exact(count)} convolutions of 3×3.`,
        ],
        fixes: () => replaceBy(model, about[0].layer, count),
      };
    }
  },
};

interface Stack {
  readonly size: number;
  readonly count: number;
  readonly before: number;
  readonly after: number;
  readonly positions: number;
}

/** The stack that would be smaller; undefined where there is none. */
function stackFor({ layer, application }: LayerReading): Stack | undefined {
  if (layer.factory !== 'conv2d' || layer.applications.length !== 1 || !isChannelsLast(layer)) return undefined;
  const [size, width] = numbersAt(layer, 'kernelSize', 2) ?? [];
  if (size === undefined || size !== width || size < SMALLEST || size % 2 === 0) return undefined;
  const isOne = (step: number): boolean => step === 1;
  if (!numbersAt(layer, 'strides', 2, 1)?.every(isOne) || !numbersAt(layer, 'dilationRate', 2, 1)?.every(isOne))
    return undefined;
  // Under 'valid' the sizes that a stack leaves in between would not be those of the layer.
  if (entryOf(layer, 'padding') !== 'same' || (activationOf(layer) ?? 'linear') === 'linear') return undefined;
  const channels = sizesOf(application?.inputs[0])?.[2];
  const [height, breadth, filters] = sizesOf(application?.outputs[0]) ?? [];
  if (channels === undefined || height === undefined || breadth === undefined || filters === undefined)
    return undefined;
  const count = (size - 1) / 2;
  const before = size * size * channels * filters;
  const after = 9 * channels * filters + (count - 1) * 9 * filters * filters;
  return after < before ? { size, count, before, after, positions: height * breadth } : undefined;
}

function replaceBy(model: InspectedModel, layer: Layer, count: number): readonly Fix[] {
  const { written } = layer;
  const kernel = writtenEntry(written, 'kernelSize');
  if (!written?.entries || !kernel?.value || !/^(\d+|\[\s*\d+\s*,\s*\d+\s*\])$/.test(model.textAt(kernel.value)))
    return [];
  // A kernel size that is spread into the configuration behind would win.
  if (written.entries.slice(written.entries.indexOf(kernel) + 1).some(({ name }) => name === undefined)) return [];
  const name = writtenEntry(written, 'name');
  const plainName = name?.value && /^(['"])([^'"\\]*)\1$/.exec(model.textAt(name.value));
  if (flagOf(layer, 'trainable', true) !== true || (name && !plainName)) return [];
  const { file } = written.callee;
  const texts = Array.from({ length: count }, (_, index) => {
    let text = model.textAt({ file, start: written.callee.start, end: written.arguments.end + 1 });
    for (const entry of written.entries?.toReversed() ?? []) {
      const start = entry.range.start - written.callee.start;
      const end = entry.range.end - written.callee.start;
      const isFirstOnly = ['inputShape', 'batchInputShape', 'batchSize', 'inputDType'].includes(entry.name ?? '');
      if (entry === kernel) text = `${text.slice(0, start)}kernelSize: 3${text.slice(end)}`;
      else if (entry === name && plainName)
        text = `${text.slice(0, start)}name: '${plainName[2]}_${index + 1}'${text.slice(end)}`;
      else if (index > 0 && isFirstOnly) text = text.slice(0, start) + text.slice(end).replace(/^\s*,\s*/, '');
    }
    return text;
  });
  return stackTexts(model, layer, texts);
}

/** Writes the layers one after the other, as the one layer was written. */
function stackTexts(model: InspectedModel, { written }: Layer, texts: readonly string[]): readonly Fix[] {
  const title = `Replace by ${texts.length} convolutions of 3×3`;
  if (!written) return [];
  const { file, start } = written.callee;
  const call = { file, start, end: written.arguments.end + 1 };
  const { holder, appliedTo } = written;
  if (appliedTo) {
    const [first = '', ...others] = texts;
    const inner = others.reduce(
      (before, text) => `${text}.apply(${before})`,
      `${first}.apply(${model.textAt(appliedTo)})`,
    );
    // The last `.apply(` is the one that is there.
    const last = others.at(-1) ?? '';
    return [
      {
        title,
        edits: [
          { range: call, newText: last },
          { range: appliedTo, newText: inner.slice(last.length + '.apply('.length, -1) },
        ],
      },
    ];
  }
  if (!holder) return [];
  const text = model.textOf(file);
  const indent = /[ \t]*$/.exec(text.slice(0, holder.range.start))?.[0] ?? '';
  const whole = texts.map(
    (one) => text.slice(holder.range.start, call.start) + one + text.slice(call.end, holder.range.end),
  );
  const separator = holder.kind === 'element' ? `,\n${indent}` : `\n${indent}`;
  return [{ title, edits: [{ range: holder.range, newText: whole.join(separator) }] }];
}
