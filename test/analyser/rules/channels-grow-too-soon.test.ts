import { describe, expect, it } from 'vitest';
import { adviceOf, fixOf, sequential } from './advice';

const RULE = 'channels-grow-too-soon';
const DENSE = "dense({ units: 10, activation: 'softmax' })";
const CLASSES = ['flatten()', DENSE];
const convolution = (filters: number, rest = ''): string =>
  `conv2d({ ${rest}filters: ${filters}, kernelSize: 3, padding: 'same', activation: 'relu' })`;
const FIRST = convolution(16, 'inputShape: [32, 32, 3], ');

describe('channels-grow-too-soon', () => {
  it('says what the layer costs, and what it would', () => {
    const [finding, ...others] = adviceOf(RULE, sequential(FIRST, convolution(32), convolution(64), ...CLASSES));
    const macs = 1024 * 9 * 32 * 64;
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ severity: 'hint' });
    expect(finding?.message).toContain('from 16 to 64 while the map stays at 32×32');
    expect(finding?.message).toContain(`takes ${macs.toLocaleString('en-US')} multiply-adds`);
    expect(finding?.message).toContain(`it then takes ${(macs / 4).toLocaleString('en-US')}.`);
  });

  it('halves the map by a pooling, with the promised figures', () => {
    const grown = convolution(64);
    const { text, effect } = fixOf(
      RULE,
      sequential(FIRST, convolution(32), grown, 'globalAveragePooling2d({})', DENSE),
    );
    expect(text).toContain(`model.add(tf.layers.maxPooling2d({ poolSize: 2 }));\nmodel.add(tf.layers.${grown});`);
    expect(effect).toMatchObject({ parameters: 0, macs: -(3 / 4) * 1024 * 9 * 32 * 64 });
  });

  it.each([
    ['a map that is halved before', [FIRST, convolution(32), 'maxPooling2d({})', convolution(64)]],
    ['channels that only double', [FIRST, convolution(32)]],
    [
      'a layer that is little of the work',
      [FIRST, convolution(64), 'maxPooling2d({})', ...Array<string>(4).fill(convolution(128))],
    ],
  ])('leaves %s alone', (_, layers) => {
    expect(adviceOf(RULE, sequential(...layers, ...CLASSES))).toEqual([]);
  });
});
