// The two branches differ in height and width, so they cannot be concatenated over channels.
import * as tf from '@tensorflow/tfjs';

const picture = tf.input({ shape: [16, 16, 3] });
const a = tf.layers.conv2d({ filters: 4, kernelSize: 3 }).apply(picture) as tf.SymbolicTensor;
const b = tf.layers.conv2d({ filters: 4, kernelSize: 5 }).apply(picture) as tf.SymbolicTensor;
const joined = tf.layers.concatenate().apply([a, b]) as tf.SymbolicTensor;
export const model = tf.model({ inputs: picture, outputs: joined });
