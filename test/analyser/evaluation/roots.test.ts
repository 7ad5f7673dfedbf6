// Which functions that nothing calls are read on their own.

import { describe, expect, it } from 'vitest';
import { expectReadings } from '../../support/annotatedSource';

const IMPORT = `import * as tf from '@tensorflow/tfjs';`;

describe('several functions that nothing calls and that call one builder', () => {
  it('are all read where they make something else of it', () => {
    const { models } = expectReadings(`
${IMPORT}
function build(filters, depth) {
  const model = tf.sequential();
  model.add(tf.layers.conv2d({ inputShape: [8, 8, 3], filters, kernelSize: 3 }));
//          ^ Conv2D [null,6,6,4] 112 | Conv2D [null,6,6,64] 1792 | Conv2D [null,6,6,64] 1792
  for (let i = 1; i < depth; i++) model.add(tf.layers.flatten());
//                                          ^ Flatten [null,2304] 0
  return model;
}
export const small = () => build(4, 1);
export const base = () => build(64, 1);
export const deep = () => build(64, 2);
`);
    expect(models.map(({ totals }) => totals.parameters)).toEqual([112, 1792, 1792]);
  });

  it('are read once where they make the same of it', () => {
    const { models } = expectReadings(`
${IMPORT}
function build() {
  return tf.sequential({ layers: [tf.layers.dense({ inputShape: [4], units: 3 })] });
//                                ^ Dense [null,3] 15
}
export async function train(data) {
  await build().fit(data);
}
export function reset() {
  return build();
}
`);
    expect(models).toHaveLength(1);
  });

  it('as methods of one class tell once what its constructor makes', () => {
    const { models } = expectReadings(`
${IMPORT}
export class Agent {
  constructor(states) {
    this.model = tf.sequential();
    this.model.add(tf.layers.dense({ units: 3, inputShape: [states] }));
//                 ^ Dense [null,3] 3·states + 3
  }
  act(state) {
    return tf.tidy(() => this.model.predict(state, this.model.layers));
  }
  sizes() {
    return this.model.layers.map((layer) => layer.countParams());
  }
  settle() {
    return this.sizes();
  }
}
`);
    expect(models).toHaveLength(1);
  });

  it('may refuse what another one allows', () => {
    expectReadings(`
${IMPORT}
function build(size) {
  return tf.sequential({ layers: [tf.layers.conv2d({ inputShape: [size, size, 1], filters: 2, kernelSize: 5 })] });
//                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: Negative dimension size caused by adding layer conv2d_Conv2D1 with input shape [,3,3,1]
}
export const large = () => build(28);
export const tiny = () => build(3);
`);
  });
});
