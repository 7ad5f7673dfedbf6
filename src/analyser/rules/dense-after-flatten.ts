// dense-after-flatten: the dense layer after flatten holds most of the model's parameters.

import type { LayerReading } from '../analysis';
import type { Application } from '../graph/graph';
import { calleeWith, writtenEntry } from './edits';
import { counted, exact, percent } from './figures';
import { groupByCall, type InspectedModel } from './inspectedModel';
import { isChannelsLast, isClassifier, isConvolution, isDense, sizesOf } from './layerKinds';
import type { Advice, Rule } from './rule';

/** Below these a smaller layer is no gain worth changing a network for. */
const LEAST_SHARE = 0.5;
const LEAST_PARAMETERS = 1_000_000;
const LEAST_CHANNELS = 32;

/**
 * A dense layer after `flatten` has a weight for each position of each channel and each of its units. In VGG-16 the first of
 * them holds 102.8 million of 138.4 million parameters. GoogLeNet averages each channel over all positions instead (Lin, Chen
 * and Yan, Network in Network, 2013): the dense layer then sees one number per channel, overfits less, and the network takes
 * pictures of any size. ResNet and later networks do the same.
 *
 * The rule looks at classifiers only: where the output is about places (boxes, key points, another picture), the positions are
 * needed.
 *
 * ## Bad
 *
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 *
 * const model = tf.sequential();
 * model.add(tf.layers.conv2d({ inputShape: [64, 64, 3], filters: 128, kernelSize: 3, activation: 'relu' }));
 * model.add(tf.layers.maxPooling2d({ poolSize: 2 }));
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
 * model.add(tf.layers.conv2d({ inputShape: [64, 64, 3], filters: 128, kernelSize: 3, activation: 'relu' }));
 * model.add(tf.layers.maxPooling2d({ poolSize: 2 }));
 * model.add(tf.layers.globalAveragePooling2d({}));
 * model.add(tf.layers.dense({ units: 10, activation: 'softmax' }));
 * ```
 *
 * ## When not to follow it
 *
 * Where the class depends on where something is, as in the state of a board game.
 */
export const denseAfterFlatten: Rule = {
  id: 'dense-after-flatten',
  severity: 'info',
  *check(model): Iterable<Advice> {
    const { parameters: total } = model.reading.totals;
    if (typeof total !== 'number' || !isClassifier(model.reading.model)) return;
    for (const about of groupByCall(model.layers.filter(({ layer }) => isDense(layer)))) {
      const [reading, ...others] = about;
      const flattened = others.length === 0 ? findFlatten(reading, model) : undefined;
      const { parameters } = reading;
      if (!flattened || typeof parameters !== 'number') continue;
      if (parameters < LEAST_PARAMETERS || parameters < LEAST_SHARE * total) continue;
      const { flatten, height, width, channels, biases } = flattened;
      const left = (parameters - biases) / (height * width) + biases;
      yield {
        about,
        entry: 'units',
        changed: [flatten],
        message: [
          `${counted(parameters, 'parameter')} here, ${percent(parameters, total)} of the model's ${exact(total)}: each unit has a weight for ${height}×${width} positions of ${exact(channels)} channels.`,
          'So has VGG-16, with 74 % of its parameters in fc6; GoogLeNet averages each channel over all positions instead, and overfits less.',
          `Global average pooling in place of flatten leaves ${exact(left)} of them.`,
        ],
        fixes: () => {
          const { written } = flatten.layer;
          const callee = calleeWith(model, flatten.layer, 'globalAveragePooling2d');
          const isKept = (written?.entries ?? []).every(({ name }) => name === 'name');
          if (!written || !callee || !isKept) return [];
          const config = writtenEntry(written, 'name') ? model.textAt(written.arguments) : '{}';
          const { file, start } = written.callee;
          const range = { file, start, end: written.arguments.end };
          return [{ title: 'Average over the positions', edits: [{ range, newText: `${callee}(${config}` }] }];
        },
      };
    }
  },
};

/** The flatten that a dense layer gets its input from, behind convolutions. */
function findFlatten({ application, layer }: LayerReading, model: InspectedModel) {
  let before = application?.inputs[0]?.producer;
  while (before && (before.layer.factory === 'dropout' || before.layer.factory === 'batchNormalization')) {
    before = before.inputs[0]?.producer;
  }
  if (before?.layer.factory !== 'flatten' || layer.applications.length !== 1) return undefined;
  const [height = 1, width = 1, channels = 0, ...more] = sizesOf(before.inputs[0]) ?? [];
  const flatten = model.readingOf(before.layer);
  if (!flatten || more.length > 0 || height * width <= 1 || channels < LEAST_CHANNELS) return undefined;
  if (model.onlyUser(before) === undefined || !comesFromConvolution(before)) return undefined;
  const units = sizesOf(application?.outputs[0])?.[0];
  if (units === undefined || typeof flatten.parameters !== 'number') return undefined;
  const hasBias = layer.config.get('useBias') !== false;
  return { flatten, height, width, channels, biases: hasBias ? units : 0 };
}

/** Channels must come last: the positions are then the first two axes. */
function comesFromConvolution(application: Application): boolean {
  const seen = new Set<Application>();
  const pending = [application];
  for (let current = pending.pop(); current; current = pending.pop()) {
    if (isConvolution(current.layer)) return isChannelsLast(current.layer);
    if (current.layer.model) return true;
    seen.add(current);
    for (const { producer } of current.inputs) if (producer && !seen.has(producer)) pending.push(producer);
  }
  return false;
}
