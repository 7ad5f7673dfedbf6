// JavaScript works the same way: a face detector built with `add`, one layer after the other.
const tf = require('@tensorflow/tfjs');

const detector = tf.sequential();
detector.add(tf.layers.conv2d({ inputShape: [64, 64, 3], filters: 8, kernelSize: 5, strides: 2, activation: 'relu' }));
detector.add(tf.layers.depthwiseConv2d({ kernelSize: 3, padding: 'same' }));
detector.add(tf.layers.batchNormalization());
detector.add(tf.layers.globalAveragePooling2d({}));
detector.add(tf.layers.dense({ units: 1, activation: 'sigmoid' }));

module.exports = { detector };
