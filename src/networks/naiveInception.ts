// The naive Inception module (2014) beside the one of GoogLeNet: why the 1×1 compression is there.
//
// Paper: C. Szegedy et al., "Going Deeper with Convolutions", arXiv:1409.4842, Figure 2: (a) naive, (b) with dimension reductions.
//
// Idea: both modules get what inception_3a gets, 28×28×192, and have its 1×1, 3×3 and 5×5 filters.
//
// What it teaches
// - The naive module costs 387,296 parameters and 303 million multiply-adds; the compressed one 163,696 and 128 million.
// - The pooling has no filters to limit it: its 192 channels are passed on, so 416 leave the naive module instead of 256. The next module
//   pays for them, and passes on its own: stacked nine times, the width never stops growing.

import * as tf from '@tensorflow/tfjs';
import { inception } from './googlenet';

/** One naive module on the input of inception_3a: [28, 28, 192] → [28, 28, 416]. */
export function naiveInceptionModule(): tf.LayersModel {
  const input = tf.input({ shape: [28, 28, 192], name: 'data' });
  const output = naiveInception(input, 64, 128, 32, 'naive');
  return tf.model({ name: 'naive_inception', inputs: input, outputs: output });
}

/** GoogLeNet's inception_3a by itself: [28, 28, 192] → [28, 28, 256]. */
export function inceptionModule(): tf.LayersModel {
  const input = tf.input({ shape: [28, 28, 192], name: 'data' });
  const output = inception(input, 64, 96, 128, 16, 32, 32, 'inception_3a');
  return tf.model({ name: 'inception_3a', inputs: input, outputs: output });
}

/** 1×1, 3×3, 5×5 and pooling side by side on the uncompressed input. */
function naiveInception(
  x: tf.SymbolicTensor,
  filters1x1: number,
  filters3x3: number,
  filters5x5: number,
  name: string,
): tf.SymbolicTensor {
  const same = { padding: 'same', activation: 'relu' } as const;
  const point = tf.layers.conv2d({ name: `${name}/1x1`, filters: filters1x1, kernelSize: 1, ...same }).apply(x);
  const small = tf.layers.conv2d({ name: `${name}/3x3`, filters: filters3x3, kernelSize: 3, ...same }).apply(x);
  const large = tf.layers.conv2d({ name: `${name}/5x5`, filters: filters5x5, kernelSize: 5, ...same }).apply(x);
  const pooled = tf.layers.maxPooling2d({ name: `${name}/pool`, poolSize: 3, strides: 1, padding: 'same' }).apply(x);
  const views = [point, small, large, pooled] as tf.SymbolicTensor[];
  return tf.layers.concatenate({ name: `${name}/output` }).apply(views) as tf.SymbolicTensor;
}
