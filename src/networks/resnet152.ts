// ResNet-152 (2015): the deepest net of the ResNet paper, and the winner of ImageNet 2015 (in an ensemble of six).
//
// Paper: K. He, X. Zhang, S. Ren, J. Sun, "Deep Residual Learning for Image Recognition", arXiv:1512.03385, CVPR 2016.
//
// What it taught: eight times deeper than VGG-19 and still cheaper to compute, and still no sign of degradation.
// The blocks, the idea and the variants are told in resnet50.ts.
//
// Published: 11.3 billion multiply-adds (exactly 11,282,415,616). 60,192,808 trainable parameters, 60,344,232 with the moving statistics.
// Receptive field at the last block: 1507 pixels, stride 32, padding 753; in the "v1.5" form 1451.

import * as tf from '@tensorflow/tfjs';
import { bottleneckStage, classifier, stem, type StrideOn } from './resnet50';

/** ResNet-152 on 224×224 pictures. */
export function resNet152(classes = 1000, strideOn: StrideOn = '1x1'): tf.LayersModel {
  const image = tf.input({ shape: [224, 224, 3], name: 'data' });
  let x = stem(image);
  x = bottleneckStage(x, 'conv2', 3, 64, 1, strideOn);
  x = bottleneckStage(x, 'conv3', 8, 128, 2, strideOn);
  x = bottleneckStage(x, 'conv4', 36, 256, 2, strideOn);
  x = bottleneckStage(x, 'conv5', 3, 512, 2, strideOn);
  return tf.model({ name: 'resnet152', inputs: image, outputs: classifier(x, classes) });
}
