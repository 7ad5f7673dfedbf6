import { describe, expect, it } from 'vitest';
import { adviceOf, fixOf, placesOf, sequential } from './advice';

const RULE = 'wide-last-stage';
const CLASSES = ['globalAveragePooling2d({})', "dense({ units: 10, activation: 'softmax' })"];
const POOLING = 'maxPooling2d({ poolSize: 2 })';
const convolution = (filters: number, rest = ''): string =>
  `conv2d({ ${rest}filters: ${filters}, kernelSize: 3, padding: 'same', activation: 'relu' })`;

/** Stages with a pooling between each and the next. */
function stages(...filters: (number | readonly number[])[]): string {
  const layers = filters.flatMap((counts, stage) => [
    ...(stage === 0 ? [] : [POOLING]),
    ...[counts]
      .flat()
      .map((count, index) => convolution(count, stage + index === 0 ? 'inputShape: [32, 32, 3], ' : '')),
  ]);
  return sequential(...layers, ...CLASSES);
}

const LAST = 9 * 512 * 1024 + 1024;
const TOTAL = 9 * 3 * 256 + 256 + 9 * 256 * 512 + 512 + LAST + 1024 * 10 + 10;

describe(RULE, () => {
  it('says what the last stage holds', () => {
    const [finding, ...others] = adviceOf(RULE, stages(256, 512, 1024));
    expect(others).toEqual([]);
    expect(finding?.message).toContain('from 512 to 1,024 for the last map of 8×8');
    expect(finding?.message).toContain(
      `${LAST.toLocaleString('en-US')} parameters, ${Math.round((100 * LAST) / TOTAL)} % of the model's`,
    );
    expect(placesOf(RULE, stages(256, 512, 1024))).toEqual(['filters: 1024']);
  });

  it.each([
    ["VGG's last stages", stages(256, 512, [512, 512])],
    ['what grows up to 512', stages(128, 256, 512)],
    [
      'a stage that a dense layer outweighs',
      stages(256, 512, 1024).replace('globalAveragePooling2d({})', 'flatten()').replace('units: 10', 'units: 300'),
    ],
    ['what is no classifier', stages(256, 512, 1024).replace('softmax', 'tanh')],
    [
      'a stage that is compressed first',
      sequential(
        convolution(512, 'inputShape: [32, 32, 3], '),
        POOLING,
        "conv2d({ filters: 128, kernelSize: 1, activation: 'relu' })",
        convolution(1024),
        ...CLASSES,
      ),
    ],
  ])('leaves %s alone', (_, text) => {
    expect(adviceOf(RULE, text)).toEqual([]);
  });

  it('keeps the width of the stage before, in all its layers', () => {
    const { text, effect } = fixOf(RULE, stages(256, 512, [1024, 1024]));
    expect([...text.matchAll(/filters: (\d+)/g)].map(([, filters]) => filters)).toEqual(['256', '512', '512', '512']);
    const before = LAST + 9 * 1024 * 1024 + 1024 + 1024 * 10;
    expect(effect.parameters).toBe(2 * (9 * 512 * 512 + 512) + 512 * 10 - before);
  });

  it('offers no fix where the width is no number', () => {
    const text = `const wide = 1024;\n${stages(256, 512, 1024).replace('filters: 1024', 'filters: wide')}`;
    expect(adviceOf(RULE, text)[0]).toMatchObject({ fixes: [] });
  });
});
