// Sequential models.

import { describe } from 'vitest';
import { checkModels } from './runModel';

describe('tf.sequential', () => {
  checkModels({
    'by array': `
      import * as tf from '@tensorflow/tfjs';
      export const model = tf.sequential({
//                         ^ model model 3806 complete
        layers: [
          tf.layers.conv2d({ inputShape: [28, 28, 1], filters: 8, kernelSize: 5 }),
//        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Conv2D [null,24,24,8] 208 RF 5
          tf.layers.maxPooling2d({ poolSize: 4 }),
//        ^ MaxPooling2D [null,6,6,8] 0 RF 8
          tf.layers.flatten(),
//        ^^^^^^^^^^^^^^^^^^^ Flatten [null,288] 0
          tf.layers.dense({ units: 12, activation: 'relu' }),
//        ^ Dense [null,12] 3468 RF all
          tf.layers.dense({ units: 10, activation: 'softmax' }),
//        ^ Dense [null,10] 130
          tf.layers.reshape({ targetShape: [2, 5] }),
//        ^ Reshape [null,2,5] 0
        ],
      });
    `,
    'pop, and what does not change a model': `
      import * as tf from '@tensorflow/tfjs';
      export const model = tf.sequential({ layers: [tf.layers.dense({ units: 6, inputShape: [4] })] });
      model.add(tf.layers.repeatVector({ n: 2 }));
//              ^ RepeatVector [null,2,6] 0
      model.pop();
      model.add(tf.layers.batchNormalization({ scale: false, center: false }));
//              ^ BatchNormalization [null,6] 12
      model.summary();
      model.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
      console.log(model.name);
      tf.dispose([]);
      if (model.layers.length !== 2) model.add(tf.layers.dense({ units: 2 }));
    `,
    'by add': `
      import * as tf from '@tensorflow/tfjs';
      const net = tf.sequential({ name: 'digits' });
//                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ model net 1290 complete
      net.add(tf.layers.inputLayer({ inputShape: [8, 8, 2] }));
//            ^ InputLayer [null,8,8,2] 0 RF 1
      net.add(tf.layers.depthwiseConv2d({ kernelSize: 3, depthMultiplier: 2 }));
//            ^ DepthwiseConv2D [null,6,6,4] 40 RF 3
      net.add(tf.layers.separableConv2d({ filters: 10, kernelSize: [1, 3], padding: 'same' }));
//            ^ SeparableConv2D [null,6,6,10] 62 RF 3×5
      net.add(tf.layers.averagePooling2d({ poolSize: [2, 2], strides: [2, 1] }));
//            ^ AveragePooling2D [null,3,5,10] 0 RF 4×6
      net.add(tf.layers.globalAveragePooling2d({}));
//            ^ GlobalAveragePooling2D [null,10] 0 RF all
      net.add(tf.layers.dense({ units: 108, useBias: true }));
//            ^ Dense [null,108] 1188
      export { net };
    `,
    'batchInputShape and batch size': `
      import * as tf from '@tensorflow/tfjs';
      export const a = tf.sequential({ layers: [tf.layers.dense({ units: 3, batchInputShape: [4, 2] })] });
//                                              ^ Dense [4,3] 9
      export const b = tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [2], batchSize: 7 })] });
//                                              ^ Dense [7,3] 9
      export const c = tf.sequential({ layers: [tf.layers.conv1d({ filters: 2, kernelSize: 3, inputShape: [null, 4] })] });
//                                              ^ Conv1D [null,null,2] 26
    `,
    inputDim: `
      import * as tf from '@tensorflow/tfjs';
      export const a = tf.sequential({ layers: [tf.layers.embedding({ inputDim: 100, outputDim: 8, inputLength: 5 })] });
//                                              ^ Embedding [null,5,8] 800
    `,
    'dimensions null': `
      import * as tf from '@tensorflow/tfjs';
      export const a = tf.sequential();
      a.add(tf.layers.conv2d({ inputShape: [null, null, 3], filters: 4, kernelSize: 3, padding: 'same' }));
//          ^ Conv2D [null,null,null,4] 112 RF 3
      a.add(tf.layers.globalMaxPooling2d({}));
//          ^ GlobalMaxPooling2D [null,4] 0
    `,
    'layers spread from lists': `
      import * as tf from '@tensorflow/tfjs';
      const block = (filters: number) => [
        tf.layers.conv2d({ filters, kernelSize: 3, padding: 'same' }),
//      ^ Conv2D [null,9,9,4] 112 | Conv2D [null,9,9,6] 222
        tf.layers.reLU(),
//      ^ ReLU [null,9,9,4] | ReLU [null,9,9,6]
      ];
      export const model = tf.sequential({
        layers: [tf.layers.inputLayer({ inputShape: [9, 9, 3] }), ...block(4), ...block(6)],
      });
    `,
    'a frozen layer': `
      import * as tf from '@tensorflow/tfjs';
      export const model = tf.sequential();
      model.add(tf.layers.dense({ units: 3, inputShape: [2], trainable: false }));
//              ^ Dense [null,3] 9
      model.add(tf.layers.dense({ units: 2 }));
      model.layers[1]!.trainable = false;
    `,
    'text names': `
      import * as tf from '@tensorflow/tfjs';
      export const model = tf.sequential();
      for (let i = 0; i < 2; i++) model.add(tf.layers.dense({ units: 3 + i, name: \`fc_\${i}\`, ...(i === 0 ? { inputShape: [2] } : {}) }));
//                                          ^ Dense [null,3] 9 | Dense [null,4] 16
    `,
    'new tf.Sequential and chained factories': `
      import * as tf from '@tensorflow/tfjs';
      export const model = new tf.Sequential({ name: 'n' });
      const add = (layer: tf.layers.Layer) => { model.add(layer); return add; };
      add(tf.layers.dense({ units: 5, inputShape: [4] }))(tf.layers.dense({ units: 6 }));
//        ^ Dense [null,5] 25
//                                                        ^ Dense [null,6] 36
    `,
    'one-dimensional and three-dimensional': `
      import * as tf from '@tensorflow/tfjs';
      export const sound = tf.sequential({ layers: [
        tf.layers.conv1d({ inputShape: [100, 2], filters: 4, kernelSize: 5, strides: 2}),
//      ^ Conv1D [null,48,4] 44
        tf.layers.maxPooling1d({ poolSize: 2 }),
//      ^ MaxPooling1D [null,24,4] 0
        tf.layers.lstm({ units: 3 }),
//      ^ LSTM [null,3] 96
      ] });
      export const volume = tf.sequential({ layers: [
        tf.layers.conv3d({ inputShape: [8, 8, 8, 1], filters: 2, kernelSize: 3 }),
//      ^ Conv3D [null,6,6,6,2] 56 RF 3
        tf.layers.averagePooling3d({ poolSize: 2 }),
//      ^ AveragePooling3D [null,3,3,3,2] 0 RF 4
      ] });
    `,
  });
});
