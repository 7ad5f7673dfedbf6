// The window of the second convolution is larger than what the first one leaves.
import * as tf from '@tensorflow/tfjs';

export const model = tf.sequential({
  layers: [
    tf.layers.conv2d({ inputShape: [8, 8, 3], filters: 4, kernelSize: 5 }),
    tf.layers.conv2d({ filters: 4, kernelSize: 7 }),
  ],
});
