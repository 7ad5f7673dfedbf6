// ResNet-50 (2015): layers that learn a correction, so that more of them cannot hurt.
//
// Paper: K. He, X. Zhang, S. Ren, J. Sun, "Deep Residual Learning for Image Recognition", arXiv:1512.03385, CVPR 2016.
//
// Idea: a plain network of 34 layers trains worse than one of 18, although it could copy the smaller one and do nothing in the
// rest. So let a block compute y = F(x) + x: doing nothing then means F = 0, which is easy to learn, and the gradient has a way
// around every block. From 50 layers on the block is a bottleneck: 1×1 to a quarter of the channels, 3×3 there, 1×1 back.
//
// What it taught
// - Degradation is a problem of optimisation, not of overfitting; identity shortcuts remove it, at no parameters and no cost.
// - Batch normalisation after every convolution (which makes the convolution's bias useless) and before the ReLU.
// - No dense layers but the classifier, no dropout: global average pooling sees to it. A fifth of VGG-16's parameters.
// - A projection (1×1 convolution) on the shortcut only where the shape changes (option B of the paper).
//
// Published: 3.8 billion multiply-adds (exactly 3,857,973,248; the paper cuts off). 25,557,032 trainable parameters, 25,610,152 with the
// moving statistics of the batch normalisations. Receptive field at conv5_3: 483 pixels, stride 32, padding 241.
//
// Variants
// - Where a stage halves the picture: on the first 1×1 (paper, Caffe, Keras v1: 3.858 G, the default here); on the 3×3, which wastes
//   nothing of its input (torchvision's "v1.5", strideOn = '3x3': 4.089 G, receptive field 427); in the last block of the stage
//   before (TF-Slim, Keras V2: 3.482 G).
// - Keras keeps biases in the convolutions (25,636,712 parameters in total); the authors' Caffe file has one bias, in conv1.
// - Padding is symmetric here, as in the paper's code; TensorFlow's 'same' would pad right and bottom first at stride 2 and shift the
//   two paths of a strided block against each other by a pixel.

import * as tf from '@tensorflow/tfjs';

/** Which convolution of a bottleneck halves the picture: the first 1×1 as in the paper, or the 3×3 as in torchvision ("v1.5"). */
export type StrideOn = '1x1' | '3x3';

/** ResNet-50 on 224×224 pictures. Stages are named as in the paper's Table 1: conv2_1 is the first block of conv2_x. */
export function resNet50(classes = 1000, strideOn: StrideOn = '1x1'): tf.LayersModel {
  const image = tf.input({ shape: [224, 224, 3], name: 'data' });
  let x = stem(image);
  x = bottleneckStage(x, 'conv2', 3, 64, 1, strideOn);
  x = bottleneckStage(x, 'conv3', 4, 128, 2, strideOn);
  x = bottleneckStage(x, 'conv4', 6, 256, 2, strideOn);
  x = bottleneckStage(x, 'conv5', 3, 512, 2, strideOn);
  return tf.model({ name: 'resnet50', inputs: image, outputs: classifier(x, classes) });
}

/** The beginning of every ResNet: 7×7 convolution and pooling, each at stride 2. 224×224 → 56×56. */
export function stem(image: tf.SymbolicTensor): tf.SymbolicTensor {
  let x = convolution(image, 64, 7, 2, 'conv1', 'bn1');
  x = tf.layers.reLU({ name: 'relu1' }).apply(x) as tf.SymbolicTensor;
  // Zeros are harmless before this maximum: nothing is negative after a ReLU.
  const padded = tf.layers.zeroPadding2d({ name: 'pool1_pad', padding: [1, 1] }).apply(x);
  return tf.layers.maxPooling2d({ name: 'pool1', poolSize: 3, strides: 2 }).apply(padded) as tf.SymbolicTensor;
}

/** `blocks` bottlenecks; the first one has the stage's stride and projects its shortcut. */
export function bottleneckStage(
  x: tf.SymbolicTensor,
  name: string,
  blocks: number,
  filters: number,
  stride: number,
  strideOn: StrideOn,
): tf.SymbolicTensor {
  let y = bottleneck(x, filters, stride, strideOn, true, `${name}_1`);
  for (let block = 2; block <= blocks; block++) {
    y = bottleneck(y, filters, 1, strideOn, false, `${name}_${block}`);
  }
  return y;
}

/** 1×1 down to `filters` channels, 3×3, 1×1 up to 4 · filters; the input is added to the result. */
function bottleneck(
  x: tf.SymbolicTensor,
  filters: number,
  stride: number,
  strideOn: StrideOn,
  project: boolean,
  name: string,
): tf.SymbolicTensor {
  const strideOf1x1 = strideOn === '1x1' ? stride : 1;
  const strideOf3x3 = strideOn === '3x3' ? stride : 1;

  let residual = convolution(x, filters, 1, strideOf1x1, `${name}/conv1`, `${name}/bn1`);
  residual = tf.layers.reLU({ name: `${name}/relu1` }).apply(residual) as tf.SymbolicTensor;
  residual = convolution(residual, filters, 3, strideOf3x3, `${name}/conv2`, `${name}/bn2`);
  residual = tf.layers.reLU({ name: `${name}/relu2` }).apply(residual) as tf.SymbolicTensor;
  residual = convolution(residual, 4 * filters, 1, 1, `${name}/conv3`, `${name}/bn3`);

  const shortcut = project ? convolution(x, 4 * filters, 1, stride, `${name}/projection`, `${name}/projection_bn`) : x;
  const sum = tf.layers.add({ name: `${name}/add` }).apply([residual, shortcut]);
  return tf.layers.reLU({ name: `${name}/relu` }).apply(sum) as tf.SymbolicTensor;
}

/** Convolution without bias, symmetric padding, then batch normalisation. The ReLU is the caller's. */
export function convolution(
  x: tf.SymbolicTensor,
  filters: number,
  kernelSize: number,
  strides: number,
  name: string,
  normalizationName: string,
): tf.SymbolicTensor {
  const padFirst = kernelSize > 1 && strides > 1;
  const border = (kernelSize - 1) / 2;
  const input = padFirst ? tf.layers.zeroPadding2d({ name: `${name}_pad`, padding: [border, border] }).apply(x) : x;
  const padding = padFirst ? 'valid' : 'same';
  const y = tf.layers
    .conv2d({ name, filters, kernelSize, strides, padding, useBias: false, kernelInitializer: 'heNormal' })
    .apply(input);
  return tf.layers.batchNormalization({ name: normalizationName, epsilon: 1e-5 }).apply(y) as tf.SymbolicTensor;
}

/** The end of every ResNet: the mean of each channel, one dense layer. */
export function classifier(x: tf.SymbolicTensor, classes: number): tf.SymbolicTensor {
  const means = tf.layers.globalAveragePooling2d({ name: 'pool5' }).apply(x);
  return tf.layers.dense({ name: 'fc', units: classes, activation: 'softmax' }).apply(means) as tf.SymbolicTensor;
}
