// What changed of a model between two analyses, in the lens.

import { expect, it } from 'vitest';
import { createAnalyser } from '../../src/analyser/createAnalyser';
import type { FileAnalysis } from '../../src/analyser/index';
import { makeCodeLenses } from '../../src/features/codeLenses';

const IMPORT = "import * as tf from '@tensorflow/tfjs';\n";

function analyse(text: string): FileAnalysis {
  return createAnalyser({ readFile: (file) => (file === '/model.ts' ? IMPORT + text : undefined) }).analyse(
    '/model.ts',
  );
}

/** What the lenses say of the changes, in the order of the models. */
function changes(before: string, after: string): string[] {
  return makeCodeLenses(analyse(after), analyse(before))
    .filter(({ action }) => action === 'changes')
    .map(({ title }) => title);
}

const layer = (config: string): string => `tf.layers.conv2d({ inputShape: [32, 32, 3], filters: 8, ${config} })`;
const model = (config: string, name = 'model'): string =>
  `const ${name} = tf.sequential({ layers: [${layer(config)}] });\n`;

it('tells parameters, multiply-adds and the receptive field', () => {
  // 3·3·3·8 + 8 = 224 and 5·5·3·8 + 8 = 608 parameters; 30·30·216 and 28·28·600 multiply-adds.
  expect(changes(model('kernelSize: 3'), model('kernelSize: 5'))).toEqual(['+384 params · +276 KMACs · RF 3 → 5']);
  expect(changes(model('kernelSize: 5'), model('kernelSize: 3'))).toEqual(['−384 params · −276 KMACs · RF 5 → 3']);
});

it('tells strides where the sizes are the same', () => {
  expect(changes(model('kernelSize: 3'), model('kernelSize: 3, strides: 2'))).toEqual(['−145.8 KMACs · RF 3/1 → 3/2']);
});

it('tells nothing where nothing changed, where a model is new, or where it cannot be told', () => {
  expect(changes(model('kernelSize: 3'), `\n${model("kernelSize: 3, activation: 'relu'")}`)).toEqual([]);
  expect(changes('', model('kernelSize: 3'))).toEqual([]);
  const build = (kernel: string): string => `export function build(units: number) {
  return tf.sequential({ layers: [tf.layers.dense({ inputShape: [${kernel}], units })] });
}`;
  expect(changes(build('3'), build('4'))).toEqual([]);
});

it('finds each model again, behind or before others', () => {
  const before = model('kernelSize: 3', 'first') + model('kernelSize: 3', 'second');
  const after = model('kernelSize: 7', 'added') + model('kernelSize: 3', 'first') + model('kernelSize: 5', 'second');
  const lenses = makeCodeLenses(analyse(after), analyse(before)).filter(({ action }) => action === 'changes');
  expect(lenses.map((lens) => lens.model.model.name)).toEqual(['second']);
});

it('stands behind the figures', () => {
  const actions = makeCodeLenses(analyse(model('kernelSize: 5')), analyse(model('kernelSize: 3')));
  expect(actions.map(({ action }) => action).slice(0, 3)).toEqual(['figures', 'changes', 'run']);
});
