// Never gets past its loop when it runs: only cancelling ends it.
import * as tf from '@tensorflow/tfjs';

let rounds = 0;
while (tf.version.tfjs !== '') rounds++;

export const model = tf.sequential({
  layers: [tf.layers.conv2d({ inputShape: [28, 28, 1], filters: 8, kernelSize: 3 })],
});
