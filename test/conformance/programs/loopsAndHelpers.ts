// Loops, helper functions with defaults, spread, template names.
import * as tf from '@tensorflow/tfjs';

const FILTERS = [8, 16, 32];
const common = { padding: 'same', activation: 'relu' } as const;

function convBlock(
  x: tf.SymbolicTensor,
  filters: number,
  { kernelSize = 3, strides = 1 } = {},
  index = 0,
): tf.SymbolicTensor {
  const y = tf.layers.conv2d({ filters, kernelSize, strides, ...common, name: `block${index}_conv` }).apply(x);
  return tf.layers.batchNormalization({ name: `block${index}_bn` }).apply(y) as tf.SymbolicTensor;
}

const input = tf.input({ shape: [32, 32, 3] });
let x = input;
for (let i = 0; i < FILTERS.length; i++) {
  x = convBlock(x, FILTERS[i]!, i > 0 ? { strides: 2 } : undefined, i);
}
const pooled = tf.layers.globalAveragePooling2d({}).apply(x);
export const functional = tf.model({
  inputs: input,
  outputs: tf.layers.dense({ units: 10 }).apply(pooled) as tf.SymbolicTensor,
});

export const sequential = tf.sequential();
sequential.add(tf.layers.inputLayer({ inputShape: [16, 16, 1] }));
for (const [index, filters] of FILTERS.entries()) {
  sequential.add(tf.layers.separableConv2d({ filters, kernelSize: [3, 5], ...common }));
  if (index % 2 === 0) sequential.add(tf.layers.maxPooling2d({ poolSize: 2 }));
}
sequential.add(tf.layers.flatten());
let units = 64;
while (units > 8) {
  sequential.add(tf.layers.dense({ units }));
  units /= 2;
}
do {
  sequential.add(tf.layers.dropout({ rate: 0.1 }));
  units++;
} while (units < 10);
