// What the shared checks of configurations and shapes throw.

import type { Throws } from './throwStatements';

export const CONFIGURATIONS: Throws = {
  'utils/conv_utils.js normalizeArray: The … argument must be an integer or tuple of … integers. Received: … elements.':
    [
      `
      tf.layers.conv2d({ filters: 2, kernelSize: 3, strides: [1, 2, 3] as never });
//                                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: The strides argument must be an integer or tuple of 2 integers. Receiv
    `,
      `
      tf.layers.depthwiseConv2d({ kernelSize: [3, 3, 3] as never });
//                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: The kernelSize argument must be an integer or tuple of 2 integers. Rec
    `,
      `
      tf.layers.conv1d({ filters: 2, kernelSize: 3, dilationRate: [1, 2] as never });
//                                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: The dilationRate argument must be an integer or tuple of 1 integers. R
    `,
      `
      tf.layers.conv3d({ filters: 2, kernelSize: [3, 3] as never });
//                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: The kernelSize argument must be an integer or tuple of 3 integers. Rec
    `,
    ],
  'utils/conv_utils.js normalizeArray: The … argument must be an integer or tuple of … integers. Received: … including': `
      tf.layers.conv2d({ filters: 2, kernelSize: 3, strides: [1, 1.5] });
//                                                  ^^^^^^^^^^^^^^^^^ error: The strides argument must be an integer or tuple of 2 integers. Receiv
    `,
  'utils/generic_utils.js assertPositiveInteger: … is unexpectedly an empty array.': `
      tf.layers.maxPooling2d({ poolSize: [] as never });
//                             ^^^^^^^^^^^^^^^^^^^^^ error: poolSize is unexpectedly an empty array.
    `,
  'utils/generic_utils.js assertPositiveInteger: Expected … to be a positive integer': [
    `
      tf.layers.dense({ units: 2.5 });
//                      ^^^^^^^^^^ error: Expected units to be a positive integer, but got 2.5.
    `,
    `
      tf.layers.maxPooling2d({ poolSize: [2, 0] });
//                             ^^^^^^^^^^^^^^^^ error: Expected element 2 of poolSize to be a positive integer, but got 0.
    `,
    `
      tf.layers.embedding({ inputDim: 100, outputDim: 0 });
//                                         ^^^^^^^^^^^^ error: Expected outputDim to be a positive integer, but got 0.
    `,
  ],
  'utils/generic_utils.js checkStringTypeUnionValue: … is not a valid …': [
    `
      tf.layers.conv2d({ filters: 2, kernelSize: 3, padding: 'full' as never });
//                                                  ^^^^^^^^^^^^^^^^^^^^^^^^ error: full is not a valid PaddingMode.  Valid values are valid,same,causal o
    `,
    `
      tf.layers.globalMaxPooling2d({ dataFormat: 'NCHW' as never });
//                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: NCHW is not a valid DataFormat.  Valid values are channelsFirst,channe
    `,
    `
      tf.layers.upSampling2d({ interpolation: 'cubic' as never });
//                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: cubic is not a valid InterpolationFormat.  Valid values are nearest,bi
    `,
    `
      tf.layers.bidirectional({ layer: tf.layers.lstm({ units: 2 }) as tf.RNN, mergeMode: 'add' as never });
//                                                                             ^^^^^^^^^^^^^^^^^^^^^^^^^ error: add is not a valid BidirectionalMergeMode.  Valid values are sum,mul,c
    `,
    `
      tf.initializers.varianceScaling({ scale: 1, distribution: 'normal', mode: 'fan_in' as never });
//                                                                        ^^^^^^^^^^^^^^^^^^^^^^^ error: fan_in is not a valid FanMode.  Valid values are fanIn,fanOut,fanAvg o
    `,
    `
      tf.initializers.varianceScaling({ scale: 1, mode: 'fanIn', distribution: 'gauss' as never });
//                                                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: gauss is not a valid Distribution.  Valid values are normal,uniform,tr
    `,
  ],
  'utils/generic_utils.js deserializeKerasObject: Unknown …: …. This may be due to one of the following reasons': [
    `
      tf.layers.dense({ units: 2, activation: 'swoosh' as never });
//                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: Unknown activation: swoosh. This may be due to one of the following re
    `,
    `
      tf.layers.dense({ units: 2, kernelInitializer: 'he_normal' as never });
//                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: Unknown initializer: he_normal. This may be due to one of the followin
    `,
    `
      tf.layers.conv2d({ filters: 2, kernelSize: 3, kernelRegularizer: 'l2' as never });
//                                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: Unknown regularizer: l2. This may be due to one of the following reaso
    `,
    `
      tf.layers.dense({ units: 2, biasConstraint: 'positive' as never });
//                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: Unknown constraint: positive. This may be due to one of the following
    `,
  ],
  'utils/generic_utils.js deserializeKerasObject: …: Improper config format': `
      tf.layers.dense({ units: 2, kernelRegularizer: { l2: 0.01 } as never });
//                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: regularizer: Improper config format: {"l2":0.01}.
    `,
  'utils/types_utils.js getExactlyOneShape: Expected exactly 1 Shape; got …': [
    `
      const a = tf.input({ shape: [4] });
      const b = tf.input({ shape: [4] });
      tf.layers.batchNormalization().apply([a, b]);
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: Expected exactly 1 Shape; got 2
    `,
    `
      const a = tf.input({ shape: [8, 8, 3] });
      const b = tf.input({ shape: [8, 8, 3] });
      tf.layers.prelu().apply([a, b]);
//    ^^^^^^^^^^^^^^^^^ error: Expected exactly 1 Shape; got 2
    `,
  ],
};
