// ResNet-18 (2015): the smallest residual network, made of basic blocks.
//
// Paper: K. He, X. Zhang, S. Ren, J. Sun, "Deep Residual Learning for Image Recognition", arXiv:1512.03385, CVPR 2016.
//
// Idea: two 3×3 convolutions learn what to add to their input. VGG's rules hold otherwise: the width doubles where the picture halves,
// so that each block costs the same. The story of the residual is told in resnet50.ts, the plain net it replaced in plain34.ts.
//
// What it taught: at 18 layers the plain net is as accurate as the residual one, but the residual one gets there faster. The shortcut
// helps long before it is needed.
//
// Published: 1.8 billion multiply-adds (exactly 1,814,073,344). 11,689,512 trainable parameters, 11,699,112 with the moving statistics
// of the batch normalisations. Receptive field at the last block: 435 pixels, stride 32, padding 217.
//
// Variants: the shortcut where the shape changes. Here a 1×1 convolution (option B, what everybody uses); the paper's main comparison
// of 18 and 34 layers pads with zero channels instead (option A, no parameters), and finds B slightly better.

import * as tf from '@tensorflow/tfjs';
import { classifier, convolution, stem } from './resnet50';

/** ResNet-18 on 224×224 pictures. Stages are named as in the paper's Table 1: conv2_1 is the first block of conv2_x. */
export function resNet18(classes = 1000): tf.LayersModel {
  const image = tf.input({ shape: [224, 224, 3], name: 'data' });
  let x = stem(image);
  x = basicStage(x, 'conv2', 2, 64, 1);
  x = basicStage(x, 'conv3', 2, 128, 2);
  x = basicStage(x, 'conv4', 2, 256, 2);
  x = basicStage(x, 'conv5', 2, 512, 2);
  return tf.model({ name: 'resnet18', inputs: image, outputs: classifier(x, classes) });
}

/** `blocks` basic blocks; the first one has the stage's stride. */
export function basicStage(
  x: tf.SymbolicTensor,
  name: string,
  blocks: number,
  filters: number,
  stride: number,
): tf.SymbolicTensor {
  let y = basicBlock(x, filters, stride, `${name}_1`);
  for (let block = 2; block <= blocks; block++) {
    y = basicBlock(y, filters, 1, `${name}_${block}`);
  }
  return y;
}

/** Two 3×3 convolutions; the input is added to the result, through a 1×1 convolution where the block changes the shape. */
function basicBlock(x: tf.SymbolicTensor, filters: number, stride: number, name: string): tf.SymbolicTensor {
  let residual = convolution(x, filters, 3, stride, `${name}/conv1`, `${name}/bn1`);
  residual = tf.layers.reLU({ name: `${name}/relu1` }).apply(residual) as tf.SymbolicTensor;
  residual = convolution(residual, filters, 3, 1, `${name}/conv2`, `${name}/bn2`);

  const shortcut = stride > 1 ? convolution(x, filters, 1, stride, `${name}/projection`, `${name}/projection_bn`) : x;
  const sum = tf.layers.add({ name: `${name}/add` }).apply([residual, shortcut]);
  return tf.layers.reLU({ name: `${name}/relu` }).apply(sum) as tf.SymbolicTensor;
}
