// Parameters without a value, and what other functions fill: symbols.

import { assert, describe, expect, it } from 'vitest';
import { formatExact, formatShape } from '../../../src/features/formatNumber';
import { createAnalyser } from '../../../src/analyser/createAnalyser';
import type { FileAnalysis, GivenValue } from '../../../src/analyser/index';
import { expectReadings, hostOf } from '../../support/annotatedSource';

const FILE = '/project/model.ts';

function analyse(text: string): FileAnalysis {
  return createAnalyser(hostOf(new Map([[FILE, text]]))).analyse(FILE);
}

describe('parameters without a value', () => {
  it('are symbols in shapes and figures', () => {
    expectReadings(`
      import * as tf from '@tensorflow/tfjs';
      export function build(C: number, H: number) {
        const model = tf.sequential();
        model.add(tf.layers.conv2d({ inputShape: [H, H, C], filters: 64, kernelSize: 3, strides: 2, padding: 'same' }));
//                ^ Conv2D [null,⌈H/2⌉,⌈H/2⌉,64] 576·C + 64
        return model;
      }
    `);
  });

  it('follow tuples, interfaces and aliases of their types', () => {
    const { models } = analyse(`
      import * as tf from '@tensorflow/tfjs';
      type Size = readonly [height: number, width: number, channels: number];
      interface Options { size: Size; filters: number; activation?: 'relu' | 'tanh' }
      export function build(options: Options) {
        const { activation = 'relu' } = options;
        const conv = tf.layers.conv2d({ inputShape: [...options.size], filters: options.filters, kernelSize: 1, activation });
        return tf.sequential({ layers: [conv] });
      }
    `);
    const layer = models[0]?.layers[0];
    assert(layer);
    expect(formatShape(layer.outputShape)).toBe('options.size[0]×options.size[1]×options.filters');
    expect(formatExact(layer.parameters)).toBe('options.filters·options.size[2] + options.filters');
  });

  it('of a function with a prototype are those of its methods too', () => {
    const { models } = expectReadings(`
      import * as tf from '@tensorflow/tfjs';
      function Net(options) {
        this.size = options.size;
      }
      Net.prototype.build = function (classes) {
        return tf.sequential({ layers: [tf.layers.dense({ inputShape: [this.size], units: classes })] });
//                                      ^ Dense [null,classes] classes·options.size + classes
      };
    `);
    expect(models[0]?.factory).toBe('Net.build');
  });

  it('that may be lists do not become a size', () => {
    expectReadings(`
      import * as tf from '@tensorflow/tfjs';
      export function untyped(inputShape) {
        return tf.sequential({ layers: [tf.layers.dense({ inputShape, units: 3 })] });
//                                                        ^^^^^^^^^^ ?: \`inputShape\` has no known value here at \`inputShape\`
//                                      ^ Dense ? ?
      }
    `);
  });

  it('are unknown where a layer takes a word or a flag, which no symbol stands for', () => {
    const { findings } = expectReadings(`
      import * as tf from '@tensorflow/tfjs';
      export function build(options) {
        const model = tf.sequential();
        model.add(tf.layers.conv2d({ inputShape: [8, 8, 3], filters: 4, kernelSize: 3, padding: options.padding }));
//                                                                                              ^^^^^^^^^^^^^^^ ?: \`options.padding\` has no known value here
//                ^ Conv2D [null,?,?,4] 112
        model.add(tf.layers.conv2d({ filters: options.filters, kernelSize: 1, useBias: options.useBias }));
//                ^ Conv2D [null,?,?,options.filters] ?
        model.compile({ optimizer: 'sgd', loss: options.loss });
        return model;
      }
      export function words(options) {
        const rnn = tf.layers.lstm({ units: 2, inputShape: [5, 3], returnSequences: options.all, trainable: options.trains });
//                  ^ LSTM ? 48
        const model = tf.sequential({ layers: [rnn] });
        return model;
      }
    `);
    expect(findings.map(({ message }) => /@convlens .*(?= \*)/.exec(message)?.[0])).toEqual([
      '@convlens options.filters=32',
    ]);
  });

  it('are as many symbols as a first layer has axes', () => {
    const { findings } = expectReadings(`
      import * as tf from '@tensorflow/tfjs';
      export function pictures(inputShape) {
        return tf.sequential({ layers: [tf.layers.conv2d({ inputShape, filters: 3, kernelSize: 3 })] });
//                                      ^ Conv2D [null,inputShape[0] - 2,inputShape[1] - 2,3] 27·inputShape[2] + 3
      }
      export function words(shape: tf.Shape) {
        return tf.sequential({ layers: [tf.layers.lstm({ inputShape: shape, units: 4 })] });
//                                      ^ LSTM [null,4] 16·shape[1] + 80
      }
    `);
    expect(findings.map(({ message }) => /@convlens .*(?= \*)/.exec(message)?.[0])).toEqual([
      '@convlens inputShape=[224,224,3]',
      '@convlens shape=[32,32]',
    ]);
  });

  it('of an input are as many symbols as the first layer that takes it has axes', () => {
    const { models } = expectReadings(`
      import * as tf from '@tensorflow/tfjs';
      export function pictures(inputShape) {
        const input = tf.input({ shape: inputShape });
//                    ^ InputLayer [null,inputShape[0],inputShape[1],inputShape[2]]
        const x = tf.layers.conv2d({ filters: 3, kernelSize: 3 }).apply(input);
//                ^ Conv2D [null,inputShape[0] - 2,inputShape[1] - 2,3] 27·inputShape[2] + 3
        return tf.model({ inputs: input, outputs: tf.layers.globalAveragePooling2d({}).apply(x) });
//                                                ^ GlobalAveragePooling2D [null,3] 0
      }
      export function anything(inputShape) {
        const input = tf.input({ shape: inputShape });
//                                      ^^^^^^^^^^ ?: \`inputShape\` has no known value here at \`inputShape\`
        const twice = tf.layers.concatenate().apply([input, input]);
//                    ^ Concatenate ? 0
        return tf.model({ inputs: input, outputs: tf.layers.flatten().apply(twice) });
//                                                ^ Flatten ? 0
      }
    `);
    expect(models.map(({ layers }) => layers.length)).toEqual([3, 3]);
  });

  it('take values from outside where a call gives symbols, and where it gives others', () => {
    const text = `
      import * as tf from '@tensorflow/tfjs';
      export function build(kind: string, steps: number, features: number) {
        const inputShape = [steps, features];
        return kind === 'dense' ? dense(inputShape) : recurrent({ inputShape });
      }
      function dense(inputShape: number[]) {
        return tf.sequential({ layers: [tf.layers.flatten({ inputShape }), tf.layers.dense({ units: 2 })] });
//                                      ^ Flatten [null,72] 0
      }
      function recurrent({ inputShape, units = 3, twice = false }: { inputShape: number[]; units?: number; twice?: boolean }) {
        return tf.sequential({ layers: [tf.layers.lstm({ inputShape, units: twice ? units * 2 : units })] });
//                                      ^ LSTM [null,3] 156 | LSTM [null,6] 384
      }
    `;
    expectReadings(text, {
      values: new Map<string, GivenValue>([
        ['inputShape', [8, 9]],
        ['twice', true],
      ]),
    });
  });

  it('take the defaults that the code has for them', () => {
    expectReadings(`
      import * as tf from '@tensorflow/tfjs';
      export function build({ units = 7, depth } = {}, size, options = {}) {
        const width = size || 16;
        const last = options.last ?? 2;
        return tf.sequential({ layers: [
          tf.layers.dense({ inputShape: [width], units }),
//        ^ Dense [null,7] 119
          tf.layers.dense({ units: depth }),
//        ^ Dense [null,depth] 8·depth
          tf.layers.dense({ units: last }),
//        ^ Dense [null,2] 2·depth + 2
        ] });
      }
    `);
  });

  it('take defaults in the ways that older code writes them', () => {
    expectReadings(`
      import * as tf from '@tensorflow/tfjs';
      export function build(config, size, depth, act) {
        if (!config) config = { units: 7 };
        if (size === undefined) { size = 16; }
        depth = typeof depth !== 'undefined' ? depth : 3;
        const last = config.last == null ? 2 : config.last;
        if (act) size = size * 2;
        return tf.sequential({ layers: [
          tf.layers.dense({ inputShape: [depth], units: config.units, activation: act ? act : 'relu' }),
//        ^ Dense [null,7] 28
          tf.layers.dense({ units: last }),
//        ^ Dense [null,2] 16
          tf.layers.dense({ units: size }),
//        ^ Dense [null,?] ?
        ] });
      }
    `);
  });

  it('keep their members through spread and Object.assign', () => {
    expectReadings(`
      import * as tf from '@tensorflow/tfjs';
      export function build(config) {
        const all = Object.assign({ width: 4 }, config);
        const { units = 3, size } = { units: 5, ...config };
        return tf.sequential({ layers: [
          tf.layers.dense({ inputShape: [size], units: all.width }),
//        ^ Dense [null,4] 4·config.size + 4
          tf.layers.dense({ units: units * all.factor }),
//        ^ Dense [null,5·config.factor] 25·config.factor
        ] });
      }
    `);
  });

  it('get symbols of their own where different unknown arguments are given', () => {
    expectReadings(`
      import * as tf from '@tensorflow/tfjs';
      declare const settings: { first: number };
      declare const other: { second: number };
      function layer(units: number) {
        return tf.layers.dense({ units });
//             ^ Dense [null,units] 5·units | Dense [null,units₂] units·units₂ + units₂
      }
      const model = tf.sequential({ layers: [tf.layers.inputLayer({ inputShape: [4] }), layer(settings.first), layer(other.second)] });
//                  ^ model model units·units₂ + 5·units + units₂ complete
    `);
  });
});

describe('what other functions fill', () => {
  it('is a symbol where it holds nothing yet', () => {
    expectReadings(`
      import * as tf from '@tensorflow/tfjs';
      let vocabulary = 0;
      let width = 6;
      const labels = [];
      export async function load() { vocabulary = (await fetch('words')).length; width = 8; labels.push('a'); }
      export function build() {
        return tf.sequential({ layers: [
          tf.layers.dense({ inputShape: [vocabulary], units: width }),
//        ^ Dense [null,6] 6·vocabulary + 6
          tf.layers.dense({ units: labels.length }),
//        ^ Dense [null,labels.length] 7·labels.length
        ] });
      }
      class Net {
        size = null;
        load() { this.size = 3; }
        build() { return tf.sequential({ layers: [tf.layers.dense({ inputShape: [this.size], units: 2 })] }); }
//                                                ^ Dense [null,2] 2·this.size + 2
      }
    `);
  });

  it('is unknown after an unknown function got a callback that changes it', () => {
    expectReadings(`
      import * as tf from '@tensorflow/tfjs';
      let count = 0;
      reader.on('line', () => { count++; });
//    ^^^^^^ ?: \`reader\` is not defined
      const model = tf.sequential({ layers: [tf.layers.dense({ inputShape: [2], units: count })] });
//                                           ^ Dense [null,?] ?
    `);
  });

  it('happens any number of times for the elements of an unknown list', () => {
    expectReadings(`
      import * as tf from '@tensorflow/tfjs';
      const model = tf.sequential();
//                  ^ model model ? partial
      model.add(tf.layers.dense({ inputShape: [2], units: 4 }));
      sizes.forEach((units, i) => model.add(tf.layers.dense({ units })));
//    ^^^^^ ?: \`sizes\` is not defined
      model.add(tf.layers.dense({ units: 1 }));
//              ^ Dense [null,1] ?
    `);
  });
});
