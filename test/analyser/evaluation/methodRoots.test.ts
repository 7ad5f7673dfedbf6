// Functions that nothing calls and that work on an object which is no instance: `this`, and what a caller gives.

import { describe, expect, it } from 'vitest';
import { createAnalyser } from '../../../src/analyser/createAnalyser';
import { expectReadings, hostOf } from '../../support/annotatedSource';

const IMPORT = `import * as tf from '@tensorflow/tfjs';`;

describe('a function that keeps its model in an object', () => {
  it('as a method of a literal finds what it wrote there, and other members', () => {
    expectReadings(`
${IMPORT}
export const trainer = {
  model: null,
  units: 3,
  build() {
    this.model = tf.sequential();
    this.model.add(tf.layers.dense({ units: this.units, inputShape: [4] }));
//                 ^ Dense [null,3] 15
    this.extend();
    return this.model;
  },
  extend: function () {
    this.model.add(tf.layers.dense({ units: 2 }));
//                 ^ Dense [null,2] 8
  },
};
`);
  });

  it('as one of the methods of a component has symbols for what is not there', () => {
    expectReadings(`
${IMPORT}
export default {
  methods: {
    build() {
      this.net = tf.sequential();
      this.net.add(tf.layers.dense({ units: 7, inputShape: [this.features] }));
//                 ^ Dense [null,7] 7·this.features + 7
    },
  },
};
`);
  });

  it('finds what it wrote into its argument, on both sides of a branch', () => {
    expectReadings(`
${IMPORT}
export function init(app) {
  app.model = tf.sequential();
  app.model.add(tf.layers.dense({ units: 3, inputShape: [4] }));
//              ^ Dense [null,3] 15
  app.width = app.isWide ? 9 : 5;
  if (app.isDeep) app.width = 7;
  app.model.add(tf.layers.dense({ units: app.width }));
//              ^ Dense [null,?] ?
}
`);
  });

  it('may leave it to a method that is not known', () => {
    const text = `
${IMPORT}
export function start(app) {
  app.model = tf.sequential();
  app.fill();
  app.model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
}
export const component = {
  start() {
    this.model = tf.sequential();
    this.fill();
    this.model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
  },
};
`;
    const { findings } = createAnalyser(hostOf(new Map([['/project/model.js', text]]))).analyse('/project/model.js');
    expect(findings).toEqual([]);
  });
});
