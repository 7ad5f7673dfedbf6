import { describe, expect, it } from 'vitest';
import { adviceOf, fixOf, placesOf, sequential } from './advice';

const RULE = 'dropout-out-of-range';
const withDropout = (layer: string): string =>
  sequential("dense({ inputShape: [64], units: 32, activation: 'relu' })", layer, 'dense({ units: 10 })');

describe('dropout-out-of-range', () => {
  it('takes a percentage for a share', () => {
    const text = withDropout('dropout({ rate: 50 })');
    expect(placesOf(RULE, text)).toEqual(['rate: 50']);
    expect(adviceOf(RULE, text)[0]?.message).toMatch(
      /^A rate of 50 drops nothing\.\n.*\nFor 50 % write `rate: 0\.5`\.$/,
    );
    expect(fixOf(RULE, text).text).toContain('dropout({ rate: 0.5 })');
  });

  it('sees a number in place of the options', () => {
    expect(adviceOf(RULE, withDropout('dropout(0.3)'))[0]?.message).toContain('gets a number instead of `{ rate }`');
    expect(fixOf(RULE, withDropout('dropout(0.3)')).text).toContain('tf.layers.dropout({ rate: 0.3 })');
  });

  it.each(['dropout({})', 'dropout({ rate: 1 })', 'gaussianDropout({ rate: -0.5 })', 'alphaDropout({ rate: 20 })'])(
    'tells that %s drops nothing',
    (layer) => {
      expect(adviceOf(RULE, withDropout(layer))).toHaveLength(1);
    },
  );

  it.each(['dropout({ rate: 0.5 })', 'dropout({ rate: 0 })', 'dropout({ Rate: 0.5 })', 'gaussianNoise({ stddev: 2 })'])(
    'leaves %s alone',
    (layer) => {
      expect(adviceOf(RULE, withDropout(layer))).toEqual([]);
    },
  );

  it('offers no fix where the same call makes dropouts that are all right', () => {
    const text = `
      const model = tf.sequential();
      model.add(tf.layers.dense({ inputShape: [64], units: 32 }));
      for (const rate of [0.5, 5]) model.add(tf.layers.dropout({ rate }));`;
    expect(adviceOf(RULE, text)).toMatchObject([{ fixes: [] }]);
  });
});
