// The number of filters is known only when the program runs.
import * as tf from '@tensorflow/tfjs';

declare function askUser(): number;

export const model = tf.sequential({
  layers: [
    tf.layers.conv2d({ inputShape: [28, 28, 1], filters: askUser(), kernelSize: 3 }),
    tf.layers.flatten(),
  ],
});
