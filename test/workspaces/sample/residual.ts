// A small residual network in the functional style: helper functions, a loop, and paths that join again.
import * as tf from '@tensorflow/tfjs';
import { classes, pictureSize } from './settings';

function convolve(x: tf.SymbolicTensor, filters: number, strides = 1): tf.SymbolicTensor {
  const y = tf.layers
    .conv2d({ filters, kernelSize: 3, strides, padding: 'same', useBias: false })
    .apply(x) as tf.SymbolicTensor;
  return tf.layers.batchNormalization().apply(y) as tf.SymbolicTensor;
}

function block(x: tf.SymbolicTensor, filters: number, strides = 1): tf.SymbolicTensor {
  let y = convolve(x, filters, strides);
  y = tf.layers.reLU().apply(y) as tf.SymbolicTensor;
  y = convolve(y, filters);
  const shortcut =
    strides === 1
      ? x
      : (tf.layers.conv2d({ filters, kernelSize: 1, strides, useBias: false }).apply(x) as tf.SymbolicTensor);
  const sum = tf.layers.add().apply([y, shortcut]) as tf.SymbolicTensor;
  return tf.layers.reLU().apply(sum) as tf.SymbolicTensor;
}

export function buildResidualNetwork(): tf.LayersModel {
  const picture = tf.input({ shape: [pictureSize, pictureSize, 3] });
  let x = convolve(picture, 16);
  for (const filters of [16, 32, 64]) {
    x = block(x, filters, filters === 16 ? 1 : 2);
    x = block(x, filters);
  }
  x = tf.layers.globalAveragePooling2d({}).apply(x) as tf.SymbolicTensor;
  const output = tf.layers.dense({ units: classes, activation: 'softmax' }).apply(x) as tf.SymbolicTensor;
  return tf.model({ inputs: picture, outputs: output });
}
