import { describe, expect, it } from 'vitest';
import { adviceOf, analyse, fixOf, placesOf } from './advice';

const RULE = 'undefined-option';
const IMPORT = "import * as tf from '@tensorflow/tfjs';\n";
const model = (options: string, entry: string): string => `${IMPORT}const options = ${options};
const model = tf.sequential();
model.add(tf.layers.conv2d({ inputShape: [9, 9, 3], filters: 8, kernelSize: 3, ${entry} }));
`;

describe('undefined-option', () => {
  it('names the member that was meant', () => {
    const text = model('{ conv: { stride: 2 } }', 'strides: options.conv.strides');
    expect(placesOf(RULE, text)).toEqual(['strides: options.conv.strides']);
    expect(adviceOf(RULE, text)[0]?.message).toBe(
      [
        '`options.conv.strides` has no value here: the object has `stride`, but no `strides`.',
        'TensorFlow.js treats `strides` as if it were not given.',
        'Use `options.conv.stride` if that is what is meant.',
      ].join('\n'),
    );
    expect(fixOf(RULE, text).text).toContain('strides: options.conv.stride }');
  });

  it('tells where an error of TensorFlow.js comes from', () => {
    const text = `${IMPORT}const options = { classes: 10 };
      const model = tf.sequential({ layers: [tf.layers.dense({ inputShape: [4], units: options.clases })] });`;
    const findings = analyse(text).findings.map(({ rule, fixes }) => [rule, fixes[0]?.title]);
    expect(findings).toEqual([
      ['tfjs-error', undefined],
      [RULE, 'Use options.classes'],
    ]);
  });

  it('follows a constant to where it is misspelt', () => {
    const text = model('{ stride: 2 }', 'strides').replace(
      'const model',
      'const strides: number = options.strides;\nconst model',
    );
    expect(fixOf(RULE, text).text).toContain('const strides: number = options.stride;\n');
  });

  it.each([
    ['an option that may be left out', model('{ filters: 8 }', 'name: options.name')],
    ['a member that is undefined', model('{ strides: undefined, stride: 2 }', 'strides: options.strides')],
    [
      'an object of which not all is known',
      model('JSON.parse(await (await fetch("x")).text())', 'strides: options.strides'),
    ],
    [
      'a function that is called with several kinds of objects',
      `const view = (x: tf.SymbolicTensor, options: { stride?: number; strides?: number }) =>
         tf.layers.conv2d({ filters: 8, kernelSize: 3, strides: options.strides }).apply(x) as tf.SymbolicTensor;
       const x = tf.input({ shape: [32, 32, 3] });
       const model = tf.model({ inputs: x, outputs: view(view(x, { strides: 2 }), { stride: 2 }) });`,
    ],
  ])('leaves %s alone', (_, text) => {
    expect(adviceOf(RULE, text)).toEqual([]);
  });
});
