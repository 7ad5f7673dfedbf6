// What applying layers and asking about them throws.

import type { Throws } from './throwStatements';

export const TOPOLOGY: Throws = {
  'common.js getUniqueTensorName: Not a valid tensor name': `
      tf.layers.dense({ units: 2, name: 'my head' }).apply(tf.input({ shape: [4] }));
//                                ^^^^^^^^^^^^^^^ error: Not a valid tensor name: 'my head/kernel'
    `,
  'common.js getScopedTensorName: Not a valid tensor name': [
    `
      tf.input({ shape: [4], name: '_x' });
//                           ^^^^^^^^^^ error: Not a valid tensor name: '_x'
    `,
    `
      tf.layers.reLU({ name: 'my activation' }).apply(tf.input({ shape: [4] }));
//                     ^^^^^^^^^^^^^^^^^^^^^ error: Not a valid tensor name: 'my activation'
    `,
    `
      const model = tf.sequential();
      model.add(tf.layers.dense({ units: 2, name: 'my head', inputShape: [4] }));
//                                          ^^^^^^^^^^^^^^^ error: Not a valid tensor name: 'my head_input'
    `,
    `
      const base = tf.sequential({ name: 'my base', layers: [tf.layers.dense({ units: 2, inputShape: [4] })] });
//                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: Not a valid tensor name: 'my base'
      base.apply(tf.input({ shape: [4] }));
    `,
    `
      class Scale extends tf.layers.Layer {
        static className = 'Scale';
        override build() {
          this.addWeight('the scale', [1], 'float32', tf.initializers.ones({}));
        }
      }
      new Scale({}).apply(tf.input({ shape: [3] }));
//    ^^^^^^^^^^^^^ error: Not a valid tensor name: 'the scale'
    `,
  ],
  'engine/topology.js Layer.getNodeAtIndex: The layer has never been called': `
      const layer = tf.layers.dense({ units: 2 });
      layer.getOutputAt(0);
//    ^^^^^^^^^^^^^^^^^^^^ error: The layer has never been called and thus has no defined output.
    `,
  'engine/topology.js Layer.getNodeAtIndex: Asked to get … at node': `
      const layer = tf.layers.dense({ units: 2 });
      layer.apply(tf.input({ shape: [4] }));
      layer.getInputAt(1);
//    ^^^^^^^^^^^^^^^^^^^ error: Asked to get input at node 1, but the layer has only 1 inbound nodes.
    `,
  'engine/topology.js Layer.input: Layer … has multiple inbound nodes': `
      const layer = tf.layers.dense({ units: 2 });
      layer.apply(tf.input({ shape: [4] }));
      layer.apply(tf.input({ shape: [4] }));
      const x = layer.input;
//              ^^^^^^^^^^^ error: Layer dense_Dense
    `,
  'engine/topology.js Layer.input: Layer … is not connected, no input to return.': `
      const layer = tf.layers.dense({ units: 2 });
      const x = layer.input;
//              ^^^^^^^^^^^ error: Layer dense_Dense
    `,
  'engine/topology.js Layer.output: Layer … has no inbound nodes.': `
      const layer = tf.layers.dense({ units: 2, inputShape: [4] });
      const y = layer.output;
//              ^^^^^^^^^^^^ error: Layer dense_Dense
    `,
  'engine/topology.js Layer.output: Layer … has multiple inbound nodes': `
      const layer = tf.layers.dense({ units: 2 });
      layer.apply(tf.input({ shape: [4] }));
      layer.apply(tf.input({ shape: [4] }));
      const y = layer.output;
//              ^^^^^^^^^^^^ error: Layer dense_Dense
    `,
  'engine/topology.js Layer.resetStates: Cannot call the resetStates() method of a non-stateful Layer': `
      const layer = tf.layers.dense({ units: 2 });
      layer.resetStates();
//    ^^^^^^^^^^^^^^^^^^^ error: Cannot call the resetStates() method of a non-stateful Layer object.
    `,
  'engine/topology.js Layer.assertInputCompatibility: Layer … expects … inputs': [
    `
      const a = tf.input({ shape: [4] });
      tf.layers.dense({ units: 2 }).apply([a, a]);
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: Layer dense_Dense
    `,
    `
      const words = tf.input({ shape: [5, 4] });
      const context = tf.input({ shape: [8] });
      tf.layers.simpleRNN({ units: 8 }).apply(words, { constants: [context] });
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: Layer simple_rnn_SimpleRNN
    `,
  ],
  'engine/topology.js Layer.assertInputCompatibility: Input … is incompatible with layer …: expected ndim=': `
      tf.layers.conv2d({ filters: 2, kernelSize: 3 }).apply(tf.input({ shape: [28, 28] }));
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: Input 0 is incompatible with layer conv2d_Conv2D
    `,
  'engine/topology.js Layer.assertInputCompatibility: Input … is incompatible with layer …: expected max_ndim=': `
      class Rows extends tf.layers.Layer {
        static className = 'Rows';
        constructor() {
          super({});
          this.inputSpec = [new tf.InputSpec({ maxNDim: 2 })];
        }
      }
      new Rows().apply(tf.input({ shape: [3, 4] }));
//    ^^^^^^^^^^ error: Input 0 is incompatible with layer rows_Rows
    `,
  'engine/topology.js Layer.assertInputCompatibility: Input … is incompatible with layer …: expected min_ndim=': `
      tf.layers.flatten().apply(tf.input({ shape: [28] }));
//    ^^^^^^^^^^^^^^^^^^^ error: Input 0 is incompatible with layer flatten_Flatten
    `,
  'engine/topology.js Layer.assertInputCompatibility: Input … is incompatible with layer … : expected dtype=': `
      class Whole extends tf.layers.Layer {
        static className = 'Whole';
        constructor() {
          super({});
          this.inputSpec = [new tf.InputSpec({ dtype: 'int32' })];
        }
      }
      new Whole().apply(tf.input({ shape: [3] }));
//    ^^^^^^^^^^^ error: Input 0 is incompatible with layer whole_Whole
    `,
  'engine/topology.js Layer.assertInputCompatibility: Input … is incompatible with layer …: expected axis': `
      const shared = tf.layers.dense({ units: 2 });
//                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: Input 0 is incompatible with layer dense_Dense
      shared.apply(tf.input({ shape: [4] }));
      shared.apply(tf.input({ shape: [5] }));
    `,
  'engine/topology.js Layer.assertInputCompatibility: Input … is incompatible with layer …: expected shape=': `
      const memory = tf.layers.lstm({ units: 2 });
//                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: Input 0 is incompatible with layer lstm_LSTM
      memory.apply(tf.input({ shape: [5, 4] }));
      memory.apply(tf.input({ shape: [5, 6] }));
    `,
  'engine/topology.js Layer.apply: Arguments to apply() must be all': `
      const a = tf.input({ shape: [4] });
      tf.layers.add().apply([a, tf.zeros([1, 4])] as never);
//    ^^^^^^^^^^^^^^^ error: Arguments to apply() must be all SymbolicTensors or all Tensors
    `,
  'engine/topology.js Layer.apply: Layer invocation in the presence of activity': `
      tf.layers.dense({ units: 2, activityRegularizer: 'l1l2' }).apply(tf.input({ shape: [4] }));
//                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: Layer invocation in the presence of activity regularizer(s) is not sup
    `,
  'engine/topology.js Layer.outputShape: The layer … has never been called': `
      const layer = tf.layers.dense({ units: 2, inputShape: [4] });
      const shape = layer.outputShape;
//                  ^^^^^^^^^^^^^^^^^ error: The layer dense_Dense
    `,
  'engine/topology.js Layer.outputShape: The layer … has multiple inbound nodes with different': `
      const layer = tf.layers.conv2d({ filters: 2, kernelSize: 3 });
      layer.apply(tf.input({ shape: [8, 8, 1] }));
      layer.apply(tf.input({ shape: [9, 9, 1] }));
      const shape = layer.outputShape;
//                  ^^^^^^^^^^^^^^^^^ error: The layer conv2d_Conv2D
    `,
  'engine/topology.js Layer.countParams: You tried to call countParams() on': `
      const layer = tf.layers.dense({ units: 2, inputShape: [4] });
      layer.countParams();
//    ^^^^^^^^^^^^^^^^^^^ error: You tried to call countParams() on dense_Dense
    `,
  'engine/topology.js Layer.addWeight: Duplicate weight name': `
      class Twice extends tf.layers.Layer {
        static className = 'Twice';
        override build() {
          this.addWeight('scale', [1], 'float32', tf.initializers.ones({}));
          this.addWeight('scale', [1], 'float32', tf.initializers.ones({}));
        }
      }
      new Twice({}).apply(tf.input({ shape: [3] }));
//    ^^^^^^^^^^^^^ error: Duplicate weight name scale for layer twice_Twice
    `,
};
