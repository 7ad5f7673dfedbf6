// VGG-16 (2014): one kind of layer, sixteen times.
//
// Paper: K. Simonyan, A. Zisserman, "Very Deep Convolutional Networks for Large-Scale Image Recognition", arXiv:1409.1556, ICLR 2015.
// This is configuration D of its Table 1.
//
// Idea: nothing but 3×3 convolutions, stacked. Two of them see 5×5 pixels, three see 7×7, with fewer parameters than one large
// kernel (3·9·C² against 49·C²) and two more ReLUs in between. Each pooling halves the picture and the width doubles.
//
// What it taught
// - Depth pays when everything else is held still: configurations A to E differ in depth alone.
// - Small kernels are enough; the receptive field comes from stacking.
// - Local response normalisation does not help (configuration A-LRN).
// - Where the cost is: fc6 holds 74 % of the parameters, the convolutions do 99 % of the work.
// - Preprocessing is the mean colour of the training set, subtracted: one number per channel.
//
// Published: 138 million parameters; exactly 138,357,544. 15,470,264,320 multiply-adds (15.3 G in the MobileNet paper counts the
// convolutions alone). Receptive field at pool5: 212 pixels, stride 32.
//
// Variants
// - Configuration C also has 16 layers, but three of its convolutions are 1×1: 133,638,952 parameters. Nobody means it by VGG-16.
// - The lecture notes of CS231n leave out the biases (1,728 instead of 1,792 in conv1_1).
// - With batch normalisation: some keep the now useless biases of the convolutions (torchvision, 138,365,992), some do not (138,361,768).

import * as tf from '@tensorflow/tfjs';

/** VGG configuration D on 224×224 pictures. Layer names are Caffe's. */
export function vgg16(classes = 1000): tf.LayersModel {
  const conv3x3 = { kernelSize: 3, padding: 'same', activation: 'relu' } as const;
  const half = { poolSize: 2, strides: 2 };

  return tf.sequential({
    name: 'vgg16',
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
      tf.layers.maxPooling2d({ name: 'pool3', ...half }),

      tf.layers.conv2d({ name: 'conv4_1', filters: 512, ...conv3x3 }),
      tf.layers.conv2d({ name: 'conv4_2', filters: 512, ...conv3x3 }),
      tf.layers.conv2d({ name: 'conv4_3', filters: 512, ...conv3x3 }),
      tf.layers.maxPooling2d({ name: 'pool4', ...half }),

      tf.layers.conv2d({ name: 'conv5_1', filters: 512, ...conv3x3 }),
      tf.layers.conv2d({ name: 'conv5_2', filters: 512, ...conv3x3 }),
      tf.layers.conv2d({ name: 'conv5_3', filters: 512, ...conv3x3 }),
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
