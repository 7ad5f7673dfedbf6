import { expect, it } from 'vitest';
import { asArguments } from '../../../src/analyser/source/givenValues';
import { expectReadings } from '../../support/annotatedSource';

it('makes arguments of values, those of members as objects', () => {
  const values = new Map<string, string | number>([
    ['name', 'a'],
    ['options.classes', 10],
    ['options.head.units', 5],
  ]);
  expect(asArguments(values)).toEqual({ name: 'a', options: { classes: 10, head: { units: 5 } } });
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
