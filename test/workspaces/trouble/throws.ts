// Throws before the model is made.
import * as tf from '@tensorflow/tfjs';

if (tf.version.tfjs !== '') throw new Error('the weights file is missing');

export const model = tf.sequential({
  layers: [tf.layers.conv2d({ inputShape: [28, 28, 1], filters: 8, kernelSize: 3 })],
});
