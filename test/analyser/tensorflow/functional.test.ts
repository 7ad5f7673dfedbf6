// Models of the functional API.

import { describe, expect, it } from 'vitest';
import { expectReadings } from '../../support/annotatedSource';
import { checkModels } from './runModel';

describe('tf.model', () => {
  checkModels({
    'input, apply, model': `
      import * as tf from '@tensorflow/tfjs';
      const image = tf.input({ shape: [16, 16, 3] });
//                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ InputLayer [null,16,16,3] 0 RF 1
      const conv = tf.layers.conv2d({ filters: 4, kernelSize: 3, strides: 2 }).apply(image) as tf.SymbolicTensor;
//                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Conv2D [null,7,7,4] 112 RF 3
      export const net = tf.model({ inputs: image, outputs: conv, name: 'n' });
//                       ^ model net 112 complete
    `,
    'branches that are joined': `
      import * as tf from '@tensorflow/tfjs';
      const x = tf.input({ shape: [8, 8, 4] });
      const a = tf.layers.conv2d({ filters: 6, kernelSize: 1 }).apply(x) as tf.SymbolicTensor;
      const b = tf.layers.conv2d({ filters: 2, kernelSize: 5, padding: 'same' }).apply(x) as tf.SymbolicTensor;
      const joined = tf.layers.concatenate().apply([a, b, x]) as tf.SymbolicTensor;
//                   ^ Concatenate [null,8,8,12] 0 RF 5
      const c = tf.layers.conv2d({ filters: 12, kernelSize: 1 }).apply(joined) as tf.SymbolicTensor;
      const sum = tf.layers.add().apply([joined, c]) as tf.SymbolicTensor;
//                ^ Add [null,8,8,12] 0 RF 5
      export const net = tf.model({ inputs: [x], outputs: [sum] });
//                       ^ model net 388 complete
    `,
    'several inputs and outputs': `
      import * as tf from '@tensorflow/tfjs';
      const a = tf.input({ shape: [4] });
      const b = tf.input({ shape: [4], name: 'second' });
//              ^ InputLayer [null,4]
      const both = tf.layers.average().apply([a, b]) as tf.SymbolicTensor;
//                 ^ Average [null,4]
      const outputs = [3, 5].map((units) => tf.layers.dense({ units }).apply(both) as tf.SymbolicTensor);
//                                          ^ Dense [null,3] 15 | Dense [null,5] 25
      export const net = tf.model({ inputs: [a, b], outputs });
//                       ^ model net 40 complete
    `,
    'a shared layer': `
      import * as tf from '@tensorflow/tfjs';
      const left = tf.input({ shape: [6] });
      const right = tf.input({ shape: [6] });
      const shared = tf.layers.dense({ units: 5 });
//                   ^ Dense [null,5] 35
      const distance = tf.layers.dot({ axes: -1 }).apply([
        shared.apply(left) as tf.SymbolicTensor,
        shared.apply(right) as tf.SymbolicTensor,
      ]) as tf.SymbolicTensor;
      export const net = tf.model({ inputs: [left, right], outputs: distance });
//                       ^ model net 35 complete
    `,
    'a shared layer before and behind another one': `
      import * as tf from '@tensorflow/tfjs';
      const x = tf.input({ shape: [4] });
      const shared = tf.layers.dense({ units: 4 });
//                   ^ Dense [null,4] 20
      const between = tf.layers.dense({ units: 4, name: 'between' }).apply(shared.apply(x));
      export const net = tf.model({ inputs: x, outputs: shared.apply(between) as tf.SymbolicTensor });
//                       ^ model net 40 complete
    `,
    'sizes read from tensors': `
      import * as tf from '@tensorflow/tfjs';
      const x = tf.input({ shape: [10, 12, 3] });
      const [, h, w, c] = x.shape as number[];
      const y = tf.layers.reshape({ targetShape: [h! * w!, c!] }).apply(x) as tf.SymbolicTensor;
//              ^ Reshape [null,120,3]
      const z = tf.layers.dense({ units: y.shape[2]! * 2 + y.shape.length + y.rank }).apply(y) as tf.SymbolicTensor;
//              ^ Dense [null,120,12] 48
      export const net = tf.model({ inputs: x, outputs: z });
    `,
    'a nested model': `
      import * as tf from '@tensorflow/tfjs';
      const inner = tf.sequential({ layers: [tf.layers.conv2d({ inputShape: [8, 8, 1], filters: 2, kernelSize: 3 })] });
//                  ^ model inner 20 complete
      const x = tf.input({ shape: [8, 8, 1] });
      const y = inner.apply(x) as tf.SymbolicTensor;
      export const net = tf.model({ inputs: x, outputs: tf.layers.flatten().apply(y) as tf.SymbolicTensor });
//                       ^ model net 20 complete
//                                                      ^ Flatten [null,72]
    `,
    'a model in tf.sequential': `
      import * as tf from '@tensorflow/tfjs';
      const features = tf.sequential({ layers: [tf.layers.conv2d({ inputShape: [8, 8, 1], filters: 2, kernelSize: 3 })] });
      export const whole = tf.sequential();
      whole.add(features);
      whole.add(tf.layers.flatten());
//              ^ Flatten [null,72] 0
      whole.add(tf.layers.dense({ units: 1 }));
//              ^ Dense [null,1] 73
    `,
    'a model truncated by index and by name': `
      import * as tf from '@tensorflow/tfjs';
      const base = tf.sequential({ layers: [
        tf.layers.conv2d({ inputShape: [8, 8, 1], filters: 2, kernelSize: 3, name: 'first' }),
        tf.layers.conv2d({ filters: 3, kernelSize: 3 }),
        tf.layers.conv2d({ filters: 4, kernelSize: 3 }),
      ] });
      export const byIndex = tf.model({ inputs: base.inputs, outputs: base.layers[1]!.output as tf.SymbolicTensor });
//                           ^ model byIndex 77 complete
      export const byName = tf.model({ inputs: base.inputs, outputs: base.getLayer('first').output });
//                          ^ model byName 20 complete
      export const fromEnd = tf.model({ inputs: base.input as tf.SymbolicTensor, outputs: base.layers.at(-2)!.output });
//                           ^ model fromEnd 77 complete
      const head = tf.layers.flatten().apply(base.getLayer(undefined, 2).output as tf.SymbolicTensor);
//                 ^ Flatten [null,16]
      export const longer = tf.model({ inputs: base.input, outputs: tf.layers.dense({ units: 2 }).apply(head) as tf.SymbolicTensor });
//                          ^ model longer 223 complete
    `,
    'a frozen base': `
      import * as tf from '@tensorflow/tfjs';
      const base = tf.sequential({ layers: [
        tf.layers.dense({ inputShape: [4], units: 3 }),
        tf.layers.batchNormalization({}),
      ] });
      for (const layer of base.layers) layer.trainable = false;
      export const net = tf.sequential();
      for (const layer of base.layers) net.add(layer);
      net.add(tf.layers.dense({ units: 2 }));
//            ^ Dense [null,2] 8
    `,
    'helpers called many times': `
      import * as tf from '@tensorflow/tfjs';
      const residual = (x: tf.SymbolicTensor, filters: number, strides = 1): tf.SymbolicTensor => {
        let y = tf.layers.conv2d({ filters, kernelSize: 3, strides, padding: 'same', useBias: false }).apply(x);
//              ^ Conv2D [null,16,16,8] 576 | Conv2D [null,8,8,16] 1152
        y = tf.layers.batchNormalization().apply(y);
        const needsProjection = strides > 1 || x.shape[3] !== filters;
        const shortcut = needsProjection
          ? tf.layers.conv2d({ filters, kernelSize: 1, strides, useBias: false }).apply(x)
//          ^ Conv2D [null,8,8,16] 128
          : x;
        return tf.layers.reLU().apply(tf.layers.add().apply([y, shortcut] as tf.SymbolicTensor[])) as tf.SymbolicTensor;
      };
      const x = tf.input({ shape: [16, 16, 8] });
      export const net = tf.model({ inputs: x, outputs: residual(residual(x, 8), 16, 2) });
    `,
    'a transposed convolution and up-sampling': `
      import * as tf from '@tensorflow/tfjs';
      const x = tf.input({ shape: [8, 8, 4] });
      let y = tf.layers.conv2dTranspose({ filters: 3, kernelSize: 4, strides: 2, padding: 'same' }).apply(x);
//            ^ Conv2DTranspose [null,16,16,3] 195
      y = tf.layers.upSampling2d({ size: [2, 3] }).apply(y);
//        ^ UpSampling2D [null,32,48,3] 0
      y = tf.layers.zeroPadding2d({ padding: [[1, 2], [0, 3]] }).apply(y);
//        ^ ZeroPadding2D [null,35,51,3] 0
      y = tf.layers.cropping2D({ cropping: [[1, 0], [2, 2]] }).apply(y);
//        ^ Cropping2D [null,34,47,3] 0
      y = tf.layers.permute({ dims: [3, 1, 2] }).apply(y);
//        ^ Permute [null,3,34,47] 0
      export const net = tf.model({ inputs: x, outputs: y as tf.SymbolicTensor });
    `,
    'wrappers and recurrent layers': `
      import * as tf from '@tensorflow/tfjs';
      export const net = tf.sequential();
      net.add(tf.layers.timeDistributed({ layer: tf.layers.dense({ units: 6 }), inputShape: [7, 3] }));
//            ^ TimeDistributed [null,7,6] 24
      net.add(tf.layers.bidirectional({ layer: tf.layers.gru({ units: 4, returnSequences: true }) as tf.RNN }));
//            ^ Bidirectional [null,7,8] 264
      net.add(tf.layers.simpleRNN({ units: 2 }));
//            ^ SimpleRNN [null,2] 22
    `,
    'inputs with a batch shape': `
      import * as tf from '@tensorflow/tfjs';
      const x = tf.input({ batchShape: [2, 5] });
//              ^ InputLayer [2,5]
      export const net = tf.model({ inputs: x, outputs: tf.layers.dense({ units: 1 }).apply(x) as tf.SymbolicTensor });
//                                                      ^ Dense [2,1] 6
    `,
  });
});

describe('the memory of a nested model', () => {
  it('is that of the layers inside, once for each use', () => {
    const { models } = expectReadings(`
      import * as tf from '@tensorflow/tfjs';
      const inner = tf.sequential({ layers: [
        tf.layers.conv2d({ inputShape: [8, 8, 1], filters: 2, kernelSize: 3 }),
        tf.layers.reLU(),
      ] });
      const outer = tf.sequential({ layers: [inner] });
      const [a, b] = [tf.input({ shape: [8, 8, 1] }), tf.input({ shape: [8, 8, 1] })];
      const both = tf.layers.add().apply([outer.apply(a), outer.apply(b)]) as tf.SymbolicTensor;
//                 ^ Add [null,6,6,2] 0
      export const siamese = tf.model({ inputs: [a, b], outputs: both });
    `);
    const bytes = new Map(models.map(({ model, totals }) => [model.name, totals.activationBytes]));
    const inside = 4 * (72 + 72);
    expect(bytes.get('inner')).toBe(inside);
    expect(bytes.get('outer')).toBe(inside);
    expect(bytes.get('siamese')).toBe(2 * 4 * 64 + 2 * inside + 4 * 72);
  });
});
