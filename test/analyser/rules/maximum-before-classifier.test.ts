import { describe, expect, it } from 'vitest';
import { adviceOf, analyse, fixOf, sequential } from './advice';

const RULE = 'maximum-before-classifier';
const CONVOLUTION = "conv2d({ inputShape: [16, 16, 3], filters: 64, kernelSize: 3, activation: 'relu' })";
const CLASSES = "dense({ units: 10, activation: 'softmax' })";
const MAXIMUM = sequential(CONVOLUTION, "globalMaxPooling2d({ name: 'pool' })", CLASSES);

describe('maximum-before-classifier', () => {
  it('is silent until it is turned on', () => {
    expect(analyse(MAXIMUM).findings.filter(({ rule }) => rule === RULE)).toEqual([]);
    expect(adviceOf(RULE, MAXIMUM)).toMatchObject([{ severity: 'info' }]);
  });

  it('says how many positions there are to choose from', () => {
    expect(adviceOf(RULE, MAXIMUM)[0]?.message).toContain('the largest of 196 positions for each of 64 channels');
  });

  it.each([
    ['an average', [CONVOLUTION, 'globalAveragePooling2d({})', CLASSES]],
    ['what is no classifier', [CONVOLUTION, 'globalMaxPooling2d({})', 'dense({ units: 4 })']],
  ])('leaves %s alone', (_, layers) => {
    expect(adviceOf(RULE, sequential(...layers))).toEqual([]);
  });

  it('averages instead, at no cost', () => {
    const { text, effect } = fixOf(RULE, MAXIMUM);
    expect(text).toContain("tf.layers.globalAveragePooling2d({ name: 'pool' })");
    expect(effect).toMatchObject({ parameters: 0, macs: 0 });
  });
});
