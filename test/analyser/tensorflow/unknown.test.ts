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

describe('unknown branches are joined', () => {
  checkReadings({
    'sizes that agree stay known': `
      import * as tf from '@tensorflow/tfjs';
      const x = tf.input({ shape: [8, 8, 3] });
      const y = flag
        ? tf.layers.conv2d({ filters: 4, kernelSize: 3, padding: 'same' }).apply(x)
//        ^ Conv2D [null,8,8,4] 112
        : tf.layers.conv2d({ filters: 4, kernelSize: 1 }).apply(x);
//        ^ Conv2D [null,8,8,4] 16
      const z = tf.layers.flatten().apply(y);
//              ^ Flatten [null,256] 0
    `,
    'sizes that differ are unknown because of the condition': `
      import * as tf from '@tensorflow/tfjs';
      let units = 3;
      if (flag) units = 5;
//        ^^^^ ?: \`flag\` is not defined
      const model = tf.sequential({ layers: [tf.layers.dense({ units, inputShape: [2] })] });
//                                           ^ Dense [null,?] ?
    `,
    'an assignment on one side of && and ??': `
      import * as tf from '@tensorflow/tfjs';
      const units = given ?? 5;
//                  ^^^^^ ?: \`given\` is not defined
      const model = tf.sequential({ layers: [tf.layers.dense({ units, inputShape: [2] })] });
//                                           ^ Dense [null,?] ?
    `,
    'what a function does after it may have returned': `
      import * as tf from '@tensorflow/tfjs';
      const model = tf.sequential();
      //            ^ model model ? partial
      model.add(tf.layers.dense({ units: 1, inputShape: [1] }));
      function more() {
        if (flag) return;
        //  ^^^^ ?: \`flag\` is not defined
        model.add(tf.layers.dense({ units: 2 }));
      }
      more();
    `,
    'the rest of an iteration that may have ended': `
      import * as tf from '@tensorflow/tfjs';
      let units = 3;
      outer: for (let i = 0; i < 2; i++) {
        for (let j = 0; j < 2; j++) {
          if (flag) continue outer;
          //  ^^^^ ?: \`flag\` is not defined
        }
        units = 4;
      }
      tf.sequential({ layers: [tf.layers.dense({ units, inputShape: [1] })] });
      //                       ^ Dense [null,?] ?
    `,
    'a return inside a loop that may not run': `
      import * as tf from '@tensorflow/tfjs';
      function pick() {
        for (const name of names) return 7;
        //                 ^^^^^ ?: \`names\` is not defined
        return 8;
      }
      tf.sequential({ layers: [tf.layers.dense({ units: pick(), inputShape: [1] })] });
      //                       ^ Dense [null,?] ?
    `,
    'a function that calls itself until something unknown happens': `
      import * as tf from '@tensorflow/tfjs';
      function grow(n: number): number {
        if (flag) return n;
        return grow(n + 1);
        //     ^^^^^^^^^^^ ?: how often \`grow\` calls itself
      }
      tf.sequential({ layers: [tf.layers.dense({ units: grow(1), inputShape: [1] })] });
      //                       ^ Dense [null,?] ?
    `,
    'an error that the program throws before it is done': `
      import * as tf from '@tensorflow/tfjs';
      const check = (n: number) => { if (n > 2) throw new Error('too many'); };
      //                                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info: the program throws an error here: too many
      const sizes = [1, 2, 3];
      tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
      //                       ^ Dense [null,1] 2
      check(sizes.length);
      tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [1] })] });
    `,
    'an early return': `
      import * as tf from '@tensorflow/tfjs';
      const units = (() => {
        if (process.env.SMALL) return 4;
//          ^^^^^^^ ?: \`process\` is known at run time only
        return 8;
      })();
      const model = tf.sequential({ layers: [tf.layers.dense({ units, inputShape: [2] })] });
//                                           ^ Dense [null,?] ?
    `,
    'a layer that may be there': `
      import * as tf from '@tensorflow/tfjs';
      const model = tf.sequential();
//                  ^ model model ? partial
      model.add(tf.layers.dense({ units: 3, inputShape: [2] }));
      if (dropout > 0) model.add(tf.layers.dropout({ rate: dropout }));
//                               ^ Dropout [null,3] 0
      model.add(tf.layers.dense({ units: 4 }));
//              ^ Dense [null,4] 16
    `,
    'a throw on one side': `
      import * as tf from '@tensorflow/tfjs';
      if (!globalThis.navigator) throw new Error('no browser');
      const model = tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [2] })] });
//                                           ^ Dense [null,3] 9
    `,
    'an unknown switch': `
      import * as tf from '@tensorflow/tfjs';
      let units = 1;
      switch (mode) {
//            ^^^^ ?: \`mode\` is not defined
        case 'a': units = 2; break;
        default: units = 3;
      }
      const model = tf.sequential({ layers: [tf.layers.dense({ units, inputShape: [2] })] });
//                                           ^ Dense [null,?] ?
    `,
    'a loop with an unknown bound': `
      import * as tf from '@tensorflow/tfjs';
      let filters = 8;
      for (let i = 0; i < depth; i++) filters *= 2;
//                        ^^^^^ ?: \`depth\` is not defined
      const model = tf.sequential({ layers: [tf.layers.conv2d({ inputShape: [8, 8, 1], filters, kernelSize: 3 })] });
//                                           ^ Conv2D [null,6,6,?] ?
    `,
    'layers in a loop with an unknown bound': `
      import * as tf from '@tensorflow/tfjs';
      const model = tf.sequential();
//                  ^ model model ? partial
      model.add(tf.layers.dense({ units: 3, inputShape: [2] }));
      for (let i = 0; i < depth; i++) model.add(tf.layers.dense({ units: 3 }));
//                                              ^ Dense [null,3] 12
    `,
    'for…of over something unknown': `
      import * as tf from '@tensorflow/tfjs';
      const list: number[] = [];
      for (const n of numbers) list.push(n);
//                    ^^^^^^^ ?: \`numbers\` is not defined
      const model = tf.sequential({ layers: [tf.layers.dense({ units: list.length, inputShape: [2] })] });
//                                           ^ Dense [null,?] ?
    `,
    'try with a body that fails on one side': `
      import * as tf from '@tensorflow/tfjs';
      let units = 2;
      try {
        units = 7;
        JSON.parse('{"a": 1}');
      } catch {
        units = 5;
      }
      const model = tf.sequential({ layers: [tf.layers.dense({ units, inputShape: [2] })] });
//                                           ^ Dense [null,7] 21
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
