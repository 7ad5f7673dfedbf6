// What TensorFlow.js throws: the same message, at the range to blame.

import { describe } from 'vitest';
import { checkModels } from './runModel';

// Each text throws in the real TensorFlow.js, with the message of the finding.
describe("errors in TensorFlow.js's words, at the range to blame", () => {
  checkModels({
    'the first layer has no input shape': `
      const model = tf.sequential();
      model.add(tf.layers.dense({ units: 3 }));
//              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: The first layer in a Sequential model must get an \`inputShape\`
    `,
    'a wrong rank': `
      const model = tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [2] })] });
      model.add(tf.layers.conv2d({ filters: 2, kernelSize: 3 }));
//              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: expected ndim=4, found ndim=2
    `,
    'a flatten of a vector': `
      const model = tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [2] })] });
      model.add(tf.layers.flatten());
//              ^^^^^^^^^^^^^^^^^^^ error: expected min_ndim=3, found ndim=2
    `,
    'a kernel that is too large': `
      const model = tf.sequential({ layers: [tf.layers.conv2d({ filters: 2, kernelSize: 3, inputShape: [8, 8, 1] })] });
      model.add(tf.layers.conv2d({ filters: 2, kernelSize: 8 }));
//              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: Negative dimension size caused by adding layer
    `,
    'a pool that is too large': `
      const model = tf.sequential({ layers: [tf.layers.inputLayer({ inputShape: [2, 2, 1] })] });
      model.add(tf.layers.maxPooling2d({ poolSize: 4, strides: 1 }));
//              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: Negative dimension size caused by adding layer
    `,
    'a concatenation of different sizes': `
      const x = tf.input({ shape: [8, 8, 1] });
      const a = tf.layers.conv2d({ filters: 2, kernelSize: 3 }).apply(x) as tf.SymbolicTensor;
      tf.layers.concatenate().apply([x, a]);
//    ^^^^^^^^^^^^^^^^^^^^^^^ error: A \`Concatenate\` layer requires inputs with matching shapes except for the concat axis
    `,
    'an addition of different sizes': `
      const a = tf.input({ shape: [4, 3] });
      const b = tf.input({ shape: [4, 5] });
      tf.layers.add().apply([a, b]);
//    ^^^^^^^^^^^^^^^ error: Operands could not be broadcast together with shapes
    `,
    'one input for a merge': `
      const a = tf.input({ shape: [4, 3] });
      tf.layers.add().apply([a]);
//    ^^^^^^^^^^^^^^^ error: A merge layer should be called on an Array of at least 2 inputs. Got 1 input(s).
    `,
    'a tensor where a list belongs': `
      const a = tf.input({ shape: [4, 3] });
      tf.layers.concatenate().apply(a);
//    ^^^^^^^^^^^^^^^^^^^^^^^ error: A \`Concatenate\` layer should be called on a list of at least 2 inputs
    `,
    'units missing': `
      tf.layers.dense({} as never);
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: Expected units to be a positive integer, but got undefined.
    `,
    'units negative': `
      tf.layers.dense({ units: -3 });
//                      ^^^^^^^^^ error: Expected units to be a positive integer, but got -3.
    `,
    'filters not whole': `
      const n = 5;
      tf.layers.conv2d({ filters: n / 2, kernelSize: 3 });
//                       ^^^^^^^^^^^^^^ error: Expected filters to be a positive integer
    `,
    'a kernel size with the wrong number of axes': `
      tf.layers.conv2d({ filters: 2, kernelSize: [3, 3, 3] as never });
//                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: The kernelSize argument must be an integer or tuple of 2 integers. Received: 3 elements.
    `,
    'an unknown padding': `
      tf.layers.conv2d({ filters: 2, kernelSize: 3, padding: 'full' as never });
//                                                  ^^^^^^^^^^^^^^^^^^^^^^^^ error: full is not a valid PaddingMode
    `,
    'an unknown activation': `
      tf.layers.dense({ units: 2, activation: 'swoosh' as never });
//                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: Unknown activation: swoosh
    `,
    'an unknown initializer': `
      tf.layers.dense({ units: 2, kernelInitializer: 'ones and zeros' as never });
//                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: Unknown initializer: ones and zeros
    `,
    'strides and dilation': `
      tf.layers.conv2d({ filters: 2, kernelSize: 3, strides: [1, 2, 3] as never });
//                                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: The strides argument must be an integer or tuple of 2 integers
    `,
    'a reshape of another size': `
      const model = tf.sequential({ layers: [tf.layers.dense({ units: 6, batchInputShape: [1, 2] })] });
      model.add(tf.layers.reshape({ targetShape: [4, 2] }));
//                                  ^^^^^^^^^^^^^^^^^^^ error: Total size of new array must be unchanged
    `,
    'a permutation that is none': `
      tf.layers.permute({ dims: [1, 3] });
//                        ^^^^^^^^^^^^ error: Invalid permutation \`dims\`
    `,
    'units not whole': `
      tf.layers.dense({ units: 1.5 });
//                      ^^^^^^^^^^ error: Expected units to be a positive integer, but got 1.5.
    `,
    'a normalisation over an axis that is not there': `
      const model = tf.sequential({ layers: [tf.layers.dense({ units: 6, inputShape: [2] })] });
      model.add(tf.layers.batchNormalization({ axis: 4 }));
//                                             ^^^^^^^ error: Axis 4 of input tensor should have a defined dimension
    `,
    'an input without a shape': `
      tf.input({} as never);
//    ^^^^^^^^^^^^^^^^^^^^^ error: Please provide to Input either a \`shape\` or a \`batchShape\` argument
    `,
    'an input with two shapes': `
      tf.input({ shape: [2], batchShape: [null, 2] });
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: Please provide either a \`shape\` or \`batchShape\` argument to Input, but not both
    `,
    'an output that no input leads to': `
      const a = tf.input({ shape: [4] });
      const b = tf.input({ shape: [4] });
      const y = tf.layers.dense({ units: 2 }).apply(b) as tf.SymbolicTensor;
      const model = tf.model({ inputs: a, outputs: y });
//                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: Graph disconnected: cannot obtain value for tensor
    `,
    'an input that is left out of the model': `
      const a = tf.input({ shape: [4] });
      const b = tf.input({ shape: [4] });
      const deep = tf.layers.dense({ units: 4 }).apply(tf.layers.dense({ units: 4 }).apply(a)) as tf.SymbolicTensor;
      const y = tf.layers.add().apply([tf.layers.dense({ units: 4 }).apply(b) as tf.SymbolicTensor, deep]);
      tf.model({ inputs: a, outputs: y as tf.SymbolicTensor });
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: Graph disconnected
    `,
    'two layers of one name': `
      const model = tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [2], name: 'a' })] });
      const b = tf.layers.dense({ units: 2, name: 'a' }).apply(model.output as tf.SymbolicTensor) as tf.SymbolicTensor;
      tf.model({ inputs: model.input, outputs: b });
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: The name "a" is used 2 times in the model
    `,
    'a layer by a name that is not there': `
      const model = tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [2] })] });
      model.getLayer('head');
//    ^^^^^^^^^^^^^^^^^^^^^^ error: No such layer: head
    `,
    'a layer applied to another number of channels': `
      const shared = tf.layers.dense({ units: 3 });
//                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: expected axis -1 of input shape to have value 4 but got shape ,5
      shared.apply(tf.input({ shape: [4] }));
      shared.apply(tf.input({ shape: [5] }));
    `,
    'a recurrent layer on a picture': `
      const model = tf.sequential({ layers: [tf.layers.conv2d({ filters: 2, kernelSize: 3, inputShape: [8, 8, 1] })] });
      model.add(tf.layers.lstm({ units: 2 }));
//              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: expected ndim=3, found ndim=4
    `,
    'a dot product over axes that differ': `
      const a = tf.input({ shape: [4] });
      const b = tf.input({ shape: [5] });
      tf.layers.dot({ axes: 1 }).apply([a, b]);
//                    ^^^^^^^ error: Dimension incompatibility: 4 !== 5
    `,
    'an embedding without sizes': `
      tf.layers.embedding({ inputDim: 0, outputDim: 4 });
//                          ^^^^^^^^^^^ error: Expected inputDim to be a positive integer, but got 0.
    `,
    'in a function: at the layer, not at the call': `
      const block = (filters: number) => tf.layers.conv2d({ filters, kernelSize: 3 });
//                                                          ^^^^^^^ error: Convolution layer expected config.filters to be a 'number' > 0 but got 0
      const model = tf.sequential({ layers: [block(0)] });
    `,
    'thrown by a custom layer': `
      class Groups extends tf.layers.Layer {
        static className = 'Groups';
        override computeOutputShape(shape: tf.Shape): tf.Shape {
          if (shape[1]! % 2 !== 0) throw new Error('odd number of features');
          return shape;
        }
      }
      new Groups({}).apply(tf.input({ shape: [3] }));
//    ^^^^^^^^^^^^^^ error: odd number of features
    `,
  });
});
