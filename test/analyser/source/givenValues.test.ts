// Values given from outside, as arguments and as members of arguments.

import { expect, it } from 'vitest';
import { asArguments, writeGivenValues, type GivenValue } from '../../../src/analyser/source/givenValues';
import { expectReadings } from '../../support/annotatedSource';

it('makes arguments of values, those of members as objects', () => {
  const values = new Map<string, string | number>([
    ['name', 'a'],
    ['options.classes', 10],
    ['options.head.units', 5],
  ]);
  expect(asArguments(values)).toEqual({ name: 'a', options: { classes: 10, head: { units: 5 } } });
});

it.each<readonly [GivenValue, string | undefined]>([
  [10, 'options.x=10'],
  [[224, 224, 3], 'options.x=[224,224,3]'],
  [[['a b'], [2]], 'options.x=[["a b"],[2]]'],
  ['10', 'options.x="10"'],
  [{ a: 1 }, 'options.x={"a":1}'],
  // what would end the value, or the comment, too early
  [{ a: { b: 1 } }, undefined],
  ['say "no"', undefined],
  ['*/ run()', undefined],
])('writes %j so that it is read back, or not at all', (value, text) => {
  expect(writeGivenValues(new Map([['options.x', value]]))).toBe(text);
});

it('gives values to members of a parameter', () => {
  const text = `
import * as tf from '@tensorflow/tfjs';
interface Options { classes: number; depth: number; width?: number }
/** @convlens options.depth=2 options.head.units=5 */
export function build(options: Options) {
  const model = tf.sequential();
  model.add(tf.layers.dense({ units: options.width ?? 8, inputShape: [4] }));
  //        ^ Dense [null,8] 40
  for (let i = 1; i < options.depth; i++) {
    model.add(tf.layers.dense({ units: options.head.units }));
    //        ^ Dense [null,5] 45
  }
  model.add(tf.layers.dense({ units: options.classes }));
  //        ^ Dense [null,3] 18
  return model;
}
`;
  expectReadings(text, { values: new Map([['options.classes', 3]]) });
});
