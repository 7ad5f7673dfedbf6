// Inception v4 (2016): the Inception family cleaned up, and taken as far as it goes without residuals.
//
// Paper: C. Szegedy, S. Ioffe, V. Vanhoucke, A. Alemi, "Inception-v4, Inception-ResNet and the Impact of Residual Connections on Learning",
// arXiv:1602.07261, AAAI 2017.
//
// Idea: earlier Inceptions carried choices made for training across machines. With that gone the net becomes uniform: one stem, three kinds
// of module for the three sizes of the picture (A at 35×35, B at 17×17, C at 8×8), two reductions between them.
//
// What it taught
// - Factorised kernels: 7×7 as 1×7 and 7×1 (module B), 3×3 split into 1×3 and 3×1 side by side (module C).
// - Halving the picture by a strided convolution and a pooling in parallel, concatenated: no bottleneck in what is passed on.
// - Residual connections speed up training but are not needed for accuracy at this depth: Inception-ResNet-v2 of equal cost ends about equal.
//
// Published: 42,679,816 trainable parameters with gamma and beta in the batch normalisations; 12,253,974,624 multiply-adds at 299.
// Receptive field at Mixed_7d: 2071 pixels, stride 32, padding 998, whatever the picture's size: strided layers pad nothing.
//
// Variants: TF-Slim leaves gamma out of the batch normalisation, since a ReLU and a convolution follow.

import * as tf from '@tensorflow/tfjs';

type Size = [height: number, width: number];

/** Inception v4 on 299×299 pictures. Blocks are named as in TF-Slim: Mixed_5b is the first Inception-A. */
export function inceptionV4(classes = 1000): tf.LayersModel {
  const image = tf.input({ shape: [299, 299, 3], name: 'data' });
  let x = stem(image);
  for (const letter of ['b', 'c', 'd', 'e']) x = inceptionA(x, `Mixed_5${letter}`);
  x = reductionA(x, 'Mixed_6a');
  for (const letter of ['b', 'c', 'd', 'e', 'f', 'g', 'h']) x = inceptionB(x, `Mixed_6${letter}`);
  x = reductionB(x, 'Mixed_7a');
  for (const letter of ['b', 'c', 'd']) x = inceptionC(x, `Mixed_7${letter}`);

  const means = tf.layers.globalAveragePooling2d({ name: 'AvgPool_1a' }).apply(x);
  const dropped = tf.layers.dropout({ name: 'Dropout_1b', rate: 0.2 }).apply(means);
  const scores = tf.layers.dense({ name: 'Logits', units: classes, activation: 'softmax' }).apply(dropped);
  return tf.model({ name: 'inceptionv4', inputs: image, outputs: scores as tf.SymbolicTensor });
}

/** Figure 3: 299×299×3 → 35×35×384. */
function stem(image: tf.SymbolicTensor): tf.SymbolicTensor {
  let x = strided(image, 32, 'Conv2d_1a_3x3');
  x = convolution(x, 32, [3, 3], 'Conv2d_2a_3x3', 1, 'valid');
  x = convolution(x, 64, [3, 3], 'Conv2d_2b_3x3');
  x = concatenation([maximum(x, 'Mixed_3a/pool'), strided(x, 96, 'Mixed_3a/3x3')], 'Mixed_3a');

  let short = convolution(x, 64, [1, 1], 'Mixed_4a/short/1x1');
  short = convolution(short, 96, [3, 3], 'Mixed_4a/short/3x3', 1, 'valid');
  let long = convolution(x, 64, [1, 1], 'Mixed_4a/long/1x1');
  long = convolution(long, 64, [1, 7], 'Mixed_4a/long/1x7');
  long = convolution(long, 64, [7, 1], 'Mixed_4a/long/7x1');
  long = convolution(long, 96, [3, 3], 'Mixed_4a/long/3x3', 1, 'valid');
  x = concatenation([short, long], 'Mixed_4a');

  return concatenation([strided(x, 192, 'Mixed_5a/3x3'), maximum(x, 'Mixed_5a/pool')], 'Mixed_5a');
}

/** Figure 4, at 35×35. */
function inceptionA(x: tf.SymbolicTensor, name: string): tf.SymbolicTensor {
  const point = convolution(x, 96, [1, 1], `${name}/1x1`);
  let single = convolution(x, 64, [1, 1], `${name}/single/1x1`);
  single = convolution(single, 96, [3, 3], `${name}/single/3x3`);
  let double = convolution(x, 64, [1, 1], `${name}/double/1x1`);
  double = convolution(double, 96, [3, 3], `${name}/double/3x3a`);
  double = convolution(double, 96, [3, 3], `${name}/double/3x3b`);
  const pooled = convolution(average(x, `${name}/pool`), 96, [1, 1], `${name}/pool/1x1`);
  return concatenation([point, single, double, pooled], name);
}

/** Figure 7 with k, l, m, n = 192, 224, 256, 384: 35×35×384 → 17×17×1024. */
function reductionA(x: tf.SymbolicTensor, name: string): tf.SymbolicTensor {
  const single = strided(x, 384, `${name}/3x3`);
  let double = convolution(x, 192, [1, 1], `${name}/double/1x1`);
  double = convolution(double, 224, [3, 3], `${name}/double/3x3a`);
  double = strided(double, 256, `${name}/double/3x3b`);
  return concatenation([single, double, maximum(x, `${name}/pool`)], name);
}

/** Figure 5, at 17×17: a 7×7 view, once and twice, by 1×7 and 7×1. */
function inceptionB(x: tf.SymbolicTensor, name: string): tf.SymbolicTensor {
  const point = convolution(x, 384, [1, 1], `${name}/1x1`);
  let single = convolution(x, 192, [1, 1], `${name}/single/1x1`);
  single = convolution(single, 224, [1, 7], `${name}/single/1x7`);
  single = convolution(single, 256, [7, 1], `${name}/single/7x1`);
  let double = convolution(x, 192, [1, 1], `${name}/double/1x1`);
  double = convolution(double, 192, [7, 1], `${name}/double/7x1a`);
  double = convolution(double, 224, [1, 7], `${name}/double/1x7a`);
  double = convolution(double, 224, [7, 1], `${name}/double/7x1b`);
  double = convolution(double, 256, [1, 7], `${name}/double/1x7b`);
  const pooled = convolution(average(x, `${name}/pool`), 128, [1, 1], `${name}/pool/1x1`);
  return concatenation([point, single, double, pooled], name);
}

/** Figure 8: 17×17×1024 → 8×8×1536. */
function reductionB(x: tf.SymbolicTensor, name: string): tf.SymbolicTensor {
  const short = strided(convolution(x, 192, [1, 1], `${name}/short/1x1`), 192, `${name}/short/3x3`);
  let long = convolution(x, 256, [1, 1], `${name}/long/1x1`);
  long = convolution(long, 256, [1, 7], `${name}/long/1x7`);
  long = convolution(long, 320, [7, 1], `${name}/long/7x1`);
  long = strided(long, 320, `${name}/long/3x3`);
  return concatenation([short, long, maximum(x, `${name}/pool`)], name);
}

/** Figure 6, at 8×8: the last kernels of a path side by side, which widens instead of deepening. */
function inceptionC(x: tf.SymbolicTensor, name: string): tf.SymbolicTensor {
  const point = convolution(x, 256, [1, 1], `${name}/1x1`);
  const single = convolution(x, 384, [1, 1], `${name}/single/1x1`);
  let double = convolution(x, 384, [1, 1], `${name}/double/1x1`);
  double = convolution(double, 448, [3, 1], `${name}/double/3x1`);
  double = convolution(double, 512, [1, 3], `${name}/double/1x3`);
  const pooled = convolution(average(x, `${name}/pool`), 256, [1, 1], `${name}/pool/1x1`);
  const singlePair = pair(single, `${name}/single`);
  const doublePair = pair(double, `${name}/double`);
  return concatenation([point, ...singlePair, ...doublePair, pooled], name);
}

function pair(x: tf.SymbolicTensor, name: string): tf.SymbolicTensor[] {
  return [convolution(x, 256, [1, 3], `${name}/split1x3`), convolution(x, 256, [3, 1], `${name}/split3x1`)];
}

/** Convolution without bias, batch normalisation, ReLU. */
function convolution(
  x: tf.SymbolicTensor,
  filters: number,
  kernelSize: Size,
  name: string,
  strides = 1,
  padding: 'same' | 'valid' = 'same',
): tf.SymbolicTensor {
  let y = tf.layers.conv2d({ name, filters, kernelSize, strides, padding, useBias: false }).apply(x);
  y = tf.layers.batchNormalization({ name: `${name}/BatchNorm` }).apply(y);
  return tf.layers.reLU({ name: `${name}/Relu` }).apply(y) as tf.SymbolicTensor;
}

/** 3×3 at a stride of 2 without padding: halves the picture. */
function strided(x: tf.SymbolicTensor, filters: number, name: string): tf.SymbolicTensor {
  return convolution(x, filters, [3, 3], name, 2, 'valid');
}

function maximum(x: tf.SymbolicTensor, name: string): tf.SymbolicTensor {
  return tf.layers.maxPooling2d({ name, poolSize: 3, strides: 2 }).apply(x) as tf.SymbolicTensor;
}

function average(x: tf.SymbolicTensor, name: string): tf.SymbolicTensor {
  const pool = tf.layers.averagePooling2d({ name, poolSize: 3, strides: 1, padding: 'same' });
  return pool.apply(x) as tf.SymbolicTensor;
}

function concatenation(parts: tf.SymbolicTensor[], name: string): tf.SymbolicTensor {
  return tf.layers.concatenate({ name }).apply(parts) as tf.SymbolicTensor;
}
