// What a program reads of layers, models and tensors to size other layers; each text also runs in TensorFlow.js.

import { describe } from 'vitest';
import { checkModels, checkReadings } from './runModel';

const BASE = `
      import * as tf from '@tensorflow/tfjs';
      const base = tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [4], name: 'first' }), tf.layers.batchNormalization(), tf.layers.dense({ units: 2 })] });`;

function sized(expression: string, units: number): string {
  return `${BASE}
      export const model = tf.sequential({ layers: [tf.layers.dense({ units: ${expression}, inputShape: [1] })] });
      //                                            ^ Dense [null,${String(units)}] ${String(units * 2)}
    `;
}

describe('numbers read from what is there', () => {
  checkModels({
    'the configuration of a layer': `
      import * as tf from '@tensorflow/tfjs';
      const first = tf.layers.dense({ units: 6, inputShape: [4], activation: 'relu' });
      const config = first.getConfig() as any;
      export const model = tf.sequential({ layers: [
        tf.layers.dense({ ...config, units: config.units * 2, name: 'wider' }),
//      ^ Dense [null,12] 60
        tf.layers.dense({ units: config.batchInputShape[1] }),
//      ^ Dense [null,4] 52
      ] });
    `,
    'parameters of a model': sized('base.countParams()', 35),
    'parameters of a layer': sized('base.layers[0]!.countParams()', 15),
    'weights of a layer': sized('base.layers[0]!.getWeights()[0]!.shape[0]!', 4),
    'the variable that a layer keeps': sized(
      '(base.layers[2] as any).kernel.shape[0] + (base.layers[0] as any).bias.shape[0]',
      6,
    ),
    'the variable of a normalisation': sized('(base.layers[1] as any).movingMean.shape[0] + 1', 4),
    'weights of a model, those that do not train last': sized('base.getWeights().at(-1)!.size', 3),
    'units of a layer': sized('(base.layers[2] as any).units + 1', 3),
    'a layer by index, whatever the name says': sized("(base.getLayer('first', 2) as any).units", 2),
    'a layer by index alone': sized('(base.getLayer(undefined as any, 0) as any).units', 3),
    'a tensor of nested arrays': sized('tf.tensor2d([[1, 2, 3], [4, 5, 6]]).shape[1]', 3),
    'a tensor with a shape': sized('tf.tensor3d([1, 2, 3, 4], [1, 2, 2]).shape[2]', 2),
    'a buffer': sized('tf.buffer([2, 5]).shape[1]!', 5),
    'the size of a shape': sized('tf.util.sizeFromShape([2, 3])', 6),
    'a typed array': sized('new Float32Array(7).length', 7),
  });
});

describe('arguments that nobody gives', () => {
  checkReadings({
    'a rest parameter has any number of elements': `
      import * as tf from '@tensorflow/tfjs';
      export function build(first: number, ...sizes: number[]) {
        //                                 ^^^^^^^^^^^^^^^^^^ ?: \`sizes\` has no known value here
        const model = tf.sequential();
        //            ^ model model ? partial
        model.add(tf.layers.dense({ units: first, inputShape: [4] }));
        //        ^ Dense [null,first] 5·first
        for (const size of sizes) model.add(tf.layers.dense({ units: size }));
        return model;
      }
    `,
    'a comment gives them': `
      import * as tf from '@tensorflow/tfjs';
      /** @convlens sizes=[5,6] */
      export function build(...sizes: number[]) {
        return tf.sequential({ layers: sizes.map((units) => tf.layers.dense({ units, inputShape: [4] })) });
        //     ^ model build 61 complete
      }
    `,
    'the type of `this` is no parameter': `
      import * as tf from '@tensorflow/tfjs';
      function build(this: unknown, units: number) {
        return tf.sequential({ layers: [tf.layers.dense({ units, inputShape: [3] })] });
        //                              ^ Dense [null,9] 36
      }
      build.call({}, 9);
    `,
  });
});
