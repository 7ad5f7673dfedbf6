// TSX: one helper that makes two convolutions of different sizes.
import * as tf from '@tensorflow/tfjs';

const convolve = (filters: number) => tf.layers.conv2d({ filters, kernelSize: 3, padding: 'same' });

export const model = tf.sequential();
model.add(tf.layers.inputLayer({ inputShape: [32, 32, 3] }));
model.add(convolve(16));
model.add(convolve(32));

export const View = () => <p>{model.name}</p>;
