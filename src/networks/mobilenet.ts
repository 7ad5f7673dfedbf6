// MobileNet v1 (2017): a convolution taken apart into a spatial and a channel half.
//
// Paper: A. Howard et al., "MobileNets: Efficient Convolutional Neural Networks for Mobile Vision Applications", arXiv:1704.04861.
//
// Idea: a 3×3 convolution does two things at once, it looks at neighbours and it mixes channels. Do the first with one 3×3 filter per
// channel (depthwise), the second with 1×1 filters (pointwise): 1/C + 1/9 of the work.
//
// What it taught
// - The 1×1 convolutions now hold 95 % of the multiply-adds and 75 % of the parameters; they are what to optimise next.
// - Two knobs instead of a zoo of nets: alpha thins every layer (cost falls with its square), the resolution shrinks every map.
// - A thinner net beats a shallower one of the same cost.
//
// Published: 4.2 million parameters and 569 million multiply-adds (567,716,352 + 1,024,000). 4,231,976 trainable parameters, 4,253,864
// with the moving statistics. Receptive field at Conv2d_13_pointwise: 315 pixels, stride 32.
//
// Variants
// - The paper's 4.2 M leave out the batch normalisations (4,210,088); the MobileNetV2 paper quotes 575 M multiply-adds, nobody knows why.
// - ReLU in the paper; ReLU6 in the authors' published code and weights, and here.
// - TensorFlow's 'same' pads right and bottom first at stride 2, and so the receptive field's padding depends on the picture: 126 at 224,
//   157 at 225. PyTorch ports pad 1 on every side (padding = 'symmetric'): 157 always.
// - TF-Slim's listing of alpha 0.75 forgets the first layer (317 instead of 325 million).

import * as tf from '@tensorflow/tfjs';

/** How a layer of stride 2 pads its 3×3 windows: right and bottom first as TensorFlow does, or alike on all sides as PyTorch does. */
export type Padding = 'tensorflow' | 'symmetric';

/**
 * MobileNet v1. Layer names are TF-Slim's.
 * @param alpha width multiplier: the share of filters that each layer keeps (1, 0.75, 0.5, 0.25)
 * @param resolution height and width of the picture (224, 192, 160, 128)
 */
export function mobileNet(
  classes = 1000,
  alpha = 1,
  resolution = 224,
  padding: Padding = 'tensorflow',
): tf.LayersModel {
  const image = tf.input({ shape: [resolution, resolution, 3], name: 'data' });
  const window = { kernelSize: 3, padding: padding === 'symmetric' ? 'valid' : 'same', useBias: false } as const;
  let x = padding === 'symmetric' ? padByOne(image, 'Conv2d_0') : image;
  x = tf.layers.conv2d({ name: 'Conv2d_0', filters: 32 * alpha, strides: 2, ...window }).apply(x) as tf.SymbolicTensor;
  x = normalizeAndActivate(x, 'Conv2d_0');

  // [stride, filters] of the thirteen blocks.
  const blocks: [number, number][] = [
    [1, 64],
    [2, 128],
    [1, 128],
    [2, 256],
    [1, 256],
    [2, 512],
    [1, 512],
    [1, 512],
    [1, 512],
    [1, 512],
    [1, 512],
    [2, 1024],
    [1, 1024],
  ];
  let number = 1;
  for (const [stride, filters] of blocks) {
    x = depthwiseSeparable(x, stride, filters * alpha, padding, `Conv2d_${number}`);
    number++;
  }

  const means = tf.layers.globalAveragePooling2d({ name: 'AvgPool_1a' }).apply(x);
  const dropped = tf.layers.dropout({ name: 'Dropout_1b', rate: 0.001 }).apply(means);
  const scores = tf.layers.dense({ name: 'Logits', units: classes, activation: 'softmax' }).apply(dropped);
  return tf.model({ name: 'mobilenet', inputs: image, outputs: scores as tf.SymbolicTensor });
}

/** 3×3 for each channel by itself, then 1×1 across the channels. */
function depthwiseSeparable(
  x: tf.SymbolicTensor,
  stride: number,
  filters: number,
  padding: Padding,
  name: string,
): tf.SymbolicTensor {
  const padFirst = padding === 'symmetric' && stride > 1;
  const window = { kernelSize: 3, padding: padFirst ? 'valid' : 'same', useBias: false } as const;
  let y = padFirst ? padByOne(x, `${name}_depthwise`) : x;
  y = tf.layers
    .depthwiseConv2d({ name: `${name}_depthwise`, strides: stride, ...window })
    .apply(y) as tf.SymbolicTensor;
  y = normalizeAndActivate(y, `${name}_depthwise`);
  y = tf.layers
    .conv2d({ name: `${name}_pointwise`, filters, kernelSize: 1, useBias: false })
    .apply(y) as tf.SymbolicTensor;
  return normalizeAndActivate(y, `${name}_pointwise`);
}

function padByOne(x: tf.SymbolicTensor, name: string): tf.SymbolicTensor {
  return tf.layers.zeroPadding2d({ name: `${name}_pad`, padding: [1, 1] }).apply(x) as tf.SymbolicTensor;
}

function normalizeAndActivate(x: tf.SymbolicTensor, name: string): tf.SymbolicTensor {
  const normalized = tf.layers.batchNormalization({ name: `${name}/BatchNorm` }).apply(x);
  return tf.layers.reLU({ name: `${name}/Relu6`, maxValue: 6 }).apply(normalized) as tf.SymbolicTensor;
}
