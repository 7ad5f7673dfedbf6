// Layers that write over the shape of the input layer before them: the model then takes only tensors of that shape.

import * as tf from '@tensorflow/tfjs';

const digits = tf.input({ shape: [3] });
const encoded = tf.layers.categoryEncoding({ numTokens: 7, outputMode: 'multiHot' }).apply(digits);
export const encoding = tf.model({
  inputs: digits,
  outputs: tf.layers.dense({ units: 2 }).apply(encoded) as tf.SymbolicTensor,
});

export const crop = tf.sequential({
  layers: [
    tf.layers.centerCrop({ height: 10, width: 12, inputShape: [20, 20, 3] }),
    tf.layers.conv2d({ filters: 4, kernelSize: 3 }),
  ],
});
