// What holds nothing yet until another function fills it, in objects, classes and files.

import { describe, it } from 'vitest';
import { expectReadings } from '../../support/annotatedSource';

const IMPORT = `import * as tf from '@tensorflow/tfjs';`;

describe('a placeholder', () => {
  it('inside of an object is a symbol by its path', () => {
    expectReadings(`
${IMPORT}
const state = { classes: 0, width: 6, meta: { size: null, labels: [] } };
const words = {};
const hyper = {};
const tokens = new Map();
function onLoad(data) {
  state.classes = data.n;
  state.width = data.w;
  state.meta = { size: data.size, labels: data.labels };
  hyper.units = data.units;
  for (const word of data.words) words[word] = true;
  tokens.set(data.words[0], 1);
}
function build() {
  return tf.sequential({ layers: [
    tf.layers.dense({ inputShape: [state.meta.size], units: state.width }),
//  ^ Dense [null,6] 6·state.meta.size + 6
    tf.layers.dense({ units: hyper.units }),
//  ^ Dense [null,hyper.units] 7·hyper.units
    tf.layers.dense({ units: Object.keys(words).length }),
//  ^ Dense [null,?] ?
    tf.layers.dense({ units: tokens.size }),
//  ^ Dense [null,tokens.size] ?
    tf.layers.dense({ units: state.classes }),
//  ^ Dense [null,state.classes] state.classes·tokens.size + state.classes
  ] });
}
`);
  });

  it('of an object that a library got is a symbol where the model fails without it', () => {
    expectReadings(`
${IMPORT}
const params = { units: 0, depth: 0 };
const untouched = { units: 0 };
new dat.GUI().add(params, 'units', 1, 64);
function build() {
  return tf.sequential({ layers: [
    tf.layers.dense({ inputShape: [4], units: params.units }),
//  ^ Dense [null,params.units] 5·params.units
  ] });
}
function plain() {
  return tf.layers.dense({ units: untouched.units });
//                         ^^^^^^^^^^^^^^^^^^^^^^ error: Expected units to be a positive integer, but got 0.
//       ^ Dense ?
}
`);
  });

  it('is filled by the methods of the instance that holds it, in another file, through another variable', () => {
    expectReadings(`
import * as tf from '@tensorflow/tfjs';
import { Data } from './data';
class Net {
  constructor() { this.data = new Data(); }
  build() {
    const { units, size } = Object.assign({}, this.data.meta);
    return tf.sequential({ layers: [
      tf.layers.dense({ inputShape: [size], units }),
//    ^ Dense [null,this.data.meta.units] this.data.meta.size·this.data.meta.units + this.data.meta.units
      tf.layers.dense({ units: this.data.classes.length }),
//    ^ Dense [null,this.data.classes.length] this.data.classes.length·this.data.meta.units + this.data.classes.length
    ] });
  }
}
// @file: data.ts
export class Data {
  constructor() {
    this.meta = { units: 0, size: null };
    this.classes = [];
  }
  load(rows) {
    const meta = Object.assign({}, this.meta);
    meta.units = rows.length;
    [meta.size] = rows;
    this.meta = meta;
    this.classes.push(rows[0].label);
  }
}
`);
  });

  it('is found in the variables around a function, and in those of imported files', () => {
    expectReadings(`
import * as tf from '@tensorflow/tfjs';
import { vocabulary } from './words';
export const { load, build } = (function () {
  let inputs, rows = [];
  return {
    load(data) { ({ inputs, rows = [] } = data); },
    build() {
      return tf.sequential({ layers: [
        tf.layers.dense({ inputShape: [inputs], units: rows.length }),
//      ^ Dense [null,rows.length] inputs·rows.length + rows.length
        tf.layers.dense({ units: vocabulary }),
//      ^ Dense [null,vocabulary] rows.length·vocabulary + vocabulary
      ] });
    },
  };
})();
// @file: words.ts
export let vocabulary = 0;
export function add(words) { vocabulary += words.length; }
`);
  });

  it('is found in static members, in what a file exports by default, in an object with methods, in a component', () => {
    expectReadings(`
import * as tf from '@tensorflow/tfjs';
import * as React from 'react';
import store from './store';
class Net {
  static classes = [];
  static size = 0;
  static load(data) { Net.classes.push(data.name); this.size = data.size; }
  static build() {
    return tf.sequential({ layers: [tf.layers.dense({ inputShape: [Net.size], units: Net.classes.length })] });
//                                  ^ Dense [null,Net.classes.length] Net.classes.length·Net.size + Net.classes.length
  }
}
const app = {
  units: 0,
  load(data) { this.units = data.units; },
  build() {
    return tf.sequential({ layers: [tf.layers.dense({ inputShape: [store.size], units: app.units })] });
//                                  ^ Dense [null,app.units] app.units·store.size + app.units
  },
};
class Page extends React.Component {
  state = { units: 0 };
  choose(units) { this.setState({ units }); }
  build() {
    return tf.sequential({ layers: [tf.layers.dense({ inputShape: [4], units: this.state.units })] });
//                                  ^ Dense [null,this.state.units] 5·this.state.units
  }
}
// @file: store.ts
class Store {
  size = 0;
  load(data) { this.size = data.size; }
}
export default new Store();
`);
  });

  it('is what it holds while the function that fills it is called by the one that reads it', () => {
    expectReadings(`
${IMPORT}
let depth = 0;
function addBlock(model) {
  depth++;
  model.add(tf.layers.dense({ inputShape: [4], units: 8 * depth }));
//          ^ Dense [null,8] 40 | Dense [null,16] 144
}
function build() {
  const model = tf.sequential();
  addBlock(model);
  addBlock(model);
  return model;
}
class Builder {
  constructor() { this.layers = []; }
  dense(units) {
    this.layers.push(tf.layers.dense({ units, ...(this.layers.length === 0 && { inputShape: [4] }) }));
//                   ^ Dense [null,8] 40 | Dense [null,2] 18
    return this;
  }
  finish() { return tf.sequential({ layers: this.dense(8).dense(2).layers }); }
}
let classes = 0;
async function load() { classes = (await fetch('classes')).length; }
function train(isNew) {
  if (isNew) load();
  return tf.sequential({ layers: [tf.layers.dense({ inputShape: [4], units: classes })] });
//                                ^ Dense [null,?] ?
}
function start(isNew) {
  const model = tf.sequential({ layers: [tf.layers.dense({ inputShape: [4], units: classes })] });
//                                       ^ Dense [null,classes] 5·classes
  load();
  return model;
}
`);
  });

  it('is an element of a list, a member of one, and what a file requires', () => {
    expectReadings(`
import * as tf from '@tensorflow/tfjs';
const state = require('./state');
const grid = [0, 4];
const rows = [{ units: 0 }];
function fill(i, value) {
  grid[i] = value;
  rows[i].units = value;
}
function build() {
  return [
    tf.sequential({ layers: [tf.layers.dense({ inputShape: [grid[0]], units: grid[1] })] }),
//                           ^ Dense [null,4] 4·grid[0] + 4
    tf.sequential({ layers: [tf.layers.dense({ inputShape: [rows[0].units], units: state.classes })] }),
//                           ^ Dense [null,exports.classes] exports.classes·rows[0].units + exports.classes
  ];
}
// @file: state.js
exports.classes = 0;
exports.load = (data) => { exports.classes = data.n; };
`);
  });

  it('that other files can fill is what it holds while the model works with it', () => {
    expectReadings(`
${IMPORT}
export const settings = { units: 0, rate: 0 };
export function build() {
  const model = tf.sequential({ layers: [tf.layers.dense({ inputShape: [4], units: 3 })] });
//                                       ^ Dense [null,3] 15
  if (settings.rate > 0) model.add(tf.layers.dropout({ rate: settings.rate }));
  return model;
}
export const small = () => tf.sequential({ layers: [tf.layers.dense({ inputShape: [4], units: settings.units })] });
//                                                  ^ Dense [null,settings.units] 5·settings.units
export class Net {
  size?: number;
  private units = 0;
  build() {
    return tf.sequential({ layers: [tf.layers.dense({ inputShape: [this.size], units: 2 })] });
//                                  ^ Dense [null,2] 2·this.size + 2
  }
  fail() {
    return tf.layers.dense({ units: this.units });
//                           ^^^^^^^^^^^^^^^^^ error: Expected units to be a positive integer, but got 0.
  }
}
`);
  });

  it('that nothing fills is what it holds', () => {
    expectReadings(`
import * as tf from '@tensorflow/tfjs';
const settings = { units: 0, width: 0 };
function reset() { settings.width = 0; }
reset();
function build() {
  return tf.sequential({ layers: [tf.layers.dense({ inputShape: [2], units: settings.units })] });
//                                                                   ^^^^^^^^^^^^^^^^^^^^^ error: Expected units to be a positive integer, but got 0.
}
function narrow() {
  return tf.sequential({ layers: [tf.layers.dense({ inputShape: [2], units: settings.width })] });
//                                                                   ^^^^^^^^^^^^^^^^^^^^^ error: Expected units to be a positive integer, but got 0.
}
`);
  });
});
