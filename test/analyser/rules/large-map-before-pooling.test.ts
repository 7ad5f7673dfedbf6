import { describe, expect, it } from 'vitest';
import { adviceOf, fixOf, sequential } from './advice';

const RULE = 'large-map-before-pooling';
const FIRST =
  "conv2d({ inputShape: [64, 64, 3], filters: 32, kernelSize: 7, strides: 2, padding: 'same', activation: 'relu' })";
const next = (count: number): string[] =>
  Array<string>(count).fill("conv2d({ filters: 32, kernelSize: 3, padding: 'same', activation: 'relu' })");
const HEAD = ['globalAveragePooling2d({})', "dense({ units: 10, activation: 'softmax' })"];

describe('large-map-before-pooling', () => {
  it('says how many positions there are, and what they cost', () => {
    const [finding, ...others] = adviceOf(RULE, sequential(FIRST, ...next(8), ...HEAD));
    const macs = 1024 * (49 * 3 * 32 + 8 * 9 * 32 * 32);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ severity: 'hint' });
    expect(finding?.message).toContain('32×32 positions into one number; the layers at this size take 99 %');
    expect(finding?.message).toContain(`${macs.toLocaleString('en-US')} multiply-adds become about a quarter`);
  });

  it('halves the map by a pooling before the first of the layers that keep its size', () => {
    const { text, effect } = fixOf(RULE, sequential(FIRST, ...next(8), ...HEAD));
    expect(text).toContain(`tf.layers.${FIRST});\nmodel.add(tf.layers.maxPooling2d({ poolSize: 2 }));\n`);
    expect(effect).toMatchObject({ parameters: 0, macs: -(3 / 4) * 1024 * 8 * 9 * 32 * 32 });
  });

  it.each([
    ['a map of 16×16', [FIRST, 'maxPooling2d({})', ...next(4), ...HEAD]],
    ['a network that sees too little, of which another rule tells', [FIRST, ...next(1), ...HEAD]],
    ['what is no classifier', [FIRST, ...next(8), 'globalAveragePooling2d({})', 'dense({ units: 4 })']],
  ])('leaves %s alone', (_, layers) => {
    expect(adviceOf(RULE, sequential(...layers))).toEqual([]);
  });
});
