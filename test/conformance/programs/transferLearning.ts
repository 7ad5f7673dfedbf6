// A frozen base with a new head: by index, by name, as the first layer, layer by layer; two inputs through one base.
import * as tf from '@tensorflow/tfjs';

function buildBase(size = 24): tf.Sequential {
  const base = tf.sequential({ name: 'base' });
  base.add(
    tf.layers.conv2d({ inputShape: [size, size, 3], filters: 6, kernelSize: 3, activation: 'relu', name: 'stem' }),
  );
  ['a', 'b'].forEach((stage, index) => {
    base.add(tf.layers.conv2d({ filters: 8 << index, kernelSize: 3, strides: 2, name: `conv_${stage}` }));
    base.add(tf.layers.batchNormalization({ name: `bn_${stage}` }));
  });
  return base;
}

const head = (units: number): tf.layers.Layer[] => [
  tf.layers.globalAveragePooling2d({}),
  tf.layers.dense({ units, activation: units === 1 ? 'sigmoid' : 'softmax' }),
];

export const asFirstLayer = tf.sequential();
asFirstLayer.add(buildBase());
for (const layer of head(5)) asFirstLayer.add(layer);

export const layerByLayer = tf.sequential({ name: 'layer_by_layer' });
for (const layer of buildBase(20).layers) layerByLayer.add(layer);
head(1).forEach((layer) => layerByLayer.add(layer));

const pretrained = buildBase(32);
const cut = pretrained.getLayer('bn_a');
let features = cut.output as tf.SymbolicTensor;
outer: for (const filters of [4, 8, 16]) {
  for (let repeat = 0; repeat < 3; repeat++) {
    if (repeat === 2) continue outer;
    if (filters > 8) break outer;
    features = tf.layers.conv2d({ filters: filters + repeat, kernelSize: 1 }).apply(features) as tf.SymbolicTensor;
  }
}
export const truncated = tf.model({
  inputs: pretrained.inputs,
  outputs: head(3).reduce((x, layer) => layer.apply(x) as tf.SymbolicTensor, features),
});

const twins = [tf.input({ shape: [24, 24, 3] }), tf.input({ shape: [24, 24, 3] })];
const embed = buildBase();
const embeddings = twins.map((image) => tf.layers.flatten().apply(embed.apply(image) as tf.SymbolicTensor));
export const siamese = tf.model({
  inputs: twins,
  outputs: tf.layers
    .dense({ units: 1 })
    .apply(tf.layers.concatenate().apply(embeddings as tf.SymbolicTensor[]) as tf.SymbolicTensor) as tf.SymbolicTensor,
});
