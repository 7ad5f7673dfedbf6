// ResNet-101 (2015): ResNet-50 with seventeen more blocks in its fourth stage.
//
// Paper: K. He, X. Zhang, S. Ren, J. Sun, "Deep Residual Learning for Image Recognition", arXiv:1512.03385, CVPR 2016.
//
// What it taught: depth goes on paying (top-5 error 6.7 % → 6.1 %, ten crops), and as the backbone of a detector it pays more than in
// classification. The new blocks all go where the picture is 14×14: there they are cheap and already see everything.
// The blocks, the idea and the variants are told in resnet50.ts.
//
// Published: 7.6 billion multiply-adds (exactly 7,570,194,432). 44,549,160 trainable parameters, 44,654,504 with the moving statistics.
// Receptive field at the last block: 1027 pixels, stride 32, padding 513; in the "v1.5" form 971.

import * as tf from '@tensorflow/tfjs';
import { bottleneckStage, classifier, stem, type StrideOn } from './resnet50';

/** ResNet-101 on 224×224 pictures. */
export function resNet101(classes = 1000, strideOn: StrideOn = '1x1'): tf.LayersModel {
  const image = tf.input({ shape: [224, 224, 3], name: 'data' });
  let x = stem(image);
  x = bottleneckStage(x, 'conv2', 3, 64, 1, strideOn);
  x = bottleneckStage(x, 'conv3', 4, 128, 2, strideOn);
  x = bottleneckStage(x, 'conv4', 23, 256, 2, strideOn);
  x = bottleneckStage(x, 'conv5', 3, 512, 2, strideOn);
  return tf.model({ name: 'resnet101', inputs: image, outputs: classifier(x, classes) });
}
