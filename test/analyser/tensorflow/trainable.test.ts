// Which weights train: what the program's `trainable` says of layers, of models, and of models in models.

import { describe, expect, it } from 'vitest';
import { createAnalyser } from '../../../src/analyser/createAnalyser';
import { Unknown } from '../../../src/analyser/index';
import { hostOf } from '../../support/annotatedSource';
import { checkModels } from './runModel';

const BASE = `
      const base = tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [4] }), tf.layers.dense({ units: 2 })] });`;

describe('trainable', () => {
  checkModels({
    'a model that is frozen before it is applied': `
      import * as tf from '@tensorflow/tfjs';${BASE}
      base.trainable = false;
      const input = tf.input({ shape: [4] });
      export const model = tf.model({ inputs: input, outputs: base.apply(input) });
      //                   ^ model model 23 complete
    `,
    'a model that is frozen inside another one': `
      import * as tf from '@tensorflow/tfjs';${BASE}
      export const model = tf.sequential({ layers: [base, tf.layers.dense({ units: 7 })] });
      //                   ^ model model 44 complete
      base.layers.forEach((layer) => { layer.trainable = false; });
    `,
    'a layer that is thawed again, in a model that is then added': `
      import * as tf from '@tensorflow/tfjs';${BASE}
      for (const layer of base.layers) layer.trainable = false;
      base.layers[1]!.trainable = true;
      export const model = tf.sequential();
      model.add(base);
      model.add(tf.layers.dense({ units: 7 }));
      //        ^ Dense [null,7] 21
    `,
    'true over a configuration that says false': `
      import * as tf from '@tensorflow/tfjs';
      export const model = tf.sequential();
      model.add(tf.layers.dense({ units: 4, inputShape: [3], trainable: false }));
      model.add(tf.layers.batchNormalization());
      //        ^ BatchNormalization [null,4] 16
      model.layers[0]!.trainable = true;
    `,
    'layers of a frozen model in a model of their own': `
      import * as tf from '@tensorflow/tfjs';${BASE}
      base.trainable = false;
      export const model = tf.model({ inputs: base.inputs, outputs: base.layers[0]!.output as tf.SymbolicTensor });
      //                   ^ model model 15 complete
    `,
    'recurrent layers: the cell keeps what the configuration said': `
      import * as tf from '@tensorflow/tfjs';
      export const model = tf.sequential();
      model.add(tf.layers.lstm({ units: 2, inputShape: [5, 3], trainable: false, returnSequences: true }));
      model.add(tf.layers.lstm({ units: 4 }));
      //        ^ LSTM [null,4] 112
      model.layers[0]!.trainable = true;
      model.trainable = false;
      model.trainable = true;
    `,
  });

  it('counts nothing of a frozen model', () => {
    const { models } = analyse(`${BASE}\nbase.trainable = false;`);
    expect(models[0]?.totals).toMatchObject({ parameters: 23, trainableParameters: 0 });
  });

  it('what a model trains is decided when it is compiled', () => {
    const { models } = analyse(`${BASE}
      base.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
      base.trainable = false;
      const both = tf.sequential({ layers: [base, tf.layers.dense({ units: 7 })] });
      both.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });`);
    expect(models.map(({ totals }) => totals.trainableParameters)).toEqual([23, 21]);
  });

  it('does not guess when a branch may have frozen a layer', () => {
    const { models } = analyse(`${BASE}\nif (Math.random() > 0.5) base.layers[0].trainable = false;`);
    expect(models[0]?.totals.parameters).toBe(23);
    expect(models[0]?.totals.trainableParameters).toBeInstanceOf(Unknown);
  });
});

function analyse(text: string): ReturnType<ReturnType<typeof createAnalyser>['analyse']> {
  const file = '/project/model.ts';
  return createAnalyser(hostOf(new Map([[file, `import * as tf from '@tensorflow/tfjs';${text}`]]))).analyse(file);
}
