// local-response-normalization: a normalisation that was dropped when VGG found no use for it.

import type { LayerReading } from '../analysis';
import { writtenEntry } from './edits';
import { counted, exact } from './figures';
import { groupByCall, type InspectedModel } from './inspectedModel';
import { sizesOf } from './layerKinds';
import type { Advice, Rule } from './rule';

/** tf.layers has none, so that it is a class of the program's own. */
const NAME = /^(lrn|localresponsenorm(ali[sz]ation)?)(layer|2d)?$/i;

/**
 * AlexNet divides each activation by the size of its neighbours in other channels. VGG measured what that brings (its configuration
 * A-LRN): nothing, for more memory and time, and left it out. Batch normalisation (Ioffe and Szegedy, 2015) is what normalises
 * networks since: it keeps the scale of each channel and allows larger learning rates; ResNet has it after every convolution.
 *
 * ## Bad
 *
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 *
 * class LocalResponseNormalization extends tf.layers.Layer {
 *   static className = 'LocalResponseNormalization';
 *   override computeOutputShape(inputShape: tf.Shape): tf.Shape {
 *     return inputShape;
 *   }
 *   override call(inputs: tf.Tensor[]): tf.Tensor {
 *     return tf.localResponseNormalization(inputs[0] as tf.Tensor4D, 2, 2, 1e-4, 0.75);
 *   }
 * }
 *
 * const model = tf.sequential();
 * model.add(tf.layers.conv2d({ inputShape: [32, 32, 3], filters: 64, kernelSize: 3, activation: 'relu' }));
 * model.add(new LocalResponseNormalization({}));
 * ```
 *
 * ## Good
 *
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 *
 * const model = tf.sequential();
 * model.add(tf.layers.conv2d({ inputShape: [32, 32, 3], filters: 64, kernelSize: 3, activation: 'relu' }));
 * model.add(tf.layers.batchNormalization({}));
 * ```
 */
export const localResponseNormalization: Rule = {
  id: 'local-response-normalization',
  severity: 'info',
  *check(model): Iterable<Advice> {
    for (const about of groupByCall(model.layers.filter(isLocalResponseNormalization))) {
      const channels = about.map(({ application }) => sizesOf(application?.outputs[0])?.at(-1) ?? NaN);
      const total = channels.reduce((sum, count) => sum + count, 0);
      if (Number.isNaN(total)) continue;
      const place = about.length === 1 ? '' : ` in ${exact(about.length)} layers`;
      yield {
        about,
        message: [
          `Local response normalisation over ${counted(total, 'channel')}${place}: AlexNet's, which learns nothing.`,
          'VGG found that it costs memory and time without helping (configuration A-LRN), and ResNet has none.',
          `Batch normalisation took its place: ${exact(4 * total)} parameters, half of them trained.`,
        ],
        fixes: () => replaceBy(model, about[0]),
      };
    }
  },
};

function isLocalResponseNormalization({ layer, application }: LayerReading): boolean {
  return layer.factory === undefined && NAME.test(layer.className) && application !== undefined;
}

function replaceBy(model: InspectedModel, { layer: { written } }: LayerReading) {
  const namespace = layersNamespace(model, written?.callee.file);
  if (!written || namespace === undefined) return [];
  const name = writtenEntry(written, 'name');
  const config = name ? `{ ${model.textAt(name.range)} }` : '';
  const range = { ...written.callee, end: written.arguments.end + 1 };
  return [
    {
      title: 'Replace by batch normalisation',
      edits: [{ range, newText: `${namespace}.batchNormalization(${config})` }],
    },
  ];
}

/** How the file calls `tf.layers`, as its other layer calls show. */
function layersNamespace(model: InspectedModel, file: string | undefined): string | undefined {
  for (const { layer } of model.layers) {
    const callee = layer.call.file === file ? layer.written?.callee : undefined;
    const text = callee && layer.factory !== undefined ? model.textAt(callee) : '';
    if (text.endsWith(`.layers.${layer.factory ?? ''}`)) return text.slice(0, text.lastIndexOf('.'));
  }
  return undefined;
}
