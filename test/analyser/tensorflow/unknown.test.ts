// Values that are not known, with the expression to blame, and parameters that become symbols.

import { describe } from 'vitest';
import { checkReadings } from './runModel';

describe('what cannot be known says which expression blocks it', () => {
  checkReadings({
    'a function without a body': `
      import * as tf from '@tensorflow/tfjs';
      declare function ask(): number;
      const model = tf.sequential({ layers: [tf.layers.conv2d({ inputShape: [8, 8, 1], filters: ask(), kernelSize: 3 })] });
//                                           ^ Conv2D [null,6,6,?] ? RF 3
//                                                                                              ^^^ ?: \`ask\` is not defined
    `,
    'an empty model that something else may fill': `
      import * as tf from '@tensorflow/tfjs';
      import { fill, show } from 'helpers';
      const filled = tf.sequential();
//                   ^ model filled ? unknown
      fill(filled);
      const shown = tf.sequential({ layers: [tf.layers.dense({ inputShape: [3], units: 2 })] });
//                  ^ model shown 8 complete
//                                           ^ Dense [null,2] 8
      show(shown);
    `,
    'a layer without weights has none, whatever it gets': `
      import * as tf from '@tensorflow/tfjs';
      export function join(x: tf.SymbolicTensor, y: tf.SymbolicTensor) {
        const sum = tf.layers.add().apply([x, y]);
//                  ^ Add ? 0
        return tf.layers.concatenate().apply([sum, y]);
//             ^ Concatenate ? 0
      }
    `,
    'an imported package': `
      import * as tf from '@tensorflow/tfjs';
      import { filters } from 'settings';
//                            ^^^^^^^^^^ ?: \`settings\` is outside of the files that the analysis reads
      const model = tf.sequential({ layers: [tf.layers.conv2d({ inputShape: [8, 8, 1], filters, kernelSize: 3 })] });
//                                           ^ Conv2D [null,6,6,?] ?
    `,
    'a file that is not there': `
      import * as tf from '@tensorflow/tfjs';
      import { filters } from './settings.js';
//                            ^^^^^^^^^^^^^^^ ?: there is no file \`./settings.js\`
      const { side } = require('./sizes');
//                     ^^^^^^^^^^^^^^^^^^ ?: there is no file \`./sizes\`
      const model = tf.sequential();
      model.add(tf.layers.conv2d({ inputShape: [8, 8, 1], filters, kernelSize: 3 }));
//              ^ Conv2D [null,6,6,?] ?
      model.add(tf.layers.conv2d({ filters: side, kernelSize: 3 }));
//              ^ Conv2D [null,4,4,?] ?
    `,
    'what a generator without end changes': `
      import * as tf from '@tensorflow/tfjs';
      let made = 0;
      function* names() {
        while (true) yield 'layer' + made++;
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ?: how much is asked of a generator without end is not known
      }
      const name = names();
      const model = tf.sequential({ layers: [tf.layers.dense({ name: name.next().value, units: made, inputShape: [2] })] });
//                                           ^ Dense [null,?] ?
    `,
    'the time, the number format and the machine': `
      import * as tf from '@tensorflow/tfjs';
      const start = performance.now();
      console.time('build');
      const model = tf.sequential({ name: \`model-\${Date.now()}\` });
//                  ^ model model 58 complete
      model.add(tf.layers.dense({ inputShape: [4], units: 8, name: 'd' + new Date().getTime() }));
//              ^ Dense [null,8] 40
      if (process.env.DEBUG) console.log(new Intl.NumberFormat('en').format(model.countParams()), crypto.randomUUID());
      model.add(tf.layers.dense({ units: 2 }));
//              ^ Dense [null,2] 18
      console.timeEnd('build');
      if (performance.now() - start > 1000) console.warn('slow', process.memoryUsage().heapUsed);
    `,
    'random numbers': `
      import * as tf from '@tensorflow/tfjs';
      const units = Math.floor(Math.random() * 10);
//                             ^^^^^^^^^^^^^ ?: \`Math.random()\` differs from run to run
      const model = tf.sequential({ layers: [tf.layers.dense({ units, inputShape: [2] })] });
//                                           ^ Dense [null,?] ?
    `,
    'a size that later layers do not depend on': `
      import * as tf from '@tensorflow/tfjs';
      const model = tf.sequential();
      model.add(tf.layers.conv2d({ inputShape: [8, 8, 1], filters: unheard, kernelSize: 3 }));
//                                                                 ^^^^^^^ ?: \`unheard\` is not defined
      model.add(tf.layers.depthwiseConv2d({ kernelSize: 3 }));
//              ^ DepthwiseConv2D [null,4,4,?] ?
      model.add(tf.layers.globalAveragePooling2d({}));
//              ^ GlobalAveragePooling2D [null,?] 0
      model.add(tf.layers.reshape({ targetShape: [4, 4] }));
//              ^ Reshape [null,4,4] 0
      model.add(tf.layers.dense({ units: 3 }));
//              ^ Dense [null,4,3] 15
    `,
    'regular expressions in passing': `
      import * as tf from '@tensorflow/tfjs';
      const tidy = 'Block One'.replace(/\\s+/g, '_');
      const model = tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [2], name: tidy })] });
//                                           ^ Dense [null,3] 9
    `,
    'an unknown configuration': `
      import * as tf from '@tensorflow/tfjs';
      const config = JSON.parse(readFileSync('config.json'));
//                              ^^^^^^^^^^^^ ?: \`readFileSync\` is not defined
      const model = tf.sequential({ layers: [tf.layers.dense({ ...config, units: 3, inputShape: [2] }), tf.layers.reLU()] });
//                                           ^ Dense ? ?
    `,
    'what a declaration only describes': `
      declare const tf: any;
      declare const units: number;
      declare namespace sizes { const side: number; }
      declare class Sizes { side: number; }
      const model = tf.sequential();
      model.add(tf.layers.dense({ inputShape: [3], units }));
//              ^ Dense [null,?] ?
//                                                 ^^^^^ ?: \`units\` is not defined
      model.add(tf.layers.dense({ units: sizes.side }));
//                                       ^^^^^ ?: \`sizes\` is not defined
      model.add(tf.layers.dense({ units: new Sizes().side }));
//                                           ^^^^^ ?: \`Sizes\` is not defined
    `,
    'an unknown layer in a sequential model': `
      import * as tf from '@tensorflow/tfjs';
      const model = tf.sequential();
//                  ^ model model ? partial
      model.add(tf.layers.dense({ units: 3, inputShape: [2] }));
//              ^ Dense [null,3] 9
      model.add(makeLayer());
//              ^^^^^^^^^ ?: \`makeLayer\` is not defined
      model.add(tf.layers.dense({ units: 3 }));
//              ^ Dense ? ?
    `,
    'a loaded model': `
      import * as tf from '@tensorflow/tfjs';
      const base = await tf.loadLayersModel('https://example.com/model.json');
      const x = tf.layers.dense({ units: 3 }).apply(base.outputs[0]) as tf.SymbolicTensor;
//              ^ Dense ? ?
      const model = tf.model({ inputs: base.inputs, outputs: x });
//                  ^ model model ? unknown
    `,
  });
});

describe('symbols', () => {
  checkReadings({
    'parameters of a function that nothing calls': `
      import * as tf from '@tensorflow/tfjs';
      export function build(classes: number, size = 8) {
        const model = tf.sequential();
//                    ^ model model 73·classes + 20 complete
        model.add(tf.layers.conv2d({ inputShape: [size, size, 1], filters: 2, kernelSize: 3 }));
//                ^ Conv2D [null,6,6,2] 20
        model.add(tf.layers.flatten());
        model.add(tf.layers.dense({ units: classes }));
//                ^ Dense [null,classes] 73·classes
        return model;
      }
    `,
    'sizes in formulas': `
      import * as tf from '@tensorflow/tfjs';
      export const build = (size: number, channels: number) => {
        const x = tf.input({ shape: [size, size, channels] });
//                ^ InputLayer [null,size,size,channels]
        const y = tf.layers.conv2d({ filters: 64, kernelSize: 3, padding: 'same' }).apply(x);
//                ^ Conv2D [null,size,size,64] 576·channels + 64
        return tf.model({ inputs: x, outputs: y as tf.SymbolicTensor });
      };
    `,
    'the call gives the values': `
      import * as tf from '@tensorflow/tfjs';
      const build = (units: number) => tf.sequential({ layers: [tf.layers.dense({ units, inputShape: [2] })] });
//                                                              ^ Dense [null,6] 18
      const model = build(6);
    `,
    'layers applied to what may be a symbolic tensor or a tensor are no mixture': `
      import * as tf from '@tensorflow/tfjs';
      export function block(size: number) {
        const words = tf.layers.embedding({ inputDim: 9, outputDim: 4 });
        const places = tf.layers.embedding({ inputDim: size, outputDim: 4 });
        const sum = tf.layers.add();
        return (indices: tf.Tensor) => sum.apply([words.apply(indices), places.apply(tf.zeros([1, 5]))] as tf.Tensor[]);
      }
      block(6);
      const model = tf.sequential({ layers: [tf.layers.dense({ units: 6, inputShape: [2] })] });
//                                           ^ Dense [null,6] 18
    `,
  });
  checkReadings(
    {
      'values from outside': `
      import * as tf from '@tensorflow/tfjs';
      export const build = (units: number) => tf.sequential({ layers: [tf.layers.dense({ units, inputShape: [2] })] });
//                                                                     ^ Dense [null,6] 18
    `,
    },
    { values: new Map([['units', 6]]) },
  );
});
