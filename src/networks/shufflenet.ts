// ShuffleNet v1 (2017): cheap 1×1 convolutions in groups, and a shuffle that lets the groups talk.
//
// Paper: X. Zhang, X. Zhou, M. Lin, J. Sun, "ShuffleNet: An Extremely Efficient Convolutional Neural Network for Mobile Devices",
// arXiv:1707.01083, CVPR 2018.
//
// Idea: below 150 million multiply-adds nearly all the work of a bottleneck is in its 1×1 convolutions (see mobilenet.ts). Group them,
// and spend what is saved on width. Groups alone would split the net into nets that never meet; a fixed permutation of the channels
// between two grouped convolutions mends that for nothing.
//
// What it taught
// - At a fixed cost more groups allow more channels, and small nets gain from it; too many (g = 8 at small widths) starve each filter.
// - Without the shuffle the error rises, the more the more groups there are.
// - No ReLU after the depthwise convolution. Where the picture halves, the shortcut is an average pooling, concatenated instead of added:
//   new channels at no cost.
//
// Published: 143, 140, 137, 133 and 137 million multiply-adds for g = 1, 2, 3, 4 and 8; this leaves the classifier out (with it
// 143,078,976 … 138,365,952). Trainable parameters: 1,531,936, 1,733,848, 1,865,728, 1,968,344, 2,434,768.
// Receptive field at the end of stage 4: 527 pixels, stride 32, padding 263.
//
// Variants: the ShuffleNet v2 paper quotes 140 million for g = 3. Padding is symmetric here, so that the two paths of a unit stay aligned.

import * as tf from '@tensorflow/tfjs';
import { ChannelShuffle } from './channelShuffle';
import { GroupedConvolution2D } from './groupedConvolution2d';

/**
 * ShuffleNet v1 (1×) on 224×224 pictures.
 * @param groups of the 1×1 convolutions: 1, 2, 3, 4 or 8
 */
export function shuffleNet(classes = 1000, groups = 3): tf.LayersModel {
  const stage2Channels: Record<number, number> = { 1: 144, 2: 200, 3: 240, 4: 272, 8: 384 };
  const channels = stage2Channels[groups];
  if (channels === undefined) throw new Error(`ShuffleNet is defined for 1, 2, 3, 4 or 8 groups, not ${groups}`);

  const image = tf.input({ shape: [224, 224, 3], name: 'data' });
  let x = padded(image, 'Conv1');
  x = tf.layers
    .conv2d({ name: 'Conv1', filters: 24, kernelSize: 3, strides: 2, useBias: false })
    .apply(x) as tf.SymbolicTensor;
  x = normalized(x, 'Conv1');
  x = activated(x, 'Conv1');
  x = padded(x, 'MaxPool');
  x = tf.layers.maxPooling2d({ name: 'MaxPool', poolSize: 3, strides: 2 }).apply(x) as tf.SymbolicTensor;

  // The first 1×1 convolution has too few channels (24) to be worth grouping.
  x = stage(x, 24, channels, 3, 1, groups, 'Stage2');
  x = stage(x, channels, 2 * channels, 7, groups, groups, 'Stage3');
  x = stage(x, 2 * channels, 4 * channels, 3, groups, groups, 'Stage4');

  const means = tf.layers.globalAveragePooling2d({ name: 'GlobalPool' }).apply(x);
  const scores = tf.layers.dense({ name: 'FC', units: classes, activation: 'softmax' }).apply(means);
  return tf.model({ name: `shufflenet_g${groups}`, inputs: image, outputs: scores as tf.SymbolicTensor });
}

/** One unit that halves the picture, then `repeats` that keep it. `firstGroups`: groups of the stage's very first convolution. */
function stage(
  x: tf.SymbolicTensor,
  inputChannels: number,
  channels: number,
  repeats: number,
  firstGroups: number,
  groups: number,
  name: string,
): tf.SymbolicTensor {
  let y = strideUnit(x, inputChannels, channels, firstGroups, groups, `${name}_1`);
  for (let unit = 2; unit <= repeats + 1; unit++) {
    y = shuffleUnit(y, channels, groups, `${name}_${unit}`);
  }
  return y;
}

/** A bottleneck of a quarter of the channels; the input is added. Figure 2(b) of the paper. */
function shuffleUnit(x: tf.SymbolicTensor, channels: number, groups: number, name: string): tf.SymbolicTensor {
  const branch = bottleneck(x, channels / 4, channels, 1, groups, groups, name);
  const sum = tf.layers.add({ name: `${name}/add` }).apply([x, branch]) as tf.SymbolicTensor;
  return activated(sum, name);
}

/** Halves the picture: the pooled input is concatenated, so the bottleneck only makes the channels that are missing. Figure 2(c). */
function strideUnit(
  x: tf.SymbolicTensor,
  inputChannels: number,
  channels: number,
  firstGroups: number,
  groups: number,
  name: string,
): tf.SymbolicTensor {
  const branch = bottleneck(x, channels / 4, channels - inputChannels, 2, firstGroups, groups, name);
  const shortcut = tf.layers
    .averagePooling2d({ name: `${name}/pool`, poolSize: 3, strides: 2 })
    .apply(padded(x, `${name}/pool`)) as tf.SymbolicTensor;
  const both = tf.layers.concatenate({ name: `${name}/concat` }).apply([shortcut, branch]) as tf.SymbolicTensor;
  return activated(both, name);
}

/** 1×1 in groups, shuffle, 3×3 depthwise, 1×1 in groups. */
function bottleneck(
  x: tf.SymbolicTensor,
  narrow: number,
  channels: number,
  stride: number,
  firstGroups: number,
  groups: number,
  name: string,
): tf.SymbolicTensor {
  let y = pointwise(x, narrow, firstGroups, `${name}/gconv1`);
  y = activated(y, `${name}/gconv1`);
  y = new ChannelShuffle({ name: `${name}/shuffle`, groups }).apply(y) as tf.SymbolicTensor;
  y = padded(y, `${name}/dwconv`);
  y = tf.layers
    .depthwiseConv2d({ name: `${name}/dwconv`, kernelSize: 3, strides: stride, useBias: false })
    .apply(y) as tf.SymbolicTensor;
  y = normalized(y, `${name}/dwconv`);
  return pointwise(y, channels, groups, `${name}/gconv2`);
}

function pointwise(x: tf.SymbolicTensor, filters: number, groups: number, name: string): tf.SymbolicTensor {
  const y = new GroupedConvolution2D({ name, filters, kernelSize: 1, groups, useBias: false }).apply(x);
  return normalized(y as tf.SymbolicTensor, name);
}

function padded(x: tf.SymbolicTensor, name: string): tf.SymbolicTensor {
  return tf.layers.zeroPadding2d({ name: `${name}_pad`, padding: [1, 1] }).apply(x) as tf.SymbolicTensor;
}

function normalized(x: tf.SymbolicTensor, name: string): tf.SymbolicTensor {
  return tf.layers.batchNormalization({ name: `${name}/bn`, epsilon: 1e-5 }).apply(x) as tf.SymbolicTensor;
}

function activated(x: tf.SymbolicTensor, name: string): tf.SymbolicTensor {
  return tf.layers.reLU({ name: `${name}/relu` }).apply(x) as tf.SymbolicTensor;
}
