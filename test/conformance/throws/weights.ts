// What initializers and regularizers throw.

import type { Throws } from './throwStatements';

export const WEIGHTS: Throws = {
  'initializers.js Constant.constructor: Expected argument of type ConstantConfig': `
      tf.initializers.constant(0.5 as never);
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: Expected argument of type ConstantConfig but got 0.5
    `,
  'initializers.js Constant.constructor: config must have value set': `
      tf.layers.dense({ units: 2, kernelInitializer: tf.initializers.constant({} as never) });
//                                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: config must have value set but got [object Object]
    `,
  'initializers.js RandomNormal.apply: randomNormal does not support dType': `
      class Flags extends tf.layers.Layer {
        static className = 'Flags';
        override build() {
          this.addWeight('flags', [1], 'bool', tf.initializers.randomNormal({}));
        }
      }
      new Flags({}).apply(tf.input({ shape: [3] }));
//    ^^^^^^^^^^^^^ error: randomNormal does not support dType bool.
    `,
  'initializers.js TruncatedNormal.apply: truncatedNormal does not support dType': `
      class Flags extends tf.layers.Layer {
        static className = 'Flags';
        override build() {
          this.addWeight('flags', [1], 'bool', tf.initializers.truncatedNormal({}));
        }
      }
      new Flags({}).apply(tf.input({ shape: [3] }));
//    ^^^^^^^^^^^^^ error: truncatedNormal does not support dType bool.
    `,
  'initializers.js Identity.apply: Identity matrix initializer can only be used for': [
    `
      tf.layers.dense({ units: 2, kernelInitializer: 'identity' }).apply(tf.input({ shape: [4] }));
//                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: Identity matrix initializer can only be used for 2D square matrices.
    `,
    `
      tf.layers.conv2d({ filters: 2, kernelSize: 1, kernelInitializer: tf.initializers.identity({}) }).apply(tf.input({ shape: [8, 8, 2] }));
//                                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: Identity matrix initializer can only be used for 2D square matrices.
    `,
  ],
  'initializers.js VarianceScaling.constructor: scale must be a positive float.': `
      tf.initializers.varianceScaling({ scale: -1, mode: 'fanIn', distribution: 'normal' });
//                                      ^^^^^^^^^ error: scale must be a positive float. Got: -1
    `,
  'initializers.js VarianceScaling.apply: … does not support dType': `
      class Flags extends tf.layers.Layer {
        static className = 'Flags';
        override build() {
          this.addWeight('flags', [1], 'bool', tf.initializers.heNormal({}));
        }
      }
      new Flags({}).apply(tf.input({ shape: [3] }));
//    ^^^^^^^^^^^^^ error: VarianceScaling does not support dType bool.
    `,
  'initializers.js Orthogonal.apply: Shape must be at least 2D.': `
      tf.layers.dense({ units: 2, biasInitializer: 'orthogonal' }).apply(tf.input({ shape: [4] }));
//                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: Shape must be at least 2D.
    `,
  'initializers.js Orthogonal.apply: Unsupported data type': `
      class Flags extends tf.layers.Layer {
        static className = 'Flags';
        override build() {
          this.addWeight('flags', [2, 2], 'bool', tf.initializers.orthogonal({}));
        }
      }
      new Flags({}).apply(tf.input({ shape: [3] }));
//    ^^^^^^^^^^^^^ error: Unsupported data type bool.
    `,
  "regularizers.js assertObjectArgs: Argument to L1L2 regularizer's constructor": [
    `
      tf.layers.dense({ units: 2, kernelRegularizer: tf.regularizers.l2(0.01 as never) });
//                                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: Argument to L1L2 regularizer's constructor is expected to be an object
    `,
    `
      tf.regularizers.l1l2(0.01 as never);
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: Argument to L1L2 regularizer's constructor is expected to be an object
    `,
  ],
};
