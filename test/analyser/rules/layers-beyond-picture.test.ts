import { describe, expect, it } from 'vitest';
import { adviceOf, sequential } from './advice';

const RULE = 'layers-beyond-picture';
const CLASSES = ['globalAveragePooling2d({})', "dense({ units: 10, activation: 'softmax' })"];
const convolution = (filters: number, rest = ''): string =>
  `conv2d({ ${rest}filters: ${filters}, kernelSize: 3, padding: 'same', activation: 'relu' })`;

/** VGG-16 without its dense layers. */
function vgg(size: number): string {
  const layers: string[] = [];
  for (const [stage, count] of [2, 2, 3, 3, 3].entries()) {
    for (let i = 0; i < count; i++) {
      layers.push(
        convolution(Math.min(512, 64 << stage), layers.length === 0 ? `inputShape: [${size}, ${size}, 3], ` : ''),
      );
    }
    layers.push('maxPooling2d({ poolSize: 2 })');
  }
  return sequential(...layers, ...CLASSES);
}

describe('layers-beyond-picture', () => {
  it('finds the layers of VGG-16 that have nothing to add on small pictures, and says from which size on they have', () => {
    const [finding, ...others] = adviceOf(RULE, vgg(32));
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ severity: 'hint' });
    // Before conv4_1 the field is 44, before conv5_3 it is 164.
    expect(finding?.message).toContain('6 convolutions from here on');
    expect(finding?.message).toContain('already see 44 pixels or more; the picture has 32×32');
    expect(finding?.message).toContain('from 164 pixels on');
  });

  it('is right about that size', () => {
    expect(adviceOf(RULE, vgg(164))).toEqual([]);
    expect(adviceOf(RULE, vgg(224))).toEqual([]);
  });

  it('leaves shortcuts alone', () => {
    const text = `
      const input = tf.input({ shape: [16, 16, 8] });
      let x = input;
      for (let block = 0; block < 12; block++) {
        const y = tf.layers.conv2d({ filters: 8, kernelSize: 3, padding: 'same' }).apply(x) as tf.SymbolicTensor;
        x = tf.layers.add().apply([x, y]) as tf.SymbolicTensor;
      }
      const model = tf.model({ inputs: input, outputs: x });`;
    expect(adviceOf(RULE, text)).toEqual([]);
  });

  it('leaves 1×1 convolutions and two layers alone', () => {
    const first = convolution(8, 'inputShape: [16, 16, 3], ').replace('kernelSize: 3', 'kernelSize: 17');
    const pointwise = Array<string>(6).fill('conv2d({ filters: 8, kernelSize: 1 })');
    expect(adviceOf(RULE, sequential(first, convolution(16), convolution(16), ...pointwise, ...CLASSES))).toEqual([]);
    expect(adviceOf(RULE, sequential(first, ...Array<string>(3).fill(convolution(16)), ...CLASSES))).toHaveLength(1);
  });
});
