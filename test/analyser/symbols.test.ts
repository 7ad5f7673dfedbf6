// Parameters without a value: symbols, values from comments and from outside, what other functions fill.

import { assert, describe, expect, it } from 'vitest';
import { applyEdits } from '../../src/features/fixes';
import { formatExact, formatShape } from '../../src/features/formatNumber';
import { createAnalyser } from '../../src/analyser/createAnalyser';
import type { FileAnalysis, GivenValue } from '../../src/analyser/index';
import { expectReadings, hostOf } from '../support/annotatedSource';

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
//                                                        ^^^^^^^^^^ ?: \`inputShape\` has no known value here
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
      '@convlens options={"filters":32}',
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

describe('values', () => {
  const text = `
      import * as tf from '@tensorflow/tfjs';
      /** Builds it. @convlens classes=10 size=[8,8,3] activation='relu' */
      export const build = (classes: number, size: number[], activation: string) => tf.sequential({ layers: [
        tf.layers.flatten({ inputShape: size }),
//      ^ Flatten [null,192] 0
        tf.layers.dense({ units: classes, activation }),
//      ^ Dense [null,10] 1930
      ] });
    `;

  it('come from a comment above the function', () => {
    expectReadings(text);
  });

  it('from outside go before the comment', () => {
    expectReadings(text.replace('[null,10] 1930', '[null,2] 386'), { values: new Map([['classes', 2]]) });
  });

  it('reach functions whose call gives something unknown', () => {
    expectReadings(
      `
      import * as tf from '@tensorflow/tfjs';
      const args = parser.parseArgs();
      const build = (units) => tf.sequential({ layers: [tf.layers.dense({ inputShape: [3], units })] });
//                                                      ^ Dense [null,6] 24
      build(args.units);
    `,
      { values: new Map([['units', 6]]) },
    );
  });

  it('are offered where they are missing, and make the figures numbers', () => {
    const open = `import * as tf from '@tensorflow/tfjs';
class Net {
  build(classes: number, size: [number, number, number]) {
    return tf.sequential({ layers: [tf.layers.flatten({ inputShape: size }), tf.layers.dense({ units: classes })] });
  }
}
`;
    const [finding, ...others] = analyse(open).findings;
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ rule: 'open-parameter', severity: 'hint' });
    expect(finding?.message).toContain('`classes` and `size`');
    const fixed = applyEdits(open, finding?.fixes[0]?.edits ?? []);
    expect(fixed).toContain('  /** @convlens classes=10 size=[224,224,3] */\n  build(');
    const after = analyse(fixed);
    expect(after.findings).toEqual([]);
    expect(after.models[0]?.totals.parameters).toBe(224 * 224 * 3 * 10 + 10);
  });

  it.each([
    ['kernelSize', '3'],
    ['hiddenSize', '32'],
    ['imageSize', '[224,224,3]'],
    ['poolSize', '2'],
    ['height', '224'],
    ['blocks', '4'],
  ])('the comment has an example for %s', (name, example) => {
    const { findings } = analyse(`
      import * as tf from '@tensorflow/tfjs';
      export function build(${name}) {
        return tf.sequential({ layers: [tf.layers.dense({ units: ${name} * 2, inputShape: [3] })] });
      }
    `);
    const [finding] = findings.filter(({ rule }) => rule === 'open-parameter');
    expect(finding?.message).toContain(`@convlens ${name}=${example} */`);
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

describe('imports by an alias', () => {
  it('follow paths of tsconfig.json, its parent, and baseUrl', () => {
    expectReadings(`
      import * as tf from '@tensorflow/tfjs';
      import { units } from '@lib/settings';
      import { size } from 'shared/sizes';
      const model = tf.sequential({ layers: [tf.layers.dense({ inputShape: [size], units })] });
//                                           ^ Dense [null,5] 20
// @file: tsconfig.json
      { "extends": "./base.json", "compilerOptions": { /* here */ "paths": { "@lib/*": ["lib/*"] } } }
// @file: base.json
      { "compilerOptions": { "baseUrl": "." } }
// @file: lib/settings.ts
      export const units = 5;
// @file: shared/sizes.ts
      export const size = 3;
    `);
  });
});
