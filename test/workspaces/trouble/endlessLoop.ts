// Adds layers for ever: the analysis stops at the loop.
import * as tf from '@tensorflow/tfjs';

export const model = tf.sequential();
model.add(tf.layers.conv2d({ inputShape: [28, 28, 1], filters: 8, kernelSize: 3 }));
while (model.layers.length > 0) {
  model.add(tf.layers.conv2d({ filters: 8, kernelSize: 3, padding: 'same' }));
}
