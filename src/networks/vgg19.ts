// VGG-19 (2014): the deepest of the VGG nets, where plain depth stopped paying.
//
// Paper: K. Simonyan, A. Zisserman, "Very Deep Convolutional Networks for Large-Scale Image Recognition", arXiv:1409.1556, ICLR 2015.
// This is configuration E of its Table 1. What the family is about is told in vgg16.ts.
//
// What it taught: the error no longer falls from 16 to 19 layers on this data. A year later the ResNet paper showed that beyond this
// point plain nets even get worse, and why. The features of this net live on in style transfer.
//
// Published: 144 million parameters; exactly 143,667,240. 19,632,062,464 multiply-adds (the ResNet paper rounds to 19.6 G).
// Receptive field at pool5: 268 pixels, stride 32.

import * as tf from '@tensorflow/tfjs';

/** VGG configuration E on 224×224 pictures. Layer names are Caffe's. */
export function vgg19(classes = 1000): tf.LayersModel {
  const conv3x3 = { kernelSize: 3, padding: 'same', activation: 'relu' } as const;
  const half = { poolSize: 2, strides: 2 };

  return tf.sequential({
    name: 'vgg19',
    layers: [
      tf.layers.conv2d({ name: 'conv1_1', inputShape: [224, 224, 3], filters: 64, ...conv3x3 }),
      tf.layers.conv2d({ name: 'conv1_2', filters: 64, ...conv3x3 }),
      tf.layers.maxPooling2d({ name: 'pool1', ...half }),

      tf.layers.conv2d({ name: 'conv2_1', filters: 128, ...conv3x3 }),
      tf.layers.conv2d({ name: 'conv2_2', filters: 128, ...conv3x3 }),
      tf.layers.maxPooling2d({ name: 'pool2', ...half }),

      tf.layers.conv2d({ name: 'conv3_1', filters: 256, ...conv3x3 }),
      tf.layers.conv2d({ name: 'conv3_2', filters: 256, ...conv3x3 }),
      tf.layers.conv2d({ name: 'conv3_3', filters: 256, ...conv3x3 }),
      tf.layers.conv2d({ name: 'conv3_4', filters: 256, ...conv3x3 }),
      tf.layers.maxPooling2d({ name: 'pool3', ...half }),

      tf.layers.conv2d({ name: 'conv4_1', filters: 512, ...conv3x3 }),
      tf.layers.conv2d({ name: 'conv4_2', filters: 512, ...conv3x3 }),
      tf.layers.conv2d({ name: 'conv4_3', filters: 512, ...conv3x3 }),
      tf.layers.conv2d({ name: 'conv4_4', filters: 512, ...conv3x3 }),
      tf.layers.maxPooling2d({ name: 'pool4', ...half }),

      tf.layers.conv2d({ name: 'conv5_1', filters: 512, ...conv3x3 }),
      tf.layers.conv2d({ name: 'conv5_2', filters: 512, ...conv3x3 }),
      tf.layers.conv2d({ name: 'conv5_3', filters: 512, ...conv3x3 }),
      tf.layers.conv2d({ name: 'conv5_4', filters: 512, ...conv3x3 }),
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
