// The layer class that a fix puts into files: its text, and what it computes with the real TensorFlow.js.

import * as tf from '@tensorflow/tfjs';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { defineClass } from '../../src/analyser/rules/groupedConvolutionClass';
import { runSource } from '../support/runSource';

it('is the class whose figures are compared, and whose types are checked', () => {
  const program = readFileSync(new URL('programs/groupedConvolution.ts', import.meta.url), 'utf8');
  expect(program).toContain(`\n\n${defineClass('tf', true)}\n`);
});

it('convolves each group by itself and deals its channels out, without types too', async () => {
  const text = `${defineClass('tf', false)}
    module.exports = new GroupedConv2D({ inputShape: [6, 6, 4], filters: 6, kernelSize: 3, strides: 2, groups: 2 });`;
  const layer = (await runSource(new Map([['/project/model.js', text]]), { tf })) as tf.layers.Layer;
  const x = tf.randomUniform<tf.Rank.R4>([1, 6, 6, 4]);
  const y = layer.apply(x) as tf.Tensor4D;
  const [kernel] = layer.getWeights() as [tf.Tensor4D];
  const groups = [0, 1].map((group) =>
    tf.conv2d(
      x.slice([0, 0, 0, 2 * group], [-1, -1, -1, 2]),
      kernel.slice([0, 0, 0, 3 * group], [-1, -1, -1, 3]),
      2,
      'valid',
    ),
  );
  // 0 1 2 | 3 4 5 → 0 3 1 4 2 5
  const dealt = tf.gather(tf.concat(groups, 3), [0, 3, 1, 4, 2, 5], 3);
  expect(tf.max(tf.abs(tf.sub(y, dealt))).arraySync()).toBeLessThan(1e-6);
  expect(layer.countParams()).toBe(3 * 3 * 2 * 6 + 6);
});
