// ResNet-34 (2015): the net of the paper's famous comparison, beside the plain net of the same 34 layers (plain34.ts).
//
// Paper: K. He, X. Zhang, S. Ren, J. Sun, "Deep Residual Learning for Image Recognition", arXiv:1512.03385, CVPR 2016.
//
// What it taught: with shortcuts 34 layers beat 18 by 2.8 % top-1; without them they lose. Nothing else differs.
// The block is told in resnet18.ts, the idea in resnet50.ts.
//
// Published: 3.6 billion multiply-adds (exactly 3,663,761,408; the paper cuts off). 21,797,672 trainable parameters, 21,814,696 with the
// moving statistics. Receptive field at the last block: 899 pixels, stride 32, padding 449.

import * as tf from '@tensorflow/tfjs';
import { basicStage } from './resnet18';
import { classifier, stem } from './resnet50';

/** ResNet-34 on 224×224 pictures. */
export function resNet34(classes = 1000): tf.LayersModel {
  const image = tf.input({ shape: [224, 224, 3], name: 'data' });
  let x = stem(image);
  x = basicStage(x, 'conv2', 3, 64, 1);
  x = basicStage(x, 'conv3', 4, 128, 2);
  x = basicStage(x, 'conv4', 6, 256, 2);
  x = basicStage(x, 'conv5', 3, 512, 2);
  return tf.model({ name: 'resnet34', inputs: image, outputs: classifier(x, classes) });
}
