// Layers of classes of the program: the weights that they list, and what their `call` costs.

import { describe, expect, it } from 'vitest';
import { createAnalyser } from '../../../src/analyser/createAnalyser';
import { Unknown } from '../../../src/analyser/index';
import { expectReadings } from '../../support/annotatedSource';
import { checkModels, checkReadings } from './runModel';

describe('the weights that a custom layer lists', () => {
  checkModels({
    'an accessor that adds to those of the parent': `
      import * as tf from '@tensorflow/tfjs';
      class Wrapped extends tf.layers.Layer {
        static className = 'Wrapped';
        inner = tf.layers.dense({ units: 3 });
        build(shape: tf.Shape) {
          this.inner.build(shape);
          this.addWeight('scale', [3], 'float32', tf.initializers.ones());
          super.build(shape);
        }
        get trainableWeights() { return [...super.trainableWeights, ...this.inner.trainableWeights]; }
        computeOutputShape(shape: tf.Shape): tf.Shape { return [shape[0], 3]; }
        call(x: any) { return this.inner.apply(x); }
      }
      export const model = tf.sequential({ layers: [new Wrapped({ inputShape: [4] })] });
      //                                            ^ Wrapped [null,3] 18
    `,
    'a list that grows after it was set': `
      import * as tf from '@tensorflow/tfjs';
      class Listed extends tf.layers.Layer {
        static className = 'Listed';
        conv = tf.layers.conv2d({ filters: 2, kernelSize: 3, padding: 'same' });
        build(shape: tf.Shape) {
          this.conv.build(shape);
          (this as any)._trainableWeights = this.conv.trainableWeights.concat([]);
          this.addWeight('gain', [1], 'float32', tf.initializers.ones());
          this.addWeight('count', [5], 'float32', tf.initializers.ones(), undefined, false);
          // Its own list is left as it is: tfjs gives a copy.
          this.trainableWeights.push(...this.conv.trainableWeights);
          this.built = true;
        }
        computeOutputShape([b, h, w]: number[]) { return [b, h, w, 2]; }
        call(x: any) { return this.conv.apply(x[0]); }
      }
      export const model = tf.sequential({ layers: [new Listed({ inputShape: [4, 4, 3] })] });
      //                                            ^ Listed [null,4,4,2] 62
    `,
    'a model inside, and a frozen layer around it': `
      import * as tf from '@tensorflow/tfjs';
      class Holder extends tf.layers.Layer {
        static className = 'Holder';
        net = tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [4] }), tf.layers.dense({ units: 3 })] });
        build(shape: tf.Shape) {
          this.trainableWeights = this.net.trainableWeights as any;
          super.build(shape);
        }
        computeOutputShape([b]: number[]) { return [b, 3]; }
        call(x: any) { return this.net.apply(x); }
      }
      export const model = tf.sequential({ layers: [new Holder({ inputShape: [4], trainable: false })] });
      //                                            ^ Holder [null,3] 19
    `,
    'built by the program before it is applied': `
      import * as tf from '@tensorflow/tfjs';
      class Early extends tf.layers.Layer {
        static className = 'Early';
        build(shape: tf.Shape) {
          this.addWeight('w', [shape[1]!], 'float32', tf.initializers.ones());
          super.build(shape);
        }
        call(x: any) { return x[0]; }
      }
      const early = new Early({ inputShape: [7] });
      //            ^ Early [null,7] 7
      early.build([null, 7]);
      export const model = tf.sequential({ layers: [early] });
    `,
    'built twice by mistake': `
      import * as tf from '@tensorflow/tfjs';
      class Forgetful extends tf.layers.Layer {
        static className = 'Forgetful';
        build(shape: tf.Shape) {
          this.addWeight('w', [shape[1]!], 'float32', tf.initializers.ones());
        }
        call(x: any) { return x[0]; }
      }
      const layer = new Forgetful({ inputShape: [7], name: 'forgetful' });
      //            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: Duplicate weight name w for layer forgetful
      //            ^ Forgetful ?
      layer.build([null, 7]);
      export const model = tf.sequential({ layers: [layer] });
    `,
  });
  checkReadings({
    'a list that nobody can know': `
      import * as tf from '@tensorflow/tfjs';
      class Listed extends tf.layers.Layer {
        static className = 'Listed';
        build() { this.trainableWeights = JSON.parse(localStorage.weights); }
        call(x: any) { return x[0]; }
      }
      export const model = tf.sequential({ layers: [new Listed({ inputShape: [4] })] });
      //                                            ^ Listed [null,4] ?
    `,
  });
});

it('counts attention by tf.einsum as it counts it by matrix products', () => {
  const attention = (attend: string): string => `
    import * as tf from '@tensorflow/tfjs';
    class Attention extends tf.layers.Layer {
      static className = 'Attention';
      computeOutputShape(shape: tf.Shape) { return shape; }
      call([x]: any) {
        const [b, n, width] = x.shape;
        const q = x.reshape([b, n, 4, width / 4]);
        ${attend}
      }
    }
    export const model = tf.sequential({ layers: [new Attention({ inputShape: [9, 8] })] });
    //                                            ^ Attention [null,9,8] 0
  `;
  const [byProducts, byEinsum] = [
    `const h = q.transpose([0, 2, 1, 3]);
     return tf.matMul(tf.matMul(h, h, false, true).softmax(), h).transpose([0, 2, 1, 3]).reshape([b, n, width]);`,
    `const scores = tf.einsum('bnhd,bmhd->bhnm', q, q).softmax();
     return tf.einsum('bhnm,bmhd->bnhd', scores, q).reshape([-1, n, width]);`,
  ].map((attend) => expectReadings(attention(attend)).models[0]?.totals.macs);
  expect(byProducts).toBe(2 * 4 * 9 * 9 * 2);
  expect(byEinsum).toBe(byProducts);
});

it.each([
  ['a product with each position', 'x.reshape([-1, 4]).matMul(w).relu().reshape([b, h, width, 4])', 3],
  ['a layer applied to each position', 'dense.apply(x.reshape([b * h * width, 4])).reshape([-1, h, width, 4])', 3],
  ['a product of positions with each other', 'x.reshape([-1, 4]).matMul(x.reshape([-1, 4]), true).sum()', 'all'],
  ['positions laid out in another order', 'x.reshape([-1, 4]).matMul(w).reshape([b, width, h, 4])', '?'],
  [
    'the positions of one sample side by side',
    'x.reshape([b, h * width * 4]).matMul(v).reshape([b, h, width, 4])',
    'all',
  ],
])('sees through a matrix whose rows are positions: %s', (_title, result, expected) => {
  const text = `
    import * as tf from '@tensorflow/tfjs';
    const w = tf.ones([4, 4]);
    const v = tf.ones([7 * 5 * 4, 7 * 5 * 4]);
    const dense = tf.layers.dense({ units: 4 });
    class Each extends tf.layers.Layer {
      static className = 'Each';
      call([x]: any) {
        const [b, h, width] = x.shape;
        return ${result};
      }
    }
    export const model = tf.sequential();
    model.add(tf.layers.conv2d({ filters: 4, kernelSize: 3, inputShape: [9, 7, 1] }));
    model.add(new Each({}));
  `;
  const { models } = createAnalyser({ readFile: () => text }).analyse('/project/model.ts');
  const field = models[0]?.layers.at(-1)?.receptiveField;
  expect(field instanceof Unknown ? '?' : field?.global ? 'all' : field?.size[0]).toBe(expected);
});
