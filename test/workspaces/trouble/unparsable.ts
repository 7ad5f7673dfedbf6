// Does not parse: brackets are missing in the middle, and a line is no code at all.
import * as tf from '@tensorflow/tfjs';

export const model = tf.sequential();
model.add(tf.layers.conv2d({ inputShape: [28, 28, 1], filters: 32, kernelSize: 3 ));
model.add(tf.layers.maxPooling2d({ poolSize: 2 });
this line is not TypeScript
model.add(tf.layers.conv2d({ filters: 64, kernelSize: 3 }));
