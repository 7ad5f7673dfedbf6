// Conditions that are not known: what both ways leave behind is joined.

import { describe } from 'vitest';
import { checkReadings } from './runModel';

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
