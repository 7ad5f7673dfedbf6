// SqueezeNet 1.0 (2016): AlexNet's accuracy with a fiftieth of its parameters.
//
// Paper: F. Iandola et al., "SqueezeNet: AlexNet-level accuracy with 50x fewer parameters and <0.5MB model size", arXiv:1602.07360.
//
// Idea: the fire module. Squeeze with a few 1×1 filters, expand with a mixture of 1×1 and 3×3 filters: the expensive 3×3 kernels see
// few channels. No dense layers at all.
//
// What it taught: three strategies. Replace 3×3 by 1×1 (nine times fewer weights), feed fewer channels to the 3×3 that remain, halve
// the picture late (large maps help accuracy; it costs multiply-adds, of which the net has more than AlexNet).
//
// Published: 1,248,424 parameters; 818,924,576 multiply-adds at 224. Receptive field at fire9: 155 pixels, stride 16.
//
// Variants
// - Input: the paper's Table 1 prints 224 with the sizes 111, 55, 27, 13, which are those of 227. Here 224, as in torchvision: 109, 54, 27, 13.
// - pool4 has to round up to give 27: Caffe always does. 'same' on an even size is the same thing.
// - The authors' Caffe file pads conv10 by 1 (15×15 maps of mostly border; 861 M multiply-adds at 227).
// - 1.1 is cheaper by 2.3: see squeezenet1_1.ts. The paper's 0.5 MB come from pruning and 6-bit weights, not from the structure.

import * as tf from '@tensorflow/tfjs';

/** SqueezeNet 1.0 on 224×224 pictures. Layer names are the paper's and Caffe's. */
export function squeezeNet1_0(classes = 1000): tf.LayersModel {
  const image = tf.input({ shape: [224, 224, 3], name: 'data' });
  let x = firstConvolution(image, 96, 7);
  x = halve(x, 'pool1');
  x = fire(x, 16, 64, 'fire2');
  x = fire(x, 16, 64, 'fire3');
  x = fire(x, 32, 128, 'fire4');
  x = tf.layers.maxPooling2d({ name: 'pool4', poolSize: 3, strides: 2, padding: 'same' }).apply(x) as tf.SymbolicTensor;
  x = fire(x, 32, 128, 'fire5');
  x = fire(x, 48, 192, 'fire6');
  x = fire(x, 48, 192, 'fire7');
  x = fire(x, 64, 256, 'fire8');
  x = halve(x, 'pool8');
  x = fire(x, 64, 256, 'fire9');
  return tf.model({ name: 'squeezenet1_0', inputs: image, outputs: classifier(x, classes) });
}

export function firstConvolution(image: tf.SymbolicTensor, filters: number, kernelSize: number): tf.SymbolicTensor {
  const convolve = tf.layers.conv2d({ name: 'conv1', filters, kernelSize, strides: 2, activation: 'relu' });
  return convolve.apply(image) as tf.SymbolicTensor;
}

/** 3×3 maximum at a stride of 2. */
export function halve(x: tf.SymbolicTensor, name: string, padding: 'valid' | 'same' = 'valid'): tf.SymbolicTensor {
  return tf.layers.maxPooling2d({ name, poolSize: 3, strides: 2, padding }).apply(x) as tf.SymbolicTensor;
}

/** Squeeze to a few channels by 1×1, expand again by 1×1 and 3×3 side by side: 2 · expanded channels come out. */
export function fire(x: tf.SymbolicTensor, squeezed: number, expanded: number, name: string): tf.SymbolicTensor {
  const relu = { activation: 'relu' } as const;
  const squeeze = tf.layers.conv2d({ name: `${name}/squeeze1x1`, filters: squeezed, kernelSize: 1, ...relu }).apply(x);
  const left = tf.layers
    .conv2d({ name: `${name}/expand1x1`, filters: expanded, kernelSize: 1, ...relu })
    .apply(squeeze) as tf.SymbolicTensor;
  const right = tf.layers
    .conv2d({ name: `${name}/expand3x3`, filters: expanded, kernelSize: 3, padding: 'same', ...relu })
    .apply(squeeze) as tf.SymbolicTensor;
  return tf.layers.concatenate({ name: `${name}/concat` }).apply([left, right]) as tf.SymbolicTensor;
}

/** One map per class, its mean is the class's score: a classifier without a dense layer. */
export function classifier(x: tf.SymbolicTensor, classes: number): tf.SymbolicTensor {
  let y = tf.layers.dropout({ name: 'drop9', rate: 0.5 }).apply(x);
  y = tf.layers.conv2d({ name: 'conv10', filters: classes, kernelSize: 1, activation: 'relu' }).apply(y);
  y = tf.layers.globalAveragePooling2d({ name: 'pool10' }).apply(y);
  return tf.layers.softmax({ name: 'prob' }).apply(y) as tf.SymbolicTensor;
}
