import { describe, expect, it } from 'vitest';
import { adviceOf, placesOf, sequential } from './advice';

const RULE = 'reshape-does-not-fit';
const reshaped = (targetShape: string, input = 'inputShape: [64]'): string =>
  sequential(`reshape({ ${input}, targetShape: ${targetShape} })`);

describe('reshape-does-not-fit', () => {
  it('counts the numbers, in the words of TensorFlow.js', () => {
    expect(placesOf(RULE, reshaped('[7, 7]'))).toEqual(['targetShape: [7, 7]']);
    const [finding] = adviceOf(RULE, reshaped('[7, 7]'));
    expect(finding?.severity).toBe('error');
    expect(finding?.message).toContain('64 numbers do not fit into the shape [7, 7], which takes 49.');
    expect(finding?.message).toContain('"Total size of new array must be unchanged."');
  });

  it.each([
    ['[7, -1]', 'the shape [7, open], which takes a multiple of 7'],
    ['[null, null]', '"Can only specifiy one unknown dimension."'],
  ])('knows what an open size in %s can become', (shape, said) => {
    expect(adviceOf(RULE, reshaped(shape))[0]?.message).toContain(said);
  });

  it.each([
    ['what fits', reshaped('[8, 8]')],
    ['an open size that fits', reshaped('[-1, 16]')],
    ['sizes that are not known before the model runs', reshaped('[7, 7]', 'inputShape: [null, 8]')],
    [
      'what depends on a parameter',
      `export function build(size: number) {
         const model = tf.sequential();
         model.add(tf.layers.reshape({ inputShape: [64], targetShape: [size, size] }));
         return model;
       }`,
    ],
  ])('leaves %s alone', (_, text) => {
    expect(adviceOf(RULE, text)).toEqual([]);
  });
});
