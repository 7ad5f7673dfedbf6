// ZFNet (2013): AlexNet, looked into and corrected.
//
// Paper: M. Zeiler, R. Fergus, "Visualizing and Understanding Convolutional Networks", arXiv:1311.2901, ECCV 2014.
//
// Idea: project an activation back to the pixels that caused it (a "deconvnet"), look at the pictures, repair what looks wrong.
//
// What it taught
// - AlexNet's first layer had dead filters and only very high and very low frequencies, its second layer aliasing artefacts from the
//   stride of 4. Hence 7×7 at a stride of 2 here: more of the picture survives the first layers.
// - Layers form a hierarchy: edges, textures, parts, objects.
// - Sliding a grey square over the picture shows which pixels a class depends on.
// - On one card there is no reason for groups: conv3 to conv5 are dense, unlike AlexNet's.
//
// Published: the paper gives no counts. Dense connections give 62,357,608 parameters; 1,168,032,896 multiply-adds.
// Receptive field at pool5: 171 pixels, stride 32.
//
// Variants: the paper's Figure 3 gives the sizes 110, 55, 26, 13, 13 and 6 but no padding; 1, 1, 0 and 1 pixels on conv1, pool1, conv2
// and pool2 produce them. The figure's normalisation is AlexNet's, here after the pooling. A wider net of the same paper has 512, 1024
// and 512 filters in conv3 to conv5.

import * as tf from '@tensorflow/tfjs';
import { LocalResponseNormalization } from './localResponseNormalization';

/** ZFNet on 224×224 pictures. */
export function zfNet(classes = 1000): tf.LayersModel {
  const relu = { activation: 'relu' } as const;
  const same = { padding: 'same' } as const;
  const pool = { poolSize: 3, strides: 2 };
  const border: [number, number] = [1, 1];

  return tf.sequential({
    name: 'zfnet',
    layers: [
      tf.layers.zeroPadding2d({ name: 'conv1_pad', inputShape: [224, 224, 3], padding: border }),
      tf.layers.conv2d({ name: 'conv1', filters: 96, kernelSize: 7, strides: 2, ...relu }),
      tf.layers.zeroPadding2d({ name: 'pool1_pad', padding: border }),
      tf.layers.maxPooling2d({ name: 'pool1', ...pool }),
      new LocalResponseNormalization({ name: 'norm1' }),

      tf.layers.conv2d({ name: 'conv2', filters: 256, kernelSize: 5, strides: 2, ...relu }),
      tf.layers.zeroPadding2d({ name: 'pool2_pad', padding: border }),
      tf.layers.maxPooling2d({ name: 'pool2', ...pool }),
      new LocalResponseNormalization({ name: 'norm2' }),

      tf.layers.conv2d({ name: 'conv3', filters: 384, kernelSize: 3, ...same, ...relu }),
      tf.layers.conv2d({ name: 'conv4', filters: 384, kernelSize: 3, ...same, ...relu }),
      tf.layers.conv2d({ name: 'conv5', filters: 256, kernelSize: 3, ...same, ...relu }),
      tf.layers.maxPooling2d({ name: 'pool5', ...pool }),

      tf.layers.flatten({ name: 'flatten' }),
      tf.layers.dense({ name: 'fc6', units: 4096, ...relu }),
      tf.layers.dropout({ name: 'drop6', rate: 0.5 }),
      tf.layers.dense({ name: 'fc7', units: 4096, ...relu }),
      tf.layers.dropout({ name: 'drop7', rate: 0.5 }),
      tf.layers.dense({ name: 'fc8', units: classes, activation: 'softmax' }),
    ],
  });
}
