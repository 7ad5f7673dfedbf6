// Imports a value that is made from a value of this file, which is not there yet.
import * as tf from '@tensorflow/tfjs';
import { kernelSize } from './circularEarlyB';

export const filters = 32;
export const model = tf.sequential({
  layers: [tf.layers.conv2d({ inputShape: [28, 28, 1], filters, kernelSize })],
});
