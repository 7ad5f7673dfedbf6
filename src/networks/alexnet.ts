// AlexNet (2012): the network that won ImageNet by more than ten points and started the field over.
//
// Paper: A. Krizhevsky, I. Sutskever, G. Hinton, "ImageNet Classification with Deep Convolutional Neural Networks", NIPS 2012.
//
// Idea: what LeNet did for digits, made large: five convolutions and three dense layers, trained on two graphics cards for six days.
//
// What it taught
// - ReLU instead of tanh: no saturation, training several times faster. It is why depth became affordable.
// - Dropout on the two large dense layers, where nearly all parameters (and the overfitting) are.
// - Overlapping pooling: windows of 3 at a stride of 2, a little better than windows of 2.
// - The mean image of the training set is subtracted from the input, pixel by pixel; no other preprocessing.
// - Groups: conv2, conv4 and conv5 see only the half of the channels on their own card. A memory trick then, a design tool later.
// - Local response normalisation: a small gain here, dropped by everybody after VGG found none.
//
// Published: about 60 million parameters; this two-group form has exactly 60,965,224 and 724,406,816 multiply-adds.
// Receptive field at pool5: 195 pixels, stride 32.
//
// Variants
// - Input: the paper says 224, but (224 - 11) / 4 is no whole number; 227 gives the paper's 55×55, and Caffe uses it, as here.
//   torchvision keeps 224 and pads conv1 by 2. The paper's count of conv1 neurons, 253,440, fits neither: 55·55·96 = 290,400.
// - Without groups: 62,378,344 parameters and 1.14 G multiply-adds.
// - torchvision's AlexNet is the single-tower net of "One weird trick" (2014): 64-192-384-256-256 filters, no normalisation,
//   61,100,840 parameters.
// - Caffe divides alpha by n and uses k = 1 in the normalisation; the constants here are the paper's.

import * as tf from '@tensorflow/tfjs';
import { GroupedConvolution2D } from './groupedConvolution2d';
import { LocalResponseNormalization } from './localResponseNormalization';

/** AlexNet with its two groups, on 227×227 pictures. Layer names are Caffe's. */
export function alexNet(classes = 1000): tf.LayersModel {
  const relu = { activation: 'relu' } as const;
  const same = { padding: 'same' } as const;
  const twoGroups = { groups: 2 };
  const overlapping = { poolSize: 3, strides: 2 };

  return tf.sequential({
    name: 'alexnet',
    layers: [
      tf.layers.conv2d({ name: 'conv1', inputShape: [227, 227, 3], filters: 96, kernelSize: 11, strides: 4, ...relu }),
      new LocalResponseNormalization({ name: 'norm1' }),
      tf.layers.maxPooling2d({ name: 'pool1', ...overlapping }),

      new GroupedConvolution2D({ name: 'conv2', filters: 256, kernelSize: 5, ...twoGroups, ...same, ...relu }),
      new LocalResponseNormalization({ name: 'norm2' }),
      tf.layers.maxPooling2d({ name: 'pool2', ...overlapping }),

      tf.layers.conv2d({ name: 'conv3', filters: 384, kernelSize: 3, ...same, ...relu }),
      new GroupedConvolution2D({ name: 'conv4', filters: 384, kernelSize: 3, ...twoGroups, ...same, ...relu }),
      new GroupedConvolution2D({ name: 'conv5', filters: 256, kernelSize: 3, ...twoGroups, ...same, ...relu }),
      tf.layers.maxPooling2d({ name: 'pool5', ...overlapping }),

      tf.layers.flatten({ name: 'flatten' }),
      tf.layers.dense({ name: 'fc6', units: 4096, ...relu }),
      tf.layers.dropout({ name: 'drop6', rate: 0.5 }),
      tf.layers.dense({ name: 'fc7', units: 4096, ...relu }),
      tf.layers.dropout({ name: 'drop7', rate: 0.5 }),
      tf.layers.dense({ name: 'fc8', units: classes, activation: 'softmax' }),
    ],
  });
}
