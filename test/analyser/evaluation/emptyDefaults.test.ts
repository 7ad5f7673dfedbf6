// Functions that nothing calls, of which the defaults alone do not make a model.

import { describe, expect, it } from 'vitest';
import { createAnalyser } from '../../../src/analyser/createAnalyser';
import { expectReadings, filesOf } from '../../support/annotatedSource';

const IMPORT = `import * as tf from '@tensorflow/tfjs';`;

describe('a default that holds nothing', () => {
  it('stands for what is given while the model works with it', () => {
    expectReadings(`
${IMPORT}
export function build(units = 4, dropout = 0, extra = [], options) {
  const { hidden = [], rate = 0 } = options || {};
  const model = tf.sequential();
//              ^ model model 20 complete
  model.add(tf.layers.dense({ inputShape: [4], units }));
  if (dropout > 0 || rate > 0) model.add(tf.layers.dropout({ rate: dropout }));
  for (const width of [...extra, ...hidden]) model.add(tf.layers.dense({ units: width }));
  return model;
}
`);
  });

  it('gives way to a symbol where the model fails by it', () => {
    expectReadings(`
${IMPORT}
export function build(units = 0, size = null, labels = [], depth?: number, width = 6) {
  return tf.sequential({ layers: [
    tf.layers.dense({ inputShape: [size], units: width }),
//  ^ Dense [null,6] 6·size + 6
    tf.layers.dense({ units }),
//  ^ Dense [null,units] 7·units
    tf.layers.dense({ units: labels.length }),
//  ^ Dense [null,labels.length] labels.length·units + labels.length
    tf.layers.dense({ units: depth }),
//  ^ Dense [null,depth] depth·labels.length + depth
  ] });
}
export function buildFrom(config) {
  const { units, width = 6, labels = [] } = config ?? {};
  return tf.sequential({ layers: [
    tf.layers.dense({ inputShape: [config.size || 0], units: width }),
//  ^ Dense [null,6] 6·config.size + 6
    tf.layers.dense({ units: units }),
//  ^ Dense [null,config.units] 7·config.units
    tf.layers.dense({ units: labels.length }),
//  ^ Dense [null,config.labels.length] config.labels.length·config.units + config.labels.length
  ] });
}
`);
  });

  it('may get a value like a parameter without one', () => {
    const text = `
${IMPORT}
export const build = (units = 0) => tf.sequential({ layers: [tf.layers.dense({ inputShape: [4], units })] });
//                                                           ^ Dense [null,units] 5·units
`;
    const { findings } = expectReadings(text);
    expect(findings.map(({ message }) => message)).toEqual([expect.stringContaining('/** @convlens units=10 */')]);
    expectReadings(text.replace('[null,units] 5·units', '[null,3] 15'), { values: new Map([['units', 3]]) });
  });

  it('may be a member of an object of defaults, or one that it lacks', () => {
    expectReadings(`
${IMPORT}
const DEFAULTS = { width: 6, classes: 0 };
export class Net {
  constructor(config) {
    this.config = config || { type: 'attention', width: 5 };
  }
  build() {
    const input = tf.input({ shape: [this.config.size] });
//                ^ InputLayer [null,config.size] 0
    return tf.model({ inputs: input, outputs: tf.layers.dense({ units: this.config.width }).apply(input) });
//                                            ^ Dense [null,5] 5·config.size + 5
  }
}
export function spread(options) {
  const all = { ...DEFAULTS, ...options };
  return tf.sequential({ layers: [tf.layers.dense({ inputShape: [all.width], units: all.classes })] });
//                                ^ Dense [null,options.classes] 7·options.classes
}
export function spreadOr(options) {
  const all = { ...DEFAULTS, ...(options || {}) };
  return tf.sequential({ layers: [tf.layers.dense({ inputShape: [all.width], units: all.classes })] });
//                                ^ Dense [null,options.classes] 7·options.classes
}
export function assign(options) {
  const all = Object.assign({}, DEFAULTS, options);
  return tf.sequential({ layers: [tf.layers.dense({ inputShape: [all.width], units: all.classes })] });
//                                ^ Dense [null,options.classes] 7·options.classes
}
`);
  });

  it('is not to blame for what fails with any value, nor a default that holds something', () => {
    expectReadings(`
${IMPORT}
export function build(units = 3, rate = 0) {
  const model = tf.sequential({ layers: [tf.layers.dense({ inputShape: [4], units })] });
//                                       ^ Dense [null,3] 15
  if (rate > 0) model.add(tf.layers.dropout({ rate }));
  model.add(tf.layers.conv2d({ filters: 2, kernelSize: 3 }));
//          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: Input 0 is incompatible with layer
  return model;
}
export function large(size = 4, options = {}) {
  return tf.sequential({ layers: [tf.layers.conv2d({ inputShape: [size, size, 1], filters: 2, kernelSize: options.kernel || 7 })] });
//                                ^ Conv2D [null,-2,-2,2] 100
//                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: Negative dimension size
}
`);
  });

  it('stands for what a program that is there leaves out', () => {
    expectReadings(`
${IMPORT}
const build = (units, size = null) => tf.sequential({ layers: [tf.layers.dense({ inputShape: size, units: units || 0 })] });
//                                                                                                 ^^^^^^^^^^^^^^^^^ error: Expected units to be a positive integer, but got 0.
build();
`);
  });

  it('is given again where a check of the program refuses it', () => {
    expectReadings(`
${IMPORT}
export function build(size = null) {
  if (size === null) throw new Error('size is required');
  return tf.sequential({ layers: [tf.layers.dense({ inputShape: [size], units: 2 })] });
//                                ^ Dense [null,2] 2·size + 2
}
`);
  });

  it('is one for the functions inside, too', () => {
    expectReadings(`
${IMPORT}
export function useModel(labels = []) {
  const train = () => tf.sequential({ layers: [tf.layers.dense({ inputShape: [4], units: labels.length })] });
//                                             ^ Dense [null,labels.length] 5·labels.length
  return { train };
}
`);
  });

  it('leaves out what happens for each element of an empty list', () => {
    const { layerCalls, models } = expectReadings(`
${IMPORT}
app.post('/train', (request) => {
  const { units, hidden = [] } = request.body;
  const model = tf.sequential();
  model.add(tf.layers.dense({ inputShape: [4], units }));
//          ^ Dense [null,request.body.units] 5·request.body.units
  hidden.forEach((width) => model.add(tf.layers.dense({ units: width })));
  model.add(tf.layers.dense({ units: 1 }));
//          ^ Dense [null,1] request.body.units + 1
});
`);
    expect(layerCalls).toHaveLength(2);
    expect(models.map(({ layers }) => layers.length)).toEqual([2]);
  });

  it('is one where a constructor is inherited, and where a listener reads what was spread over it', () => {
    expectReadings(`
import * as tf from '@tensorflow/tfjs';
import { EventEmitter } from 'events';
class Base {
  constructor(config = {}) { this.units = config.units || 0; }
}
export class Net extends Base {
  build() {
    return tf.sequential({ layers: [tf.layers.dense({ inputShape: [4], units: this.units })] });
//                                  ^ Dense [null,config.units] 5·config.units
  }
}
export class Listener extends EventEmitter {
  constructor(options) {
    super();
    this.options = Object.assign({ units: 0 }, options);
  }
  start() { this.on('data', () => { this.build(); }); }
  build() {
    return tf.sequential({ layers: [tf.layers.dense({ inputShape: [4], units: this.options.units })] });
//                                  ^ Dense [null,options.units] 5·options.units
  }
}
`);
  });

  it('is what a call in another file leaves out', () => {
    const files = filesOf(`
${IMPORT}
export function build(units, size = null) {
  return tf.sequential({ layers: [tf.layers.dense({ inputShape: size, units })] });
}
// @file: main.ts
import { build } from './model';
build(3);
`);
    const analyser = createAnalyser({
      readFile: (file) => files.get(file),
      importersOf: (file) => (file === '/project/model.ts' ? ['/project/main.ts'] : []),
    });
    const messages = analyser.analyse('/project/model.ts').findings.map(({ message }) => message);
    expect(messages).toEqual([
      expect.stringContaining('The first layer in a Sequential model must get an `inputShape`'),
    ]);
  });
});
