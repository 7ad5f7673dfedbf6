// SqueezeNet 1.1 (2016): SqueezeNet 1.0 at less than half the work, with the same accuracy.
//
// Published with the authors' code, after F. Iandola et al., "SqueezeNet: AlexNet-level accuracy with 50x fewer parameters and <0.5MB
// model size", arXiv:1602.07360. The fire module and the idea are told in squeezenet1_0.ts.
//
// What it taught: where the multiply-adds are. A first layer of 64 filters of 3×3 instead of 96 of 7×7, and pooling after fire3 and
// fire5 instead of fire4 and fire8, save 57 % of them and 1 % of the parameters.
//
// Published: 1,235,496 parameters; 349,151,936 multiply-adds at 224. Receptive field at fire9: 207 pixels, stride 16.
//
// Variants: at 227, as in the authors' Caffe file, 387,747,520 multiply-adds. Their text says 0.72 GFLOPS, twice that is 0.776.

import * as tf from '@tensorflow/tfjs';
import { classifier, fire, firstConvolution, halve } from './squeezenet1_0';

/** SqueezeNet 1.1 on 224×224 pictures. */
export function squeezeNet1_1(classes = 1000): tf.LayersModel {
  const image = tf.input({ shape: [224, 224, 3], name: 'data' });
  let x = firstConvolution(image, 64, 3);
  x = halve(x, 'pool1');
  x = fire(x, 16, 64, 'fire2');
  x = fire(x, 16, 64, 'fire3');
  x = halve(x, 'pool3');
  x = fire(x, 32, 128, 'fire4');
  x = fire(x, 32, 128, 'fire5');
  x = halve(x, 'pool5');
  x = fire(x, 48, 192, 'fire6');
  x = fire(x, 48, 192, 'fire7');
  x = fire(x, 64, 256, 'fire8');
  x = fire(x, 64, 256, 'fire9');
  return tf.model({ name: 'squeezenet1_1', inputs: image, outputs: classifier(x, classes) });
}
