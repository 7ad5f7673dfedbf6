// What layers of several inputs throw.

import type { Throws } from './throwStatements';

export const MERGES: Throws = {
  'layers/merge.js Merge.computeElementwiseOpOutputShape: Operands could not be broadcast together with shapes': `
      const a = tf.input({ shape: [8, 8, 64] });
      const b = tf.input({ shape: [8, 8, 128] });
      tf.layers.add().apply([a, b]);
//    ^^^^^^^^^^^^^^^ error: Operands could not be broadcast together with shapes [8,8,64] [8,8,128
    `,
  'layers/merge.js Merge.build: A merge layer should be called on an Array of at least 2 inputs.': [
    `
      tf.layers.average().apply([tf.input({ shape: [4] })]);
//    ^^^^^^^^^^^^^^^^^^^ error: A merge layer should be called on an Array of at least 2 inputs. Got 1
    `,
    `
      tf.layers.multiply().apply(tf.input({ shape: [4] }));
//    ^^^^^^^^^^^^^^^^^^^^ error: A merge layer should be called on an Array of at least 2 inputs. Got 1
    `,
  ],
  'layers/merge.js Merge.build: Can not merge tensors with different batch sizes.': `
      const a = tf.input({ batchShape: [2, 4] });
      const b = tf.input({ batchShape: [3, 4] });
      tf.layers.maximum().apply([a, b]);
//    ^^^^^^^^^^^^^^^^^^^ error: Can not merge tensors with different batch sizes. Got tensors with sha
    `,
  'layers/merge.js Concatenate.build: A `Concatenate` layer should be called on a list of at least 2': `
      tf.layers.concatenate().apply([tf.input({ shape: [4] })]);
//    ^^^^^^^^^^^^^^^^^^^^^^^ error: A \`Concatenate\` layer should be called on a list of at least 2 inputs
    `,
  'layers/merge.js Concatenate.build: A `Concatenate` layer requires inputs with matching shapes': `
      const a = tf.input({ shape: [8, 8, 1] });
      const b = tf.input({ shape: [4, 4, 1] });
      tf.layers.concatenate().apply([a, b]);
//    ^^^^^^^^^^^^^^^^^^^^^^^ error: A \`Concatenate\` layer requires inputs with matching shapes except for
    `,
  'layers/merge.js Concatenate.computeOutputShape: A `Concatenate` layer should be called on a list of inputs.': `
      const a = tf.input({ shape: [4] });
      const join = tf.layers.concatenate();
//                 ^^^^^^^^^^^^^^^^^^^^^^^ error: A \`Concatenate\` layer should be called on a list of inputs.
      join.apply([a, tf.input({ shape: [4] })]);
      join.apply(a);
    `,
  'layers/merge.js Dot.build: A `Dot` layer should be called on a list of exactly 2 inputs.': `
      const a = tf.input({ shape: [4] });
      tf.layers.dot({ axes: 1 }).apply([a, a, a]);
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^ error: A \`Dot\` layer should be called on a list of exactly 2 inputs.
    `,
  'layers/merge.js Dot.build: Dot layer does not support tensors of 4D or higher rank yet.': `
      const a = tf.input({ shape: [8, 8, 3] });
      const b = tf.input({ shape: [8, 8, 3] });
      tf.layers.dot({ axes: 1 }).apply([a, b]);
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^ error: Dot layer does not support tensors of 4D or higher rank yet.
    `,
  'layers/merge.js Dot.build: Dimension incompatibility: … !== …': `
      const a = tf.input({ shape: [4] });
      const b = tf.input({ shape: [5] });
      tf.layers.dot({ axes: 1 }).apply([a, b]);
//                    ^^^^^^^ error: Dimension incompatibility: 4 !== 5
    `,
  'layers/merge.js Dot.computeOutputShape: A `Dot` layer should be called on a list of exactly 2 inputs.': `
      const a = tf.input({ shape: [4] });
      const dot = tf.layers.dot({ axes: 1 });
//                ^^^^^^^^^^^^^^^^^^^^^^^^^^ error: A \`Dot\` layer should be called on a list of exactly 2 inputs.
      dot.apply([a, tf.input({ shape: [4] })]);
      dot.apply([a, a, a]);
    `,
  'layers/merge.js Dot.computeOutputShape: Dot layer does not support tensors of 4D or higher rank yet.': `
      const a = tf.input({ shape: [4] });
      const image = tf.input({ shape: [8, 8, 3] });
      const dot = tf.layers.dot({ axes: 1 });
//                ^^^^^^^^^^^^^^^^^^^^^^^^^^ error: Dot layer does not support tensors of 4D or higher rank yet.
      dot.apply([a, tf.input({ shape: [4] })]);
      dot.apply([image, image]);
    `,
};
