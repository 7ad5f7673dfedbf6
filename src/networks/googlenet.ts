// GoogLeNet (2014): look at several scales at once, and pay for it with 1×1 compression.
//
// Paper: C. Szegedy et al., "Going Deeper with Convolutions", arXiv:1409.4842, CVPR 2015.
//
// Idea: let 1×1, 3×3 and 5×5 convolutions and a pooling work side by side and concatenate what they find; the net chooses. Done plainly
// this explodes (naiveInception.ts), so 1×1 convolutions compress the channels before the expensive kernels and after the pooling.
//
// What it taught
// - 1×1 convolutions as compression: 22 layers for a tenth of AlexNet's parameters and twice its multiply-adds.
// - Global average pooling in place of dense layers: 0.6 % better top-1, and no 38-million-parameter fc6.
// - Two auxiliary classifiers inject gradient halfway, weighted by 0.3, and are thrown away after training. Their effect turned out to be
//   small (the Inception v3 paper calls them regularisers); batch normalisation ended them.
// - Preprocessing is the mean colour, as in VGG.
//
// Published: 6,998,552 parameters without, 13,378,280 with the auxiliary classifiers. 1,582,671,872 multiply-adds without.
// Receptive field at inception_5b: 715 pixels, stride 32, padding 327.
//
// Variants, and where the figures disagree
// - Table 1 of the paper adds up to 6.8 M parameters and 1.5 G multiply-adds. Its first row (2.7K, 34M) is no 7×7×3×64 convolution
//   (9,408 and 118 M) but exactly a separable one of depth multiplier 8; the parameters of eight rows are off by up to 7 % although
//   their channels and multiply-adds agree. "12 times fewer parameters than AlexNet" is rounded generously.
// - torchvision and TF-Slim have 3×3 where the paper has 5×5, and batch normalisation (6,624,904 parameters; receptive field 379).
// - Caffe's pooling rounds up; 'same' on even sizes is the same thing.

import * as tf from '@tensorflow/tfjs';
import { LocalResponseNormalization } from './localResponseNormalization';

/**
 * GoogLeNet on 224×224 pictures. Layer names are Caffe's.
 * @param auxiliary with the two auxiliary classifiers, as in training; the model then has three outputs
 */
export function googLeNet(classes = 1000, auxiliary = false): tf.LayersModel {
  const image = tf.input({ shape: [224, 224, 3], name: 'data' });
  const padded = tf.layers.zeroPadding2d({ name: 'conv1/pad', padding: [3, 3] }).apply(image) as tf.SymbolicTensor;
  let x = tf.layers
    .conv2d({ name: 'conv1/7x7_s2', filters: 64, kernelSize: 7, strides: 2, activation: 'relu' })
    .apply(padded) as tf.SymbolicTensor;
  x = halve(x, 'pool1/3x3_s2');
  x = new LocalResponseNormalization({ name: 'pool1/norm1' }).apply(x) as tf.SymbolicTensor;
  x = convolution(x, 64, 1, 'conv2/3x3_reduce');
  x = convolution(x, 192, 3, 'conv2/3x3');
  x = new LocalResponseNormalization({ name: 'conv2/norm2' }).apply(x) as tf.SymbolicTensor;
  x = halve(x, 'pool2/3x3_s2');

  // Numbers as in Table 1: #1×1, #3×3 reduce, #3×3, #5×5 reduce, #5×5, pool proj.
  x = inception(x, 64, 96, 128, 16, 32, 32, 'inception_3a');
  x = inception(x, 128, 128, 192, 32, 96, 64, 'inception_3b');
  x = halve(x, 'pool3/3x3_s2');
  const after4a = inception(x, 192, 96, 208, 16, 48, 64, 'inception_4a');
  x = inception(after4a, 160, 112, 224, 24, 64, 64, 'inception_4b');
  x = inception(x, 128, 128, 256, 24, 64, 64, 'inception_4c');
  const after4d = inception(x, 112, 144, 288, 32, 64, 64, 'inception_4d');
  x = inception(after4d, 256, 160, 320, 32, 128, 128, 'inception_4e');
  x = halve(x, 'pool4/3x3_s2');
  x = inception(x, 256, 160, 320, 32, 128, 128, 'inception_5a');
  x = inception(x, 384, 192, 384, 48, 128, 128, 'inception_5b');

  x = tf.layers.globalAveragePooling2d({ name: 'pool5' }).apply(x) as tf.SymbolicTensor;
  x = tf.layers.dropout({ name: 'pool5/drop', rate: 0.4 }).apply(x) as tf.SymbolicTensor;
  const scores = tf.layers.dense({ name: 'loss3/classifier', units: classes, activation: 'softmax' }).apply(x);
  const outputs = [scores as tf.SymbolicTensor];
  if (auxiliary) {
    outputs.push(auxiliaryClassifier(after4a, classes, 'loss1'));
    outputs.push(auxiliaryClassifier(after4d, classes, 'loss2'));
  }
  return tf.model({ name: 'googlenet', inputs: image, outputs });
}

/** Four views of the same input, concatenated. The expensive kernels see compressed channels. */
export function inception(
  x: tf.SymbolicTensor,
  filters1x1: number,
  reduce3x3: number,
  filters3x3: number,
  reduce5x5: number,
  filters5x5: number,
  filtersPool: number,
  name: string,
): tf.SymbolicTensor {
  const point = convolution(x, filters1x1, 1, `${name}/1x1`);
  const small = convolution(convolution(x, reduce3x3, 1, `${name}/3x3_reduce`), filters3x3, 3, `${name}/3x3`);
  const large = convolution(convolution(x, reduce5x5, 1, `${name}/5x5_reduce`), filters5x5, 5, `${name}/5x5`);
  const pooled = tf.layers.maxPooling2d({ name: `${name}/pool`, poolSize: 3, strides: 1, padding: 'same' }).apply(x);
  const projected = convolution(pooled as tf.SymbolicTensor, filtersPool, 1, `${name}/pool_proj`);
  const output = tf.layers.concatenate({ name: `${name}/output` }).apply([point, small, large, projected]);
  return output as tf.SymbolicTensor;
}

/** A small classifier halfway up the net. It holds more parameters than all of the net below it. */
function auxiliaryClassifier(x: tf.SymbolicTensor, classes: number, name: string): tf.SymbolicTensor {
  const pooled = tf.layers.averagePooling2d({ name: `${name}/ave_pool`, poolSize: 5, strides: 3 }).apply(x);
  const compressed = convolution(pooled as tf.SymbolicTensor, 128, 1, `${name}/conv`);
  let y = tf.layers.flatten({ name: `${name}/flatten` }).apply(compressed);
  y = tf.layers.dense({ name: `${name}/fc`, units: 1024, activation: 'relu' }).apply(y);
  y = tf.layers.dropout({ name: `${name}/drop_fc`, rate: 0.7 }).apply(y);
  const scores = tf.layers.dense({ name: `${name}/classifier`, units: classes, activation: 'softmax' }).apply(y);
  return scores as tf.SymbolicTensor;
}

/** A convolution that keeps the picture's size. */
function convolution(x: tf.SymbolicTensor, filters: number, kernelSize: number, name: string): tf.SymbolicTensor {
  const convolve = tf.layers.conv2d({ name, filters, kernelSize, padding: 'same', activation: 'relu' });
  return convolve.apply(x) as tf.SymbolicTensor;
}

/** 3×3 maximum at a stride of 2. */
function halve(x: tf.SymbolicTensor, name: string): tf.SymbolicTensor {
  const pool = tf.layers.maxPooling2d({ name, poolSize: 3, strides: 2, padding: 'same' });
  return pool.apply(x) as tf.SymbolicTensor;
}
