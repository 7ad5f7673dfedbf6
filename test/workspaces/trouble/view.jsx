// JSX: a component that builds its network.
import * as tf from '@tensorflow/tfjs';

const model = tf.sequential({
  layers: [tf.layers.conv2d({ inputShape: [28, 28, 1], filters: 8, kernelSize: 5, strides: 2 })],
});

export const View = ({ title }) => (
  <section title={title}>
    <h1>{model.name}</h1>
  </section>
);
