// Tensors of which the program tells nothing but the shape that it gives them.

import { describe } from 'vitest';
import { checkReadings } from './runModel';

describe('something unknown that is given a shape', () => {
  checkReadings({
    'a layer applied to it, and the size of what is read of it': `
      import * as tf from '@tensorflow/tfjs';
      export function predict(pixels) {
        const x = pixels.as4D(-1, 28, 28, 1);
        const y = tf.layers.conv2d({ filters: 3, kernelSize: 5 }).apply(x);
//                ^ Conv2D [null,24,24,3] 78
        return tf.layers.dense({ units: x.shape[1] }).apply(y.reshape([-1, 24 * 24 * 3]));
//             ^ Dense [null,28] 48412
      }
    `,
    'an axis that is left open is not known': `
      import * as tf from '@tensorflow/tfjs';
      export const rows = (x) => tf.layers.dense({ units: 2 }).apply(tf.reshape(x, [1, -1]));
//                               ^ Dense [1,2] ?
    `,
    'what is no tensor has methods of that name, too': `
      import * as tf from '@tensorflow/tfjs';
      export const model = (list) => tf.layers.dense({ units: 2, inputShape: [list.reshape(4, 2).width] });
//                                   ^ Dense ?
    `,
  });
});
