// Ten thousand layers.
import * as tf from '@tensorflow/tfjs';

export const model = tf.sequential();
model.add(tf.layers.conv2d({ inputShape: [28, 28, 1], filters: 8, kernelSize: 3 }));
for (let count = 0; count < 10_000; count++) {
  model.add(tf.layers.conv2d({ filters: 8, kernelSize: 3, padding: 'same' }));
}
