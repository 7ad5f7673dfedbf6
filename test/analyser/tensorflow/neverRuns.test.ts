// Models that could not be made or run: loops without an end, windows without room.

import { assert, describe, expect, it } from 'vitest';
import { Unknown } from '../../../src/analyser/index';
import { expectReadings } from '../../support/annotatedSource';

describe('what never ends or has no room', () => {
  it('a loop that nothing ends does not hide what stands before it, and says why the rest is not known', () => {
    const analysis = expectReadings(`
import * as tf from '@tensorflow/tfjs';
const model = tf.sequential();
model.add(tf.layers.dense({ units: 64, inputShape: [32] }));
//        ^ Dense [null,64] 2112
let units = 64;
while (units >= 8) {
  model.add(tf.layers.dense({ units }));
}
`);
    const [model] = analysis.models;
    expect(model?.layers.length).toBeLessThan(10);
    expect(new Set(model?.layers.map(({ layer }) => layer.name)).size).toBe(model?.layers.length);
    const parameters = model?.totals.parameters;
    assert(parameters instanceof Unknown);
    expect(parameters.reason).toBe('the loop never ends: nothing in it changes `units`');
  });

  it('a loop of which each iteration may be the last is followed only so far', () => {
    const { models } = expectReadings(`
import * as tf from '@tensorflow/tfjs';
export function build(weights: Record<string, number>) {
  const model = tf.sequential({ layers: [tf.layers.dense({ units: 4, inputShape: [2] })] });
//                                       ^ Dense [null,4] 12
  for (let i = 0; ; i++) {
    if (!('dense' + i in weights)) break;
    model.add(tf.layers.dense({ units: 4 }));
  }
  return model;
}
`);
    const parameters = models[0]?.totals.parameters;
    assert(parameters instanceof Unknown);
    expect(models[0]?.layers.length).toBeLessThan(100);
  });

  it('a loop whose variable a called function changes is followed', () => {
    expectReadings(`
import * as tf from '@tensorflow/tfjs';
let units = 32;
const half = () => { units /= 2; };
const model = tf.sequential();
model.add(tf.layers.dense({ units, inputShape: [4] }));
while (units > 8) {
  half();
  model.add(tf.layers.dense({ units }));
  //        ^ Dense [null,16] 528 | Dense [null,8] 136
}
`);
  });

  it('windows larger than their input have no multiply-adds', () => {
    const { models } = expectReadings(`
import * as tf from '@tensorflow/tfjs';
const image = tf.input({ shape: [3, 3, 8] });
const x = tf.layers.conv2d({ filters: 4, kernelSize: 5 }).apply(image);
//        ^ Conv2D [null,-1,-1,4] 804
//        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: The window does not fit into its 3×3 input
export const model = tf.model({ inputs: image, outputs: x });
`);
    assert(models[0]?.totals.macs instanceof Unknown);
    expect(models[0].totals.macs.reason).toMatch(/no window fits/);
    expect(models[0].totals.parameters).toBe(804);
  });

  it('a layer of unknown or wrong configuration has neither multiply-adds nor a window that are known', () => {
    const { models } = expectReadings(`
import * as tf from '@tensorflow/tfjs';
const image = tf.input({ shape: [9, 9, 3] });
const first = tf.layers.conv2d(settings).apply(image);
//                             ^^^^^^^^ ?: \`settings\` is not defined
const second = tf.layers.conv2d({ filters: 4, kernelSize: 3, padding: 'SAME' }).apply(image);
//                                                           ^^^^^^^^^^^^^^^ error: SAME is not a valid PaddingMode
export const model = tf.model({ inputs: image, outputs: [tf.layers.reLU().apply(first), second] });
`);
    const [model] = models;
    assert(model);
    expect(model.totals.macs).toBeInstanceOf(Unknown);
    for (const { layer, macs, receptiveField } of model.layers.slice(1)) {
      expect(receptiveField, layer.name).toBeInstanceOf(Unknown);
      if (layer.className === 'Conv2D') expect(macs, layer.name).toBeInstanceOf(Unknown);
    }
  });
});
