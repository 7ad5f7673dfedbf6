// What the other layers of one input throw.

import type { Throws } from './throwStatements';

export const LAYERS: Throws = {
  'layers/core.js Flatten.computeOutputShape: The shape of the input to "Flatten" is not fully defined': `
      const model = tf.sequential();
      model.add(tf.layers.conv2d({ filters: 2, kernelSize: 3, inputShape: [null, null, 3] }));
      model.add(tf.layers.flatten());
//              ^^^^^^^^^^^^^^^^^^^ error: The shape of the input to "Flatten" is not fully defined (got ,,2). Ma
    `,
  'layers/core.js Reshape.fixUnknownDimension: Can only specifiy one unknown dimension.': `
      tf.layers.reshape({ targetShape: [-1, -1] }).apply(tf.input({ batchShape: [2, 12] }));
//                        ^^^^^^^^^^^^^^^^^^^^^ error: Can only specifiy one unknown dimension.
    `,
  'layers/core.js Reshape.fixUnknownDimension: …': [
    `
      const a = tf.input({ shape: [3, 3] });
      tf.layers.reshape({ targetShape: [9] }).apply([a, a]);
//                        ^^^^^^^^^^^^^^^^ error: Total size of new array must be unchanged.
    `,
    `
      tf.layers.reshape({ targetShape: [5, -1] }).apply(tf.input({ batchShape: [2, 12] }));
//                        ^^^^^^^^^^^^^^^^^^^^ error: Total size of new array must be unchanged.
    `,
    `
      tf.layers.reshape({ targetShape: [5, 2] }).apply(tf.input({ batchShape: [2, 12] }));
//                        ^^^^^^^^^^^^^^^^^^^ error: Total size of new array must be unchanged.
    `,
  ],
  'layers/core.js Permute.constructor: Required configuration field `dims` is missing': `
      tf.layers.permute({} as never);
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: Required configuration field \`dims\` is missing during Permute construc
    `,
  'layers/core.js Permute.constructor: Permute constructor requires `dims` to be an Array': `
      tf.layers.permute({ dims: 2 as never });
//                        ^^^^^^^^^^^^^^^^ error: Permute constructor requires \`dims\` to be an Array, but received 2 ins
    `,
  'layers/core.js Permute.constructor: Invalid permutation `dims`': `
      tf.layers.permute({ dims: [0, 1] });
//                        ^^^^^^^^^^^^ error: Invalid permutation \`dims\`: [0,1] \`dims\` must contain consecutive inte
    `,
  'layers/embeddings.js Embedding.computeOutputShape: "inputLength" is': [
    `
      tf.layers.embedding({ inputDim: 10, outputDim: 4, inputLength: [3, 4] }).apply(tf.input({ shape: [3] }));
//                                                      ^^^^^^^^^^^^^^^^^^^ error: "inputLength" is 3,4, but received input shape has shape ,3
    `,
    `
      tf.layers.embedding({ inputDim: 10, outputDim: 4, inputLength: 5 }).apply(tf.input({ shape: [3] }));
//                                                      ^^^^^^^^^^^^^^ error: "inputLength" is 5, but received input shape has shape ,3
    `,
  ],
  'layers/advanced_activations.js PReLU.constructor: Expected sharedAxes to be a number or an array of numbers': `
      tf.layers.prelu({ sharedAxes: 'all' as never });
//                      ^^^^^^^^^^^^^^^^^^^^^^^^^^ error: Expected sharedAxes to be a number or an array of numbers, but got all
    `,
  'layers/advanced_activations.js ELU.constructor: Non-default alpha value': `
      tf.layers.elu({ alpha: 0.5 });
//                    ^^^^^^^^^^ error: Non-default alpha value (0.5) is not supported by the ELU layer yet.
    `,
  'layers/preprocessing/image_resizing.js Resizing.constructor: Invalid interpolation parameter': `
      tf.layers.resizing({ height: 8, width: 8, interpolation: 'cubic' as never });
//                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: Invalid interpolation parameter: cubic is not implemented
    `,
  'layers/preprocessing/random_width.js RandomWidth.constructor: Invalid factor': `
      tf.layers.randomWidth({ factor: [0.1] as never });
//                            ^^^^^^^^^^^^^^^^^^^^^^ error: Invalid factor: 0.1. Must be positive number or tuple of 2 numbers
    `,
  'layers/preprocessing/random_width.js RandomWidth.constructor: factor must have values larger than -1.': `
      tf.layers.randomWidth({ factor: [-2, 1] });
//                            ^^^^^^^^^^^^^^^ error: factor must have values larger than -1. Got: -2,1
    `,
  'layers/preprocessing/random_width.js RandomWidth.constructor: factor cannot have upper bound less than lower bound.': `
      tf.layers.randomWidth({ factor: [0.3, -0.3] });
//                            ^^^^^^^^^^^^^^^^^^^ error: factor cannot have upper bound less than lower bound.
    `,
  'layers/preprocessing/random_width.js RandomWidth.constructor: Invalid interpolation parameter': `
      tf.layers.randomWidth({ factor: 0.2, interpolation: 'cubic' as never });
//                                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: Invalid interpolation parameter: cubic is not implemented
    `,
  'layers/padding.js ZeroPadding2D.constructor: ZeroPadding2D expects padding to be a length-2 array': `
      tf.layers.zeroPadding2d({ padding: [1, 1, 1] as never });
//                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: ZeroPadding2D expects padding to be a length-2 array, but received a l
    `,
  'layers/padding.js ZeroPadding2D.constructor: ZeroPadding2D expects height padding': `
      tf.layers.zeroPadding2d({ padding: [[1], [1, 1]] as never });
//                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: ZeroPadding2D expects height padding to be a length-2 array, but recei
    `,
  'layers/padding.js ZeroPadding2D.constructor: ZeroPadding2D expects width padding': `
      tf.layers.zeroPadding2d({ padding: [[1, 1], [1]] as never });
//                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: ZeroPadding2D expects width padding to be a length-2 array, but receiv
    `,
  'layers/pooling.js Pooling1D.constructor: poolSize for 1D convolutional layer': `
      tf.layers.maxPooling1d({ poolSize: [2, 2] as never });
//                             ^^^^^^^^^^^^^^^^^^^^^^^^^ error: poolSize for 1D convolutional layer must be a number or an Array of a
    `,
  'layers/pooling.js Pooling1D.constructor: strides for 1D convolutional layer': `
      tf.layers.averagePooling1d({ poolSize: 2, strides: [1, 1] as never });
//                                              ^^^^^^^^^^^^^^^^^^^^^^^^ error: strides for 1D convolutional layer must be a number or an Array of a s
    `,
  'layers/pooling.js Pooling2D.constructor: If the strides property of a 2D pooling layer': `
      tf.layers.maxPooling2d({ poolSize: 2, strides: [1, 1, 1] as never });
//                                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: If the strides property of a 2D pooling layer is an Array, it is expec
    `,
  'layers/pooling.js Pooling3D.constructor: If the strides property of a 3D pooling layer': `
      tf.layers.averagePooling3d({ poolSize: 2, strides: [1, 1] as never });
//                                              ^^^^^^^^^^^^^^^^^^^^^^^^ error: If the strides property of a 3D pooling layer is an Array, it is expec
    `,
  'layers/normalization.js BatchNormalization.build: Axis … of input tensor should have a defined dimension': `
      tf.layers.batchNormalization({ axis: 2 }).apply(tf.input({ shape: [8, null, 3] }));
//                                   ^^^^^^^ error: Axis 2 of input tensor should have a defined dimension but the layer r
    `,
  'layers/normalization.js LayerNormalization.constructor: Expected axis to be an integer, but': `
      tf.layers.layerNormalization({ axis: 1.5 });
//                                   ^^^^^^^^^ error: Expected axis to be an integer, but received 1.5
    `,
  'layers/normalization.js LayerNormalization.constructor: Expected axis to be an array of integers': `
      tf.layers.layerNormalization({ axis: [1, 2.5] });
//                                   ^^^^^^^^^^^^^^ error: Expected axis to be an array of integers, but received [1,2.5]
    `,
  'layers/normalization.js LayerNormalization.constructor: Expected axis to be an integer or an array of integers': `
      tf.layers.layerNormalization({ axis: 'last' as never });
//                                   ^^^^^^^^^^^^^^^^^^^^^ error: Expected axis to be an integer or an array of integers, but received "
    `,
  'layers/normalization.js LayerNormalization.build: Invalid axis': `
      tf.layers.layerNormalization({ axis: 4 }).apply(tf.input({ shape: [8, 3] }));
//                                   ^^^^^^^ error: Invalid axis: 4
    `,
  'layers/normalization.js LayerNormalization.build: Found duplicate axes in': `
      tf.layers.layerNormalization({ axis: [1, 1] }).apply(tf.input({ shape: [8, 3] }));
//                                   ^^^^^^^^^^^^ error: Found duplicate axes in: 1,1
    `,
};
