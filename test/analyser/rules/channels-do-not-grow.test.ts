import { describe, expect, it } from 'vitest';
import { adviceOf, fixOf, placesOf, sequential } from './advice';

const RULE = 'channels-do-not-grow';
const CLASSES = ['flatten()', "dense({ units: 10, activation: 'softmax' })"];
const POOLING = 'maxPooling2d({ poolSize: 2 })';
const convolution = (filters: number, rest = ''): string =>
  `conv2d({ ${rest}filters: ${filters}, kernelSize: 3, padding: 'same', activation: 'relu' })`;

/** Stages with a pooling between each and the next. */
function stages(...filters: number[]): string {
  const layers = filters.flatMap((count, index) =>
    index === 0 ? [convolution(count, 'inputShape: [32, 32, 3], ')] : [POOLING, convolution(count)],
  );
  return sequential(...layers, ...CLASSES);
}

describe('channels-do-not-grow', () => {
  it('finds a stage that is narrower than the one before', () => {
    const [finding, ...others] = adviceOf(RULE, stages(32, 64, 16));
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ severity: 'hint' });
    expect(finding?.message).toContain('from 16×16 to 8×8 here, and the channels from 64 to 16: 16,384 numbers');
    expect(finding?.message).toContain('become 1,024.');
    expect(placesOf(RULE, stages(32, 64, 16))).toEqual(['filters: 16']);
  });

  it('gives that stage as many filters, with the promised figures', () => {
    const { text, effect } = fixOf(RULE, stages(32, 64, 16));
    expect(text).toBe(stages(32, 64, 64));
    // 48 more filters of 9·64 weights and a bias, and as many more inputs of the dense layer at each of 8·8 positions
    expect(effect).toMatchObject({ parameters: 48 * (9 * 64 + 1) + 64 * 48 * 10 });
  });

  it('finds three stages of one width', () => {
    const [finding] = adviceOf(RULE, stages(32, 32, 32));
    expect(finding?.message).toContain('32 channels at 32×32 and still at 8×8: 32,768 numbers');
    expect(finding?.message).toContain('32, 64, 128.');
  });

  it.each([
    ['channels that double', stages(16, 32, 64)],
    ['one stage as wide as the one before, as in ResNet', stages(32, 32, 64)],
    ["the width at which VGG's end", stages(256, 512, 512, 512)],
    ['one size of the map', sequential(convolution(64, 'inputShape: [8, 8, 3], '), convolution(16), ...CLASSES)],
    ['what is no classifier', stages(64, 32).replace('softmax', 'tanh')],
    [
      'a 1×1 layer that compresses at the end',
      sequential(
        convolution(64, 'inputShape: [32, 32, 3], '),
        POOLING,
        'conv2d({ filters: 4, kernelSize: 1 })',
        ...CLASSES,
      ),
    ],
  ])('leaves %s alone', (_, text) => {
    expect(adviceOf(RULE, text)).toEqual([]);
  });

  it('doubles the filters at each halving', () => {
    const { text, effect } = fixOf(RULE, stages(32, 32, 32));
    expect([...text.matchAll(/filters: (\d+)/g)].map(([, filters]) => filters)).toEqual(['32', '64', '128']);
    const convolutions = 9 * 32 * 64 + 64 + 9 * 64 * 128 + 128 - 2 * (9 * 32 * 32 + 32);
    expect(effect.parameters).toBe(convolutions + 64 * (128 - 32) * 10);
  });

  it('offers no fix where one call makes several stages', () => {
    const loop = `
      const model = tf.sequential();
      model.add(tf.layers.${convolution(32, 'inputShape: [32, 32, 3], ')});
      for (let stage = 0; stage < 2; stage++) {
        model.add(tf.layers.${POOLING});
        model.add(tf.layers.${convolution(32)});
      }
      model.add(tf.layers.${CLASSES[0] ?? ''});
      model.add(tf.layers.${CLASSES[1] ?? ''});`;
    expect(adviceOf(RULE, loop)).toMatchObject([{ fixes: [] }]);
  });
});
