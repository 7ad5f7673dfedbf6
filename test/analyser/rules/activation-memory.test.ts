import { describe, expect, it } from 'vitest';
import { adviceOf, sequential } from './advice';

const RULE = 'activation-memory';
const first = (size: number, rest = ''): string =>
  `conv2d({ inputShape: [${size}, ${size}, 3], filters: 64, kernelSize: 3, padding: 'same', ${rest}activation: 'relu' })`;
const HEAD = ['globalAveragePooling2d({})', "dense({ units: 10, activation: 'softmax' })"];

describe('activation-memory', () => {
  it('names the layer, its bytes and its share', () => {
    const [finding, ...others] = adviceOf(RULE, sequential(first(224), 'maxPooling2d({ poolSize: 4 })', ...HEAD));
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ severity: 'hint' });
    // 4·224²·64; with the map of 56×56×64 and 74 numbers behind it.
    expect(finding?.message).toContain('224×224×64, takes 12.8 MB of the 13.6 MB');
    expect(finding?.message).toContain('94 % (float32');
  });

  it.each([
    ['little memory', [first(128), ...HEAD]],
    ['a stride', [first(224, 'strides: 2, '), 'maxPooling2d({ poolSize: 2 })', ...HEAD]],
    [
      'two layers alike',
      [first(224), ...Array<string>(2).fill("conv2d({ filters: 64, kernelSize: 3, padding: 'same' })"), ...HEAD],
    ],
    ['an answer that is a picture', [first(224), "conv2d({ filters: 1, kernelSize: 1, activation: 'sigmoid' })"]],
    ['a size that is not known', [first(224).replace('[224, 224', '[null, null'), ...HEAD]],
  ])('leaves %s alone', (_, layers) => {
    expect(adviceOf(RULE, sequential(...layers))).toEqual([]);
  });
});
