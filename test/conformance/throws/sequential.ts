// What sequential models throw.

import type { Throws } from './throwStatements';

export const SEQUENTIAL: Throws = {
  'models.js Sequential.checkShape: Negative dimension size caused by adding layer': `
      const model = tf.sequential();
      model.add(tf.layers.maxPooling2d({ poolSize: 4, inputShape: [8, 8, 1] }));
      model.add(tf.layers.conv2d({ filters: 2, kernelSize: 5 }));
//              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: Negative dimension size caused by adding layer conv2d_Conv2D
    `,
  'models.js Sequential.add: All layers in a Sequential model should have a single output tensor.': [
    `
      const a = tf.input({ shape: [4] });
      const two = tf.model({ inputs: a, outputs: [a, tf.layers.dense({ units: 2 }).apply(a) as tf.SymbolicTensor] });
      const model = tf.sequential();
      model.add(two);
//    ^^^^^^^^^^^^^^ error: All layers in a Sequential model should have a single output tensor. F
    `,
    `
      const model = tf.sequential();
      model.add(tf.layers.lstm({ units: 8, returnState: true, inputShape: [5, 4] }));
//              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: All layers in a Sequential model should have a single output tensor. F
    `,
    `
      const model = tf.sequential();
      model.add(tf.layers.masking({ inputShape: [5, 4] }));
      model.add(tf.layers.lstm({ units: 8, returnState: true }));
//              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: All layers in a Sequential model should have a single output tensor. F
    `,
  ],
  'models.js Sequential.add: All layers in a Sequential model should have a single input tensor.': `
      const a = tf.input({ shape: [4] });
      const b = tf.input({ shape: [4] });
      const two = tf.model({ inputs: [a, b], outputs: tf.layers.add().apply([a, b]) as tf.SymbolicTensor });
      const model = tf.sequential();
      model.add(two);
//    ^^^^^^^^^^^^^^ error: All layers in a Sequential model should have a single input tensor. Fo
    `,
  'models.js Sequential.add: The first layer in a Sequential model must': `
      const model = tf.sequential({ layers: [tf.layers.conv2d({ filters: 2, kernelSize: 3 })] });
//                                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: The first layer in a Sequential model must get an \`inputShape\` or \`bat
    `,
  'models.js Sequential.add: A layer added to a Sequential model must not already be': `
      const shared = tf.layers.dense({ units: 2 });
//                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: A layer added to a Sequential model must not already be connected some
      shared.apply(tf.input({ shape: [4] }));
      shared.apply(tf.input({ shape: [4] }));
      const model = tf.sequential();
      model.add(shared);
    `,
  'models.js Sequential.pop: There are no layers in the model.': `
      const model = tf.sequential();
      model.pop();
//    ^^^^^^^^^^^ error: There are no layers in the model.
    `,
  'models.js Sequential.build: Sequential model cannot be built: model is empty.': [
    `
      const model = tf.sequential();
      model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: Sequential model cannot be built: model is empty. Add some layers firs
    `,
    `
      const model = tf.sequential();
      model.summary();
//    ^^^^^^^^^^^^^^^ error: Sequential model cannot be built: model is empty. Add some layers firs
    `,
  ],
};
