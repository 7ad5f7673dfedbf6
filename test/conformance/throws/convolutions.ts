// What convolution layers throw.

import type { Throws } from './throwStatements';

export const CONVOLUTIONS: Throws = {
  "layers/convolutional.js BaseConv.verifyArgs: required key 'kernelSize' not in config": `
      tf.layers.conv2d({ filters: 2 } as never);
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: required key 'kernelSize' not in config
    `,
  'layers/convolutional.js BaseConv.verifyArgs: BaseConv expects config.kernelSize': [
    `
      tf.layers.depthwiseConv2d({ kernelSize: '3' as never });
//                                ^^^^^^^^^^^^^^^^^^^^^^^^ error: BaseConv expects config.kernelSize to be number or number[] with lengt
    `,
    `
      tf.layers.conv2d({ filters: 2, kernelSize: ['3', '3'] as never });
//                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: BaseConv expects config.kernelSize to be number or number[] with lengt
    `,
  ],
  'layers/convolutional.js Conv.build: The channel dimension of the input should be defined.': `
      const model = tf.sequential();
      model.add(tf.layers.conv2d({ filters: 2, kernelSize: 3, inputShape: [28, 28, null] }));
//              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: The channel dimension of the input should be defined. Found null
    `,
  'layers/convolutional.js Conv.verifyArgs: Convolution layer expected config.filters': `
      const widths = [16, 32];
      tf.layers.conv2d({ kernelSize: 3, filters: widths[2]! });
//                                      ^^^^^^^^^^^^^^^^^^^ error: Convolution layer expected config.filters to be a 'number' > 0 but got
    `,
  'layers/convolutional.js Conv2DTranspose.constructor: Conv2DTranspose currently supports only padding modes': `
      tf.layers.conv2dTranspose({ filters: 2, kernelSize: 3, padding: 'causal' as never });
//                                                           ^^^^^^^^^^^^^^^^^^^^^^^^^^ error: Conv2DTranspose currently supports only padding modes 'same' and 'vali
    `,
  'layers/convolutional.js Conv2DTranspose.build: Input should have rank 4': `
      const frames = tf.input({ shape: [5, 8, 8] });
      tf.layers.timeDistributed({ layer: tf.layers.conv2dTranspose({ filters: 2, kernelSize: 3 }) }).apply(frames);
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: Input should have rank 4; Received input shape: [null,8,8]
    `,
  'layers/convolutional.js Conv2DTranspose.build: The channel dimension of the inputs should be defined.': `
      tf.layers.conv2dTranspose({ filters: 2, kernelSize: 3 }).apply(tf.input({ shape: [8, 8, null] }));
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: The channel dimension of the inputs should be defined. Found \`None\`.
    `,
  'layers/convolutional.js Conv3DTranspose.constructor: Conv3DTranspose currently supports only padding modes': `
      tf.layers.conv3dTranspose({ filters: 2, kernelSize: 3, padding: 'causal' as never });
//                                                           ^^^^^^^^^^^^^^^^^^^^^^^^^^ error: Conv3DTranspose currently supports only padding modes 'same' and 'vali
    `,
  'layers/convolutional.js Conv3DTranspose.build: Input should have rank 5': `
      const frames = tf.input({ shape: [5, 8, 8, 1] });
      tf.layers.timeDistributed({ layer: tf.layers.conv3dTranspose({ filters: 2, kernelSize: 3 }) }).apply(frames);
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: Input should have rank 5; Received input shape: [null,8,8,1]
    `,
  'layers/convolutional.js Conv3DTranspose.build: The channel dimension of the inputs should be defined.': `
      tf.layers.conv3dTranspose({ filters: 2, kernelSize: 3 }).apply(tf.input({ shape: [8, 8, 8, null] }));
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: The channel dimension of the inputs should be defined. Found \`None\`.
    `,
  'layers/convolutional.js SeparableConv.constructor: Fields kernelInitializer, kernelRegularizer': `
      tf.layers.separableConv2d({ filters: 2, kernelSize: 3, kernelInitializer: 'heNormal' });
//                                                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: Fields kernelInitializer, kernelRegularizer and kernelConstraint are i
    `,
  'layers/convolutional.js SeparableConv.constructor: SeparableConv…D supports only padding modes': `
      tf.layers.separableConv2d({ filters: 2, kernelSize: 3, padding: 'causal' });
//                                                           ^^^^^^^^^^^^^^^^^ error: SeparableConv2D supports only padding modes: 'same' and 'valid', but r
    `,
  'layers/convolutional.js SeparableConv.build: Inputs to SeparableConv…D should have rank': `
      const model = tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [2] })] });
      model.add(tf.layers.separableConv2d({ filters: 2, kernelSize: 3 }));
//              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: Inputs to SeparableConv2D should have rank 4, but received input shape
    `,
  'layers/convolutional.js SeparableConv.build: The channel dimension of the inputs should be defined': `
      tf.layers.separableConv2d({ filters: 2, kernelSize: 3 }).apply(tf.input({ shape: [8, 8, null] }));
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: The channel dimension of the inputs should be defined, but found null
    `,
  'layers/convolutional_depthwise.js DepthwiseConv2D.build: Inputs to DepthwiseConv2D should have rank 4.': `
      const model = tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [2] })] });
      model.add(tf.layers.depthwiseConv2d({ kernelSize: 3 }));
//              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: Inputs to DepthwiseConv2D should have rank 4. Received input shape: [n
    `,
  'layers/convolutional_depthwise.js DepthwiseConv2D.build: The channel dimension of the inputs to DepthwiseConv2D': `
      tf.layers.depthwiseConv2d({ kernelSize: 3 }).apply(tf.input({ shape: [8, 8, null] }));
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: The channel dimension of the inputs to DepthwiseConv2D should be defin
    `,
  'layers/convolutional_recurrent.js ConvRNN2D.constructor: Unrolling is not possible': `
      tf.layers.convLstm2d({ filters: 2, kernelSize: 3, unroll: true });
//                                                      ^^^^^^^^^^^^ error: Unrolling is not possible with convolutional RNNs.
    `,
  'layers/convolutional_recurrent.js ConvLSTM2DCell.build: The channel dimension of the input should be defined.': `
      tf.layers.convLstm2d({ filters: 2, kernelSize: 3 }).apply(tf.input({ shape: [5, 8, 8, null] }));
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: The channel dimension of the input should be defined. Found null
    `,
  'layers/convolutional_recurrent.js ConvRNN2D.resetStates: Cannot call resetStates() on an RNN Layer that is not stateful.': `
      const layer = tf.layers.convLstm2d({ filters: 2, kernelSize: 3 });
      layer.resetStates();
//    ^^^^^^^^^^^^^^^^^^^ error: Cannot call resetStates() on an RNN Layer that is not stateful.
    `,
  'layers/convolutional_recurrent.js ConvRNN2D.resetStates: If an RNN is stateful, it needs to know its batch size.': `
      const clip = tf.input({ shape: [5, 8, 8, 3] });
      tf.layers.convLstm2d({ filters: 2, kernelSize: 3, stateful: true }).apply(clip);
//                                                      ^^^^^^^^^^^^^^ error: If an RNN is stateful, it needs to know its batch size. Specify the ba
    `,
};
