// VGG-13 (2014): VGG-11 with a second convolution in the first two stages.
//
// Paper: K. Simonyan, A. Zisserman, "Very Deep Convolutional Networks for Large-Scale Image Recognition", arXiv:1409.1556, ICLR 2015.
// This is configuration B of its Table 1. What the family is about is told in vgg16.ts.
//
// What it taught: two 3×3 convolutions beat one 5×5 of the same reach. The authors replaced each pair of this net by a single 5×5
// and lost 7 % top-1: the ReLU in between is worth having.
//
// Published: 133 million parameters; exactly 133,047,848. 11.308 G multiply-adds. Receptive field at pool5: 156 pixels, stride 32.
//
// Variants: configuration C adds a 1×1 convolution to each of the last three stages and is better than B; D (VGG-16) makes those 3×3
// and is better than C: it is not only the non-linearity that helps, but seeing the neighbours.

import * as tf from '@tensorflow/tfjs';

/** VGG configuration B on 224×224 pictures. Layer names are Caffe's. */
export function vgg13(classes = 1000): tf.LayersModel {
  const conv3x3 = { kernelSize: 3, padding: 'same', activation: 'relu' } as const;
  const half = { poolSize: 2, strides: 2 };

  return tf.sequential({
    name: 'vgg13',
    layers: [
      tf.layers.conv2d({ name: 'conv1_1', inputShape: [224, 224, 3], filters: 64, ...conv3x3 }),
      tf.layers.conv2d({ name: 'conv1_2', filters: 64, ...conv3x3 }),
      tf.layers.maxPooling2d({ name: 'pool1', ...half }),

      tf.layers.conv2d({ name: 'conv2_1', filters: 128, ...conv3x3 }),
      tf.layers.conv2d({ name: 'conv2_2', filters: 128, ...conv3x3 }),
      tf.layers.maxPooling2d({ name: 'pool2', ...half }),

      tf.layers.conv2d({ name: 'conv3_1', filters: 256, ...conv3x3 }),
      tf.layers.conv2d({ name: 'conv3_2', filters: 256, ...conv3x3 }),
      tf.layers.maxPooling2d({ name: 'pool3', ...half }),

      tf.layers.conv2d({ name: 'conv4_1', filters: 512, ...conv3x3 }),
      tf.layers.conv2d({ name: 'conv4_2', filters: 512, ...conv3x3 }),
      tf.layers.maxPooling2d({ name: 'pool4', ...half }),

      tf.layers.conv2d({ name: 'conv5_1', filters: 512, ...conv3x3 }),
      tf.layers.conv2d({ name: 'conv5_2', filters: 512, ...conv3x3 }),
      tf.layers.maxPooling2d({ name: 'pool5', ...half }),

      tf.layers.flatten({ name: 'flatten' }),
      tf.layers.dense({ name: 'fc6', units: 4096, activation: 'relu' }),
      tf.layers.dropout({ name: 'drop6', rate: 0.5 }),
      tf.layers.dense({ name: 'fc7', units: 4096, activation: 'relu' }),
      tf.layers.dropout({ name: 'drop7', rate: 0.5 }),
      tf.layers.dense({ name: 'fc8', units: classes, activation: 'softmax' }),
    ],
  });
}
