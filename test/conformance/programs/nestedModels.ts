// A model inside a model, shared layers, truncation, getLayer.
import * as tf from '@tensorflow/tfjs';

export const encoder = tf.sequential({
  name: 'encoder',
  layers: [
    tf.layers.conv2d({ filters: 4, kernelSize: 3, strides: 2, padding: 'same', inputShape: [16, 16, 3], name: 'enc1' }),
    tf.layers.conv2d({ filters: 8, kernelSize: 3, strides: 2, padding: 'same', name: 'enc2' }),
  ],
});

const left = tf.input({ shape: [16, 16, 3] });
const right = tf.input({ shape: [16, 16, 3] });
const shared = tf.layers.dense({ units: 6, name: 'shared' });
const pool = (t: tf.SymbolicTensor): tf.SymbolicTensor =>
  shared.apply(tf.layers.flatten().apply(encoder.apply(t) as tf.SymbolicTensor)) as tf.SymbolicTensor;
export const siamese = tf.model({
  inputs: [left, right],
  outputs: tf.layers.concatenate().apply([pool(left), pool(right)]) as tf.SymbolicTensor,
});

export const truncated = tf.model({ inputs: encoder.inputs, outputs: encoder.layers[0]!.output as tf.SymbolicTensor });
export const named = tf.model({
  inputs: encoder.inputs[0]!,
  outputs: encoder.getLayer('enc2').output as tf.SymbolicTensor,
});

export const outer = tf.sequential();
outer.add(encoder);
outer.add(tf.layers.upSampling2d({ size: [2, 2] }));
