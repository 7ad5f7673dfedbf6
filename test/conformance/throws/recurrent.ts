// What recurrent layers and wrappers throw.

import type { Throws } from './throwStatements';

export const RECURRENT: Throws = {
  'layers/recurrent.js standardizeArgs: When inputs is an array, neither initialState or constants': `
      const words = tf.input({ shape: [5, 4] });
      const state = tf.input({ shape: [8] });
      tf.layers.simpleRNN({ units: 8 }).apply([words, state], { initialState: [state] });
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: When inputs is an array, neither initialState or constants should be p
    `,
  'layers/recurrent.js RNN.constructor: cell property is missing for the constructor of RNN.': `
      tf.layers.rnn({} as never);
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^ error: cell property is missing for the constructor of RNN.
    `,
  'layers/recurrent.js RNN.constructor: The RNN cell should have an attribute `stateSize`': `
      tf.layers.rnn({ cell: tf.layers.dense({ units: 2 }) as never });
//                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: The RNN cell should have an attribute \`stateSize\` (tuple of integers,
    `,
  'layers/recurrent.js RNN.build: Constants support is not implemented in RNN yet.': `
      const words = tf.input({ shape: [5, 4] });
      tf.layers.simpleRNN({ units: 8 }).apply(words, { constants: [tf.zeros([1, 8])] });
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: Constants support is not implemented in RNN yet.
    `,
  'layers/recurrent.js RNN.build: An initialState was passed that is not compatible': `
      const words = tf.input({ shape: [5, 4] });
      const state = tf.input({ shape: [6] });
      tf.layers.simpleRNN({ units: 8 }).apply(words, { initialState: [state] });
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: An initialState was passed that is not compatible with cell.stateSize.
    `,
  'layers/recurrent.js RNN.resetStates: Cannot call resetStates() on an RNN Layer that is not stateful.': `
      const memory = tf.layers.lstm({ units: 8 });
      memory.resetStates();
//    ^^^^^^^^^^^^^^^^^^^^ error: Cannot call resetStates() on an RNN Layer that is not stateful.
    `,
  'layers/recurrent.js RNN.resetStates: If an RNN is stateful, it needs to know its batch size.': `
      const model = tf.sequential();
      model.add(tf.layers.lstm({ units: 8, stateful: true, inputShape: [5, 4] }));
//                                         ^^^^^^^^^^^^^^ error: If an RNN is stateful, it needs to know its batch size. Specify the ba
    `,
  'layers/recurrent.js GRUCell.constructor: GRUCell does not support reset_after': `
      tf.layers.gru({ units: 8, resetAfter: true } as never);
//                              ^^^^^^^^^^^^^^^^ error: GRUCell does not support reset_after parameter set to true.
    `,
  'layers/wrappers.js TimeDistributed.build: TimeDistributed layer expects an input shape >= 3D': `
      tf.layers.timeDistributed({ layer: tf.layers.dense({ units: 2 }) }).apply(tf.input({ shape: [4] }));
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: TimeDistributed layer expects an input shape >= 3D, but received input
    `,
  'layers/wrappers.js Bidirectional.constructor: weights support is not implemented': `
      tf.layers.bidirectional({ layer: tf.layers.lstm({ units: 2 }) as tf.RNN, weights: [tf.zeros([4, 8])] } as never);
//                                                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: weights support is not implemented for Bidirectional layer yet.
    `,
  'layers/wrappers.js Bidirectional.apply: When passing `initialState` to a Bidrectional RNN': `
      const words = tf.input({ shape: [5, 4] });
      const state = tf.input({ shape: [2] });
      const both = tf.layers.bidirectional({ layer: tf.layers.simpleRNN({ units: 2 }) as tf.RNN, mergeMode: 'sum' });
//                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: When passing \`initialState\` to a Bidrectional RNN, the state should be
      both.apply(words, { initialState: [state] });
    `,
  'layers/wrappers.js Bidirectional.apply: Support for constants in Bidirectional layers': `
      const words = tf.input({ shape: [5, 4] });
      const context = tf.input({ shape: [2] });
      const both = tf.layers.bidirectional({ layer: tf.layers.simpleRNN({ units: 2 }) as tf.RNN, mergeMode: 'sum' });
//                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: Support for constants in Bidirectional layers is not implemented yet.
      both.apply(words, { constants: [context] });
    `,
  'layers/wrappers.js Bidirectional.apply: The initial state of a Bidirectional layer cannot be': `
      const words = tf.input({ shape: [5, 4] });
      const state = tf.input({ shape: [2] });
      const both = tf.layers.bidirectional({ layer: tf.layers.simpleRNN({ units: 2 }) as tf.RNN, mergeMode: 'sum' });
//                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: The initial state of a Bidirectional layer cannot be specified as a mi
      both.apply(words, { initialState: [state, tf.zeros([1, 2])] });
    `,
};
