// Ends the process that runs it.
import * as tf from '@tensorflow/tfjs';

export const model = tf.sequential({
  layers: [tf.layers.conv2d({ inputShape: [28, 28, 1], filters: 8, kernelSize: 3 })],
});

process.exit(3);
