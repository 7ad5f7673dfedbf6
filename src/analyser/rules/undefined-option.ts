// undefined-option: an option whose value is undefined, because a member of an object is misspelt.

import type { LayerCall } from '../analysis';
import type { Advice, Rule } from './rule';
import { similarName } from './similarName';
import type { Sources } from './sources';

/**
 * A member that an object does not have is undefined in JavaScript. As an option of a layer it counts as missing: the layer
 * silently takes its default, or TensorFlow.js refuses it with an error that does not mention the misspelt name.
 *
 * The rule speaks up where the object has a member of nearly the same name; a member may be missing on purpose.
 *
 * ## Bad
 *
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 *
 * const options: Record<string, number> = { filters: 16, stride: 2 };
 * const model = tf.sequential();
 * model.add(
 *   tf.layers.conv2d({ inputShape: [32, 32, 3], filters: options.filters, kernelSize: 3, strides: options.strides }),
 * );
 * ```
 *
 * ## Good
 *
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 *
 * const options: Record<string, number> = { filters: 16, stride: 2 };
 * const model = tf.sequential();
 * model.add(
 *   tf.layers.conv2d({ inputShape: [32, 32, 3], filters: options.filters, kernelSize: 3, strides: options.stride }),
 * );
 * ```
 */
export const undefinedOption: Rule = {
  id: 'undefined-option',
  severity: 'warning',
  *checkCall({ readings }: LayerCall, { textAt }: Sources): Iterable<Advice> {
    for (const { name, missing } of readings[0]?.layer.written?.entries ?? []) {
      if (name === undefined || !missing) continue;
      // A function may be called with objects of several kinds.
      const [first, ...others] = readings.filter(
        ({ layer: { config } }) => config.has(name) && config.get(name) === undefined,
      );
      const { access, member, instead } = missing;
      const written = textAt(member);
      const meant = similarName(written, instead);
      if (!first || others.length < readings.length - 1 || meant === undefined) continue;
      const object = textAt({ ...access, end: member.start });
      yield {
        about: [first, ...others],
        entry: name,
        message: [
          `\`${textAt(access)}\` has no value here: the object has \`${meant}\`, but no \`${written}\`.`,
          `TensorFlow.js treats \`${name}\` as if it were not given.`,
          `Use \`${object}${meant}\` if that is what is meant.`,
        ],
        fixes: () => [{ title: `Use ${object}${meant}`, edits: [{ range: member, newText: meant }] }],
      };
    }
  },
};
