// How TensorFlow.js comes into a file, and models that are spread over several.

import { describe } from 'vitest';
import { checkModels, checkReadings } from './runModel';

/** A model whose layer call is marked, when the text around is not to the point. */
const DENSE = `
      const m = tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [2] })] });
//                                       ^ Dense [null,3] 9`;

describe('how TensorFlow.js comes into a file', () => {
  checkModels({
    'import *': `
      import * as tf from '@tensorflow/tfjs';${DENSE}
      export { m };
    `,
    'default import': `
      import tf from '@tensorflow/tfjs';${DENSE}
      export { m };
    `,
    'under another name': `
      import * as T from '@tensorflow/tfjs';
      export const m = T.sequential({ layers: [T.layers.dense({ units: 3, inputShape: [2] })] });
//                                             ^ Dense [null,3] 9
    `,
    'named imports': `
      import { layers, sequential as seq, input, model } from '@tensorflow/tfjs';
      export const m = seq({ layers: [layers.dense({ units: 3, inputShape: [2] })] });
//                                    ^ Dense [null,3] 9
      const x = input({ shape: [4] });
      export const n = model({ inputs: x, outputs: layers.dense({ units: 1 }).apply(x) as never });
//                                                 ^ Dense [null,1] 5
    `,
    require: `
      const tf = require('@tensorflow/tfjs');${DENSE}
      exports.m = m;
    `,
    'destructured require': `
      const { sequential, layers: { dense, flatten } } = require('@tensorflow/tfjs');
      const m = sequential({ layers: [flatten({ inputShape: [2, 3] }), dense({ units: 3 })] });
//                                    ^ Flatten [null,6]
//                                                                     ^ Dense [null,3] 21
      module.exports = { m };
    `,
    'require as Babel and TypeScript write it': `
      const __importStar = (this && (this as any).__importStar) || function (mod: any) { if (mod && mod.__esModule) return mod; const result: any = {}; if (mod != null) for (const k in mod) result[k] = mod[k]; result.default = mod; return result; };
      const tf = __importStar(require('@tensorflow/tfjs'));
      const m = tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [2] })] });
//                                       ^ Dense [null,3] 9
      exports.m = m;
    `,
    'a global': `
      const m = tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [2] })] });
//                                       ^ Dense [null,3] 9
      exports.m = m;
    `,
    'names taken out of tf': `
      import * as tf from '@tensorflow/tfjs';
      const { layers, sequential } = tf;
      const { dense } = layers;
      const L = tf.layers;
      export const m = sequential({ layers: [dense({ units: 3, inputShape: [2] }), L.reLU()] });
//                                           ^ Dense [null,3] 9
//                                                                                 ^ ReLU [null,3]
    `,
    'factories by name': `
      import * as tf from '@tensorflow/tfjs';
      const make = (kind: 'dense' | 'flatten', config: never) => tf.layers[kind](config);
//                                                               ^ Flatten [null,6] 0 | Dense [null,2] 14
      export const m = tf.sequential({ layers: [make('flatten', { inputShape: [2, 3] } as never), make('dense', { units: 2 } as never)] });
    `,
    'other packages': `
      import * as tf from '@tensorflow/tfjs-node-gpu';
      import { sequential } from '@tensorflow/tfjs-layers';
      import '@tensorflow/tfjs-backend-wasm';
      export const m = sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [2] })] });
//                                           ^ Dense [null,3] 9
    `,
    'dynamic import': `
      const tf = await import('@tensorflow/tfjs');${DENSE}
      export { m };
    `,
    'through a file of the workspace': `
      import { tf } from './tensorflow';${DENSE}
      export { m };
// @file: tensorflow.ts
      import * as tf from '@tensorflow/tfjs';
      export { tf };
    `,
    're-exported whole': `
      import * as tf from './tensorflow';${DENSE}
      export { m };
// @file: tensorflow.ts
      export * from '@tensorflow/tfjs';
    `,
    'in tf.tidy': `
      import * as tf from '@tensorflow/tfjs';
      export const m = tf.tidy(() => tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [2] })] }) as never);
//                                                            ^ Dense [null,3] 9
    `,
    'after waiting for a backend': `
      import * as tf from '@tensorflow/tfjs';
      await tf.ready();
      async function build() {
        await Promise.resolve();
        return tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [2] })] });
//                                      ^ Dense [null,3] 9
      }
      export const m = await build();
    `,
    'initializers and regularizers': `
      import * as tf from '@tensorflow/tfjs';
      export const m = tf.sequential();
      m.add(tf.layers.conv2d({ inputShape: [9, 9, 1], filters: 4, kernelSize: [3, 3], kernelInitializer: tf.initializers.heNormal({ seed: 1 }), kernelRegularizer: tf.regularizers.l2({ l2: 0.1 }), kernelConstraint: tf.constraints.maxNorm({}), biasInitializer: 'zeros' }));
//          ^ Conv2D [null,7,7,4] 40
    `,
  });
  checkReadings({
    'from a script tag under window': `
      const model = window.tf.sequential();
      model.add(window.tf.layers.dense({ units: 3, inputShape: [2] }));
//              ^ Dense [null,3] 9
    `,
    'in what a script puts into the global object': `
      window.size = 5;
      window.model = tf.sequential();
      window.model.add(tf.layers.dense({ units: size, inputShape: [window.size] }));
//                     ^ Dense [null,5] 30
      var other = tf.sequential();
      window.other.add(tf.layers.dense({ units: 3, inputShape: [4] }));
//                     ^ Dense [null,3] 15
    `,
    'in what a worker puts there': `
      import * as tf from '@tensorflow/tfjs';
      export default () => {
        self.createModel = (steps) => {
          self.model = tf.sequential();
          self.model.add(tf.layers.lstm({ units: 4, inputShape: [steps, 2] }));
//                       ^ LSTM [null,4] 112
          return self.model;
        };
      };
    `,
  });
});

describe('models over several files', () => {
  checkModels({
    'blocks of another file': `
      import * as tf from '@tensorflow/tfjs';
      import { block } from './blocks';
      import { SIZE, filters } from './settings';
      export const m = tf.sequential({ layers: [tf.layers.inputLayer({ inputShape: [SIZE, SIZE, 3] }), ...filters.map((f) => block(f))] });
//                     ^ model m 627 complete
// @file: blocks.ts
      import * as tf from '@tensorflow/tfjs';
      export function block(filters: number) {
        return tf.layers.conv2d({ filters, kernelSize: 3 });
      }
// @file: settings.ts
      export const SIZE = 12;
      export const filters = [4, 8, 3].filter((f) => f !== 3).concat(3);
    `,
    'a class of another file': `
      import Net from './net.js';
      export const m = new Net(4).build();
//                     ^ model m 16 complete
// @file: net.ts
      import * as tf from '@tensorflow/tfjs';
      export default class Net {
        constructor(private readonly classes: number) {}
        build() {
          return tf.sequential({ layers: [tf.layers.dense({ units: this.classes, inputShape: [3] })] });
        }
      }
    `,
    'settings in JSON': `
      import * as tf from '@tensorflow/tfjs';
      import config from './config.json';
      export const m = tf.sequential({ layers: config.units.map((units: number, i: number) => tf.layers.dense({ units, ...(i === 0 && { inputShape: config.inputShape }) })) });
//                                                                                            ^ Dense [null,5] 15 | Dense [null,2] 12
// @file: config.json
      { "units": [5, 2], "inputShape": [2] }
    `,
  });
  checkReadings({
    'errors point at the call in this file': `
      import * as tf from '@tensorflow/tfjs';
      import { block } from './blocks';
      const model = tf.sequential({ layers: [tf.layers.inputLayer({ inputShape: [4, 4, 3] })] });
      model.add(block(9));
//              ^^^^^^^^ error: Negative dimension size caused by adding layer
// @file: blocks.ts
      import * as tf from '@tensorflow/tfjs';
      export const block = (kernelSize: number) => tf.layers.conv2d({ filters: 1, kernelSize });
    `,
    'a circle of imports': `
      import * as tf from '@tensorflow/tfjs';
      import { kernel } from './other';
      export const filters = 4;
      const model = tf.sequential({ layers: [tf.layers.conv2d({ inputShape: [8, 8, 1], filters, kernelSize: kernel() })] });
//                                           ^ Conv2D [null,6,6,4] 40
// @file: other.ts
      import { filters } from './model';
      export const kernel = () => filters - 1;
    `,
    'a circle that reads too early': `
      import * as tf from '@tensorflow/tfjs';
      import { kernel } from './other';
      export const filters = 4;
      const model = tf.sequential({ layers: [tf.layers.conv2d({ inputShape: [8, 8, 1], filters, kernelSize: kernel })] });
//                                           ^ Conv2D [null,?,?,4] ?
// @file: other.ts
      import { filters } from './model';
      export const kernel = filters - 1;
    `,
    'a missing file': `
      import * as tf from '@tensorflow/tfjs';
      import { filters } from './missing';
      const model = tf.sequential({ layers: [tf.layers.conv2d({ inputShape: [8, 8, 1], filters, kernelSize: 3 })] });
//                                           ^ Conv2D [null,6,6,?] ?
    `,
    'a missing export': `
      import * as tf from '@tensorflow/tfjs';
      import { filters } from './other';
      const model = tf.sequential({ layers: [tf.layers.conv2d({ inputShape: [8, 8, 1], filters, kernelSize: 3 })] });
//                                           ^ Conv2D [null,6,6,?] ?
//                                                                                     ^^^^^^^ ?: other.ts has no export \`filters\`
// @file: other.ts
      export const filter = 3;
    `,
  });
});
