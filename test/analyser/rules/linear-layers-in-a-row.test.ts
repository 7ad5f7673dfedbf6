import { describe, expect, it } from 'vitest';
import { adviceOf, fixOf, sequential } from './advice';

const RULE = 'linear-layers-in-a-row';
const FIRST = 'conv2d({ inputShape: [28, 28, 1], filters: 32, kernelSize: 3 })';
const NEXT = "conv2d({ filters: 32, kernelSize: 3, activation: 'relu' })";

describe('linear-layers-in-a-row', () => {
  it.each([
    ['convolutions', [FIRST, NEXT]],
    ['dense layers', ['dense({ inputShape: [10], units: 20 })', 'dense({ units: 2 })']],
    ['a convolution and a dense layer', [FIRST, 'flatten()', 'dropout({ rate: 0.5 })', 'dense({ units: 10 })']],
  ])('finds %s', (_, layers) => {
    const [finding, ...others] = adviceOf(RULE, sequential(...layers));
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ severity: 'warning' });
    expect(finding?.message).toContain('has no activation and leads directly to');
  });

  it.each([
    ['an activation', [FIRST.replace('3 }', "3, activation: 'relu' }"), NEXT]],
    ['a ReLU between', [FIRST, 'reLU()', NEXT]],
    ['a maximum between', [FIRST, 'maxPooling2d({ poolSize: 2 })', NEXT]],
    ['a bottleneck', ['dense({ inputShape: [100], units: 5 })', 'dense({ units: 100 })']],
    ['a kernel in two parts', [FIRST.replace('3 }', '[1, 3] }'), NEXT.replace('kernelSize: 3', 'kernelSize: [3, 1]')]],
    [
      'a depthwise convolution',
      ['depthwiseConv2d({ inputShape: [8, 8, 4], kernelSize: 3 })', 'conv2d({ filters: 8, kernelSize: 1 })'],
    ],
    [
      'an activation that is not known',
      ['conv2d({ inputShape: [28, 28, 1], filters: 32, kernelSize: 3, activation: JSON.parse(name) })', NEXT],
    ],
    ['a frozen layer', ['dense({ inputShape: [10], units: 20, trainable: false })', 'dense({ units: 2 })']],
  ])('leaves %s alone', (_, layers) => {
    expect(adviceOf(RULE, sequential(...layers))).toEqual([]);
  });

  it('adds an activation', () => {
    const { text, effect } = fixOf(RULE, sequential(FIRST, NEXT));
    expect(text).toContain("filters: 32, kernelSize: 3, activation: 'relu' }));\nmodel");
    expect(effect).toEqual({ parameters: 0, macs: 0, receptiveField: 0 });
  });

  it('leaves the place of the non-linearity to the user where a normalisation stands between', () => {
    const [finding] = adviceOf(RULE, sequential(FIRST, 'batchNormalization()', NEXT));
    expect(finding?.message).toContain('through nothing but linear layers');
    expect(finding?.fixes).toEqual([]);
  });

  it('adds the activation that most layers of the model have', () => {
    const text = sequential(
      "dense({ inputShape: [16], units: 16, activation: 'tanh' })",
      'dense({ units: 16 })',
      "dense({ units: 16, activation: 'tanh' })",
      "dense({ units: 16, activation: 'relu' })",
      "dense({ units: 4, activation: 'softmax' })",
    );
    expect(fixOf(RULE, text).text).toBe(text.replace('units: 16 }', "units: 16, activation: 'tanh' }"));
  });
});
