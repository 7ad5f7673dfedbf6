// Imports a file that imports this one.
import * as tf from '@tensorflow/tfjs';
import { kernelSize } from './circularB';

export const filters = 32;
export const model = tf.sequential({
  layers: [tf.layers.conv2d({ inputShape: [28, 28, 1], filters, kernelSize })],
});
