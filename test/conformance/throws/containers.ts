// What functional models, their inputs, getLayer and compile throw.

import type { Throws } from './throwStatements';

export const CONTAINERS: Throws = {
  'engine/container.js Container.constructor: The list of inputs passed to the model is': `
      const a = tf.input({ shape: [4] });
      tf.model({ inputs: [a, a], outputs: tf.layers.dense({ units: 2 }).apply(a) as tf.SymbolicTensor });
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: The list of inputs passed to the model is redundant. All inputs should
    `,
  'engine/container.js Container.constructor: input layer has >1 nodes': `
      const shared = tf.layers.dense({ units: 2 });
      shared.apply(tf.input({ shape: [4] }));
      const second = shared.apply(tf.input({ shape: [4] })) as tf.SymbolicTensor;
      tf.model({ inputs: second, outputs: tf.layers.reLU().apply(second) as tf.SymbolicTensor });
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: input layer has >1 nodes
    `,
  'engine/container.js Container.constructor: input layer has >1 tensors': `
      const memory = tf.layers.lstm({ units: 2, returnState: true });
      const [, hidden] = memory.apply(tf.input({ shape: [5, 4] })) as tf.SymbolicTensor[];
      tf.model({ inputs: hidden!, outputs: tf.layers.reLU().apply(hidden!) as tf.SymbolicTensor });
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: input layer has >1 tensors
    `,
  'engine/container.js Container.constructor: Input layers to a LayersModel must be InputLayer objects.': `
      const base = tf.sequential({ layers: [tf.layers.dense({ units: 8, inputShape: [4] })] });
      const features = base.outputs[0]!;
      tf.model({ inputs: features, outputs: tf.layers.dense({ units: 2 }).apply(features) as tf.SymbolicTensor });
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: Input layers to a LayersModel must be InputLayer objects. Received inp
    `,
  'engine/container.js Container.constructor: Graph disconnected: cannot obtain value for tensor': [
    `
      const a = tf.input({ shape: [4] });
      const b = tf.input({ shape: [4] });
      const y = tf.layers.dense({ units: 2 }).apply(b) as tf.SymbolicTensor;
      tf.model({ inputs: a, outputs: y });
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: Graph disconnected: cannot obtain value for tensor [object Object] at
    `,
    // tfjs keeps the list that a layer was applied to: dense blocks that go on adding to it fall into this trap.
    `
      const a = tf.input({ shape: [4] });
      const parts = [a, tf.layers.dense({ units: 2 }).apply(a) as tf.SymbolicTensor];
      const joined = tf.layers.concatenate().apply(parts) as tf.SymbolicTensor;
      const y = tf.layers.dense({ units: 2 }).apply(joined) as tf.SymbolicTensor;
      parts.push(y);
      tf.model({ inputs: a, outputs: y });
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: Graph disconnected: cannot obtain value for tensor [object Object] at
    `,
  ],
  'engine/container.js Container.constructor: The name "…" is used': [
    `
      const a = tf.input({ shape: [4] });
      const hidden = tf.layers.dense({ units: 2, name: 'fc' }).apply(a);
      const y = tf.layers.dense({ units: 2, name: 'fc' }).apply(hidden) as tf.SymbolicTensor;
      tf.model({ inputs: a, outputs: y });
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: The name "fc" is used 2 times in the model. All layer names should be
    `,
    `
      const model = tf.sequential();
      model.add(tf.layers.dense({ units: 2, name: 'fc', inputShape: [4] }));
      model.add(tf.layers.dense({ units: 2, name: 'fc' }));
      model.compile({ optimizer: 'adam', loss: 'hinge' });
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: The name "fc" is used 2 times in the model. All layer names should be
    `,
  ],
  'engine/container.js Container.computeOutputShape: Invalid inputShape argument': `
      const a = tf.input({ shape: [4] });
      const b = tf.input({ shape: [4] });
      const two = tf.model({ inputs: [a, b], outputs: tf.layers.add().apply([a, b]) as tf.SymbolicTensor });
      two.apply(tf.input({ shape: [4] }));
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: Invalid inputShape argument ,4: model has 2 tensor inputs.
    `,
  'engine/container.js Container.getLayer: Provide either a layer name or layer index': `
      const model = tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [2] })] });
      model.getLayer(undefined as never);
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: Provide either a layer name or layer index
    `,
  'engine/container.js Container.getLayer: No such layer': `
      const model = tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [2] })] });
      model.getLayer('head');
//    ^^^^^^^^^^^^^^^^^^^^^^ error: No such layer: head
    `,
  'engine/container.js Container.findLayer: Was asked to retrieve layer at index': `
      const model = tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [2] })] });
      model.getLayer(undefined as never, 3);
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: Was asked to retrieve layer at index 3, but model only has 1 layer(s).
    `,
  'engine/input_layer.js InputLayer.constructor: Only provide the inputShape OR': `
      tf.layers.inputLayer({ inputShape: [4], batchInputShape: [null, 4] });
//                           ^^^^^^^^^^^^^^^ error: Only provide the inputShape OR batchInputShape argument to inputLayer,
    `,
  'engine/input_layer.js InputLayer.constructor: An InputLayer should be passed either': `
      tf.layers.inputLayer({});
//    ^^^^^^^^^^^^^^^^^^^^^^^^ error: An InputLayer should be passed either a \`batchInputShape\` or an \`input
    `,
  'engine/input_layer.js InputLayer.constructor: Cannot specify batchSize if batchInputShape': `
      tf.layers.inputLayer({ batchInputShape: [null, 4], batchSize: 2 });
//                                                       ^^^^^^^^^^^^ error: Cannot specify batchSize if batchInputShape is specified when creating
    `,
  'engine/input_layer.js InputLayer.apply: Cannot pass any input to an': `
      const model = tf.sequential();
      model.add(tf.layers.inputLayer({ inputShape: [4] }));
      model.add(tf.layers.inputLayer({ inputShape: [4] }));
//              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: Cannot pass any input to an InputLayer's apply() method. InputLayer na
    `,
  'engine/input_layer.js Input: Please provide to Input either a `shape`': `
      tf.input({} as never);
//    ^^^^^^^^^^^^^^^^^^^^^ error: Please provide to Input either a \`shape\` or a \`batchShape\` argument. N
    `,
  'engine/input_layer.js Input: Please provide either a `shape` or `batchShape`': `
      tf.input({ shape: [2], batchShape: [null, 2] });
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: Please provide either a \`shape\` or \`batchShape\` argument to Input, but
    `,
  'engine/training.js LayersModel.compile: User-defined optimizer must be an instance': `
      const model = tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [2] })] });
      model.compile({ optimizer: {} as never, loss: 'meanSquaredError' });
//                    ^^^^^^^^^^^^^^^^^^^^^^ error: User-defined optimizer must be an instance of tf.Optimizer.
    `,
  'engine/training.js LayersModel.compile: Unknown entry in loss dictionary': `
      const model = tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [2], name: 'out' })] });
      model.compile({ optimizer: 'adam', loss: { output: 'meanSquaredError' } });
//                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: Unknown entry in loss dictionary: "output". Only expected the followin
    `,
  'engine/training.js LayersModel.compile: When passing an Array as loss': [
    `
      const model = tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [2] })] });
      model.compile({ optimizer: 'adam', loss: ['meanSquaredError', 'hinge'] });
//                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: When passing an Array as loss, it should have one entry per model outp
    `,
    `
      const model = tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [2] })] });
      model.compile({ optimizer: 'adam' } as never);
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: When passing an Array as loss, it should have one entry per model outp
    `,
  ],
  'engine/training.js collectMetrics: Type of metrics argument not understood.': `
      const model = tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [2] })] });
      model.compile({ optimizer: 'adam', loss: 'hinge', metrics: true as never });
//                                                      ^^^^^^^^^^^^^^^^^^^^^^ error: Type of metrics argument not understood. Expected an string,function,
    `,
  'losses.js get: …': [
    `
      const model = tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [2] })] });
      model.compile({ optimizer: 'adam', loss: 'mse' });
//                                       ^^^^^^^^^^^ error: Unknown loss mse
    `,
    `
      const model = tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [2] })] });
      model.compile({ optimizer: 'adam', loss: 'softmaxCrossEntropy' });
//                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: Unknown loss softmaxCrossEntropy. Use "categoricalCrossentropy" as the
    `,
  ],
  'metrics.js get: Unknown metric': `
      const model = tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [2] })] });
      model.compile({ optimizer: 'adam', loss: 'hinge', metrics: ['auc'] });
//                                                      ^^^^^^^^^^^^^^^^ error: Unknown metric auc
    `,
  'optimizers.js getOptimizer: Unknown Optimizer': `
      const model = tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [2] })] });
      model.compile({ optimizer: 'adamw', loss: 'hinge' });
//                    ^^^^^^^^^^^^^^^^^^ error: Unknown Optimizer adamw
    `,
};
