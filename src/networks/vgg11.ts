// VGG-11 (2014): the shallowest of the VGG nets, and the seed of the others.
//
// Paper: K. Simonyan, A. Zisserman, "Very Deep Convolutional Networks for Large-Scale Image Recognition", arXiv:1409.1556, ICLR 2015.
// This is configuration A of its Table 1. What the family is about is told in vgg16.ts.
//
// What it taught: the deeper nets did not start to learn from random weights, so the first four convolutions and the dense layers of
// this one, once trained, became their initial values. (Glorot's initialisation made that unnecessary, the authors found later;
// batch normalisation made everybody forget it.)
//
// Published: 133 million parameters; exactly 132,863,336. 7.609 G multiply-adds. Receptive field at pool5: 150 pixels, stride 32.
//
// Variants: A-LRN puts AlexNet's normalisation after conv1_1 and gains nothing. B is VGG-13.

import * as tf from '@tensorflow/tfjs';

/** VGG configuration A on 224×224 pictures. Layer names are Caffe's. */
export function vgg11(classes = 1000): tf.LayersModel {
  const conv3x3 = { kernelSize: 3, padding: 'same', activation: 'relu' } as const;
  const half = { poolSize: 2, strides: 2 };

  return tf.sequential({
    name: 'vgg11',
    layers: [
      tf.layers.conv2d({ name: 'conv1_1', inputShape: [224, 224, 3], filters: 64, ...conv3x3 }),
      tf.layers.maxPooling2d({ name: 'pool1', ...half }),

      tf.layers.conv2d({ name: 'conv2_1', filters: 128, ...conv3x3 }),
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
