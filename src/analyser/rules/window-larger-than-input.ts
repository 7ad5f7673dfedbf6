// window-larger-than-input: a window that does not fit into its input, so that nothing comes out.

import type { LayerReading } from '../analysis';
import { quoted, setEntry } from './edits';
import { groupByCall } from './inspectedModel';
import { entryOf, sizesOf } from './layerKinds';
import type { Advice, Rule } from './rule';

/**
 * With `padding: 'valid'` a window must fit into its input. Where the input is smaller the output has no size, or a negative one.
 * TensorFlow.js builds a functional model with it and says nothing; when the model runs, it fails or gives nothing. It happens when a
 * network made for large pictures meets small ones: VGG's five poolings leave nothing of a picture below 32×32.
 *
 * ## Bad
 *
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 *
 * const image = tf.input({ shape: [3, 3, 8] });
 * const x = tf.layers.conv2d({ filters: 16, kernelSize: 5, activation: 'relu' }).apply(image) as tf.SymbolicTensor;
 * export const model = tf.model({ inputs: image, outputs: x });
 * ```
 *
 * ## Good
 *
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 *
 * const image = tf.input({ shape: [9, 9, 8] });
 * const x = tf.layers.conv2d({ filters: 16, kernelSize: 5, activation: 'relu' }).apply(image) as tf.SymbolicTensor;
 * export const model = tf.model({ inputs: image, outputs: x });
 * ```
 */
export const windowLargerThanInput: Rule = {
  id: 'window-larger-than-input',
  severity: 'error',
  *check(model): Iterable<Advice> {
    // Of a sequential model TensorFlow.js says it itself, where the size is negative.
    const smallest = model.reading.model.kind === 'sequential' ? 0 : -Infinity;
    for (const about of groupByCall(model.layers.filter((reading) => isFirstWithoutRoom(reading, smallest)))) {
      const { layer, application } = about[0];
      const input = sizesOf(application?.inputs[0])?.slice(0, -1).join('×') ?? '?';
      const output = sizesOf(application?.outputs[0])?.slice(0, -1).join('×') ?? '?';
      yield {
        about,
        message: [
          `The window does not fit into its ${input} input: the output would be ${output}.`,
          'TensorFlow.js builds such a model without complaint; when it runs, it fails or gives nothing.',
          "Use a larger picture, fewer reductions before this layer, a smaller window, or padding: 'same'.",
        ],
        fixes: () => {
          const edit =
            entryOf(layer, 'padding') === 'same'
              ? undefined
              : setEntry(model, layer, 'padding', quoted(model, layer, 'same'));
          return edit ? [{ title: "Use padding: 'same'", edits: [edit] }] : [];
        },
      };
    }
  },
};

/** A layer without output whose input still has a size: the layers behind it only suffer. */
function isFirstWithoutRoom({ application }: LayerReading, smallest: number): boolean {
  const isNothing = (size: number): boolean => size <= 0 && size >= smallest;
  const output = sizesOf(application?.outputs[0]);
  const input = sizesOf(application?.inputs[0]);
  return Boolean(output?.some(isNothing) && input && !input.some(isNothing));
}
