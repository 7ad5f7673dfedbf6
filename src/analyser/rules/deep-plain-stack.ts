// deep-plain-stack: many layers in a row without a way around them.

import type { LayerReading } from '../analysis';
import type { Application } from '../graph/graph';
import { addShortcuts } from './addShortcuts';
import { exact } from './figures';
import type { InspectedModel } from './inspectedModel';
import { isConvolution } from './layerKinds';
import type { Advice, Rule } from './rule';

/** A plain net of 18 layers is as accurate as a residual one, one of 34 is not; VGG-19 trains. */
const DEEPEST = 20;

/**
 * Beyond some twenty layers a plain stack gets worse, not better: in the ResNet paper (He et al., 2015) the plain network of 34 layers
 * has a higher training error than the one of 18, although it could copy it and do nothing in the rest. Its gradients do not
 * vanish and it does not overfit: it is hard to optimise. A shortcut around every two or three layers, which adds the block's input to
 * its output, removes this without parameters, at no cost.
 *
 * The fix is for functional models whose layers are written one statement after the other, `x = layer.apply(x)`: it adds a shortcut around
 * each two that keep the shape, before the activation of the second. A sequential model has no place for a second way.
 *
 * The rule counts convolutions in a row, all layers between of which have one input and one user. A depthwise convolution counts as
 * one with the 1×1 after it.
 *
 * ## Bad
 *
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 *
 * const input = tf.input({ shape: [32, 32, 16] });
 * let x = input;
 * for (let layer = 0; layer < 24; layer++) {
 *   const convolution = tf.layers.conv2d({ filters: 16, kernelSize: 3, padding: 'same', activation: 'relu' });
 *   x = convolution.apply(x) as tf.SymbolicTensor;
 * }
 * const model = tf.model({ inputs: input, outputs: x });
 * ```
 *
 * ## Good
 *
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 *
 * const input = tf.input({ shape: [32, 32, 16] });
 * let x = input;
 * for (let block = 0; block < 12; block++) {
 *   const first = tf.layers.conv2d({ filters: 16, kernelSize: 3, padding: 'same', activation: 'relu' });
 *   const second = tf.layers.conv2d({ filters: 16, kernelSize: 3, padding: 'same' });
 *   const residual = second.apply(first.apply(x)) as tf.SymbolicTensor;
 *   const sum = tf.layers.add().apply([x, residual]);
 *   x = tf.layers.reLU().apply(sum) as tf.SymbolicTensor;
 * }
 * const model = tf.model({ inputs: input, outputs: x });
 * ```
 */
export const deepPlainStack: Rule = {
  id: 'deep-plain-stack',
  severity: 'info',
  *check(model): Iterable<Advice> {
    const last = longestStack(model);
    if (!last || last.length <= DEEPEST) return;
    const shortcuts = addShortcuts(model, stackFrom(model, last.first), DEEPEST);
    yield {
      about: [last.first],
      message: [
        `${exact(last.length)} convolutions in a row without a shortcut, from here to ${last.reading.layer.name}.`,
        'In the ResNet paper a plain net of 34 layers has a higher training error than one of 18: it is hard to optimise, not too large.',
        'Add the input of every two or three layers to their output, through a 1×1 convolution where the shape changes.',
      ],
      fixes: () => (shortcuts ? [{ title: 'Add a shortcut around every two layers', edits: shortcuts.edits }] : []),
      ...(shortcuts && { changed: shortcuts.around }),
    };
  },
};

/** A convolution, and those in a row before it. */
interface Stack {
  readonly first: LayerReading;
  readonly reading: LayerReading;
  readonly length: number;
}

/** The longest way on which every layer has one input and every output one user. */
function longestStack(model: InspectedModel): Stack | undefined {
  const stacks = new Map<Application, Stack | undefined>();
  let longest: Stack | undefined;
  for (const application of model.applications) {
    const { inputs, layer } = application;
    const before = inputs.length === 1 ? inputs[0]?.producer : undefined;
    const above = before && model.onlyUser(before) === application ? stacks.get(before) : undefined;
    const reading = counts(application, before) ? model.readingOf(layer) : undefined;
    const stack = reading ? { first: above?.first ?? reading, reading, length: (above?.length ?? 0) + 1 } : above;
    stacks.set(application, stack);
    if (stack && stack.length > (longest?.length ?? 0)) longest = stack;
  }
  return longest;
}

/** The convolutions of a stack, from its first one on. */
function stackFrom(model: InspectedModel, { application }: LayerReading): readonly LayerReading[] {
  const found: LayerReading[] = [];
  for (let next = application; next?.inputs.length === 1; next = model.onlyUser(next)) {
    const reading = isConvolution(next.layer) ? model.readingOf(next.layer) : undefined;
    if (reading) found.push(reading);
  }
  return found;
}

function counts({ layer }: Application, before: Application | undefined): boolean {
  if (!isConvolution(layer)) return false;
  let previous = before;
  while (previous && ['batchNormalization', 'reLU', 'activation'].includes(previous.layer.factory ?? '')) {
    previous = previous.inputs[0]?.producer;
  }
  return previous?.layer.factory !== 'depthwiseConv2d';
}
