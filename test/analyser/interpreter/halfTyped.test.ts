// Text in the middle of being typed: what is known above the gap stays known.

import { describe } from 'vitest';
import { checkReadings } from '../tensorflow/runModel';

const HEAD = `
      import * as tf from '@tensorflow/tfjs';
      const model = tf.sequential();
      model.add(tf.layers.conv2d({ inputShape: [8, 8, 1], filters: 2, kernelSize: 3 }));
//              ^ Conv2D [null,6,6,2] 20`;

/** The lines above stay; what follows on its own line is read again as soon as it can be. */
const UNFINISHED: Readonly<Record<string, string>> = {
  'an open call': 'model.add(',
  'an open factory': 'model.add(tf.layers.',
  'an open configuration': `model.add(tf.layers.dense({
//              ^^^^^^^^^^^^^^^^^ error: Expected units to be a positive integer, but got undefined`,
  'a configuration without a value': 'model.add(tf.layers.dense({ units:',
  'an open array': 'model.add(tf.layers.reshape({ targetShape: [3,',
  'an open text': `model.add(tf.layers.dense({ units: 3, activation: 're
//                                          ^^^^^^^^^^^^^^^ error: Unknown activation: re`,
  'an open template': 'model.add(tf.layers.dense({ units: 3, name: `fc_${',
  'an open comment': '/* what comes',
  'an open function': 'function block(x',
  'an open arrow function': 'const block = (x) =>',
  'an open class': 'class Net extends',
  'an open class body': 'class Net { constructor(',
  'an open loop': 'for (let i = 0; i <',
  'an open for…of': 'for (const f of',
  'an open condition': 'if (model.layers.length >',
  'an open ternary': 'const n = model ?',
  'an open spread': 'const list = [...',
  'an open destructuring': 'const { a, b:',
  'an open import': "import { block } from './",
  'an open export': 'export {',
  'an operator without its right side': 'const n = 3 *',
  'a lone dot': 'model.',
  'a lone question mark and dot': 'model?.',
  'a decorator': '@',
  'a stray bracket': ')',
  'a stray brace': '}',
  'an unknown word': 'mod',
  'a keyword': 'const',
  'an open generic': 'const m = new Map<string,',
  'an open regular expression': 'const r = /ab',
  'an open type': 'type A = { b:',
  'an await without anything': 'await',
  'an open switch': 'switch (3) { case',
  'an open try': 'try {',
};

describe('half-typed text keeps the lines above', () => {
  checkReadings(
    Object.fromEntries(Object.entries(UNFINISHED).map(([title, line]) => [title, `${HEAD}\n      ${line}`])),
  );
});

describe('half-typed text in the middle', () => {
  checkReadings({
    'a missing value': `${HEAD}
      model.add(tf.layers.dense({ units: }));
      model.add(tf.layers.flatten());
//              ^ Flatten [null,?]
    `,
    'a missing bracket': `${HEAD}
      model.add(tf.layers.flatten(;
      model.add(tf.layers.dense({ units: 2 }));
//              ^ Dense [null,2] 146
    `,
    'a missing comma': `${HEAD}
      model.add(tf.layers.conv2d({ filters: 3 kernelSize: 3 }));
//              ^ Conv2D [null,4,4,3] 57
    `,
    'a missing closing brace of the configuration': `${HEAD}
      model.add(tf.layers.conv2d({ filters: 3, kernelSize: 3 ));
//              ^ Conv2D [null,4,4,3] 57
    `,
  });
});
