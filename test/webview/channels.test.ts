// What the page works out of channels: their order, their figures, their colours, and numbers as text.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeDifference } from '../../webview/checkedLayer';
import { formatExactValue } from '../../webview/format';
import { orderChannels } from '../../webview/maps/channelOrder';
import { binOf, countBins, measureChannel } from '../../webview/maps/channelStatistics';
import { chooseScale, type ColourScale } from '../../webview/maps/colourScale';
import { coloursOfChannel, shownRange } from '../../webview/maps/featureMap';
import { FIGURES, LAYERS, RESULTS, makeMaps } from './messages';

describe('the order of channels', () => {
  const maps = {
    ...makeMaps(1),
    channels: 5,
    mean: Float32Array.of(1, 3, NaN, 3, -2),
    max: Float32Array.of(4, 4, 4, 4, 9),
    variance: Float32Array.of(0, 0.5, 0.25, 0, 1),
  };

  it.each([
    { order: 'index', wanted: [0, 1, 2, 3, 4] },
    { order: 'mean', wanted: [1, 3, 0, 4, 2] },
    { order: 'max', wanted: [4, 0, 1, 2, 3] },
    { order: 'variance', wanted: [4, 1, 2, 0, 3] },
  ] as const)('by $order: the largest first, equals by index, NaN last', ({ order, wanted }) => {
    expect(orderChannels(maps, order)).toEqual(wanted);
  });
});

describe('the figures of a channel', () => {
  it('leave out what is no number', () => {
    expect(measureChannel(Float32Array.of(0, -1, NaN, 4, Infinity, 0))).toEqual({
      min: -1,
      max: 4,
      mean: 0.75,
      zeroShare: 2 / 6,
      notFiniteCount: 2,
    });
    expect(measureChannel(Float32Array.of(NaN))).toEqual({
      min: NaN,
      max: NaN,
      mean: NaN,
      zeroShare: 0,
      notFiniteCount: 1,
    });
  });

  it('every value is in one bin, and in the one whose ends enclose it', () => {
    const values = fc.array(fc.float({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 40 }), (given, binCount) => {
        const channel = Float32Array.from(given);
        const { min, max } = measureChannel(channel);
        const bins = countBins(channel, min, max, binCount);
        expect(bins.reduce((sum, count) => sum + count, 0)).toBe(channel.length);
        for (const value of channel) {
          const bin = binOf(value, min, max, binCount) ?? NaN;
          const width = (max - min) / binCount;
          const slack = 1e-9 * Math.max(Math.abs(min), Math.abs(max));
          if (width > 0) expect(value).toBeGreaterThanOrEqual(min + bin * width - slack);
          if (width > 0) expect(value).toBeLessThanOrEqual(min + (bin + 1) * width + slack);
        }
      }),
    );
  });

  it('the ends belong to the first and the last bin; NaN and what lies outside to none', () => {
    expect([...countBins(Float32Array.of(0, 1, 2, 3, 4, NaN, 5, -1), 0, 4, 4)]).toEqual([1, 1, 1, 2]);
    expect([...countBins(Float32Array.of(2, 2), 2, 2, 5)]).toEqual([0, 0, 2, 0, 0]);
  });
});

describe('colours', () => {
  const lightnessOf = ({ table }: ColourScale): number[] =>
    Array.from(table, (colour) => {
      const [red = 0, green = 0, blue = 0] = new Uint8Array(Uint32Array.of(colour).buffer);
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    });

  it.each(['viridis', 'cividis', 'inferno', 'grey'] as const)('%s grows lighter with every value', (name) => {
    const lightness = lightnessOf(chooseScale(name, { min: 0, max: 1 }));
    expect(lightness.every((value, at) => at === 0 || value >= (lightness[at - 1] ?? 0) - 0.5)).toBe(true);
    expect(lightness.at(-1)).toBeGreaterThan(150);
  });

  it('the diverging scale is lightest at 0 and darkens evenly to both sides', () => {
    const scale = chooseScale('diverging', { min: -3, max: 1 });
    const lightness = lightnessOf(scale);
    const [below, above] = [lightness.slice(0, 128), lightness.slice(128).reverse()];
    for (const side of [below, above]) {
      expect(side.every((value, at) => at === 0 || value >= (side[at - 1] ?? 0) - 0.5)).toBe(true);
    }
    expect(shownRange({ min: -3, max: 1 }, { scale, sharedRange: undefined })).toEqual({ min: -3, max: 3 });
  });

  it('automatic is diverging where a value is below 0', () => {
    expect(chooseScale('automatic', { min: -0.1, max: 5 }).isDiverging).toBe(true);
    expect(chooseScale('automatic', { min: 0, max: 5 }).isDiverging).toBe(false);
    expect(chooseScale('automatic', { min: NaN, max: NaN }).isDiverging).toBe(false);
  });

  it('a channel gets the part of the scale that it covers', () => {
    const scale = chooseScale('grey', { min: 0, max: 10 });
    const redOf = (colour = 0): number => colour & 0xff;
    const colours = coloursOfChannel({ min: 0, max: 5 }, { scale, sharedRange: { min: 0, max: 10 } });
    expect([redOf(colours[0]), redOf(colours[255])]).toEqual([0, 128]);
    const diverging = chooseScale('diverging', { min: -1, max: 1 });
    const own = coloursOfChannel({ min: 0, max: 2 }, { scale: diverging, sharedRange: undefined });
    expect([own[0], own[255]]).toEqual([diverging.table[128], diverging.table[255]]);
    const zeros = coloursOfChannel({ min: 0, max: 0 }, { scale: diverging, sharedRange: undefined });
    expect(zeros[0]).toBe(diverging.table[128]);
  });
});

describe('numbers', () => {
  it('a value is written as the shortest number that is the same float32', () => {
    expect([0.1, -2.5, 4.8705883, 0, 1e-40, NaN].map((value) => formatExactValue(Math.fround(value)))).toEqual([
      '0.1',
      '−2.5',
      '4.8705883',
      '0',
      '1e−40',
      'NaN',
    ]);
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(Math.fround(Number(formatExactValue(value).replaceAll('−', '-')))).toBe(value === 0 ? 0 : value);
      }),
    );
  });
});

describe('a layer that is not what ConvLens reads', () => {
  const [layer, result, figures] = [LAYERS[1]!, RESULTS[1]!, FIGURES[1]!];

  it('is told with both figures', () => {
    expect(describeDifference(layer, result, figures)).toBeUndefined();
    expect(describeDifference(layer, result, { ...figures, shape: [111, 112, 64] })).toBe(
      'ConvLens read 111×112×64, the run gave 112×112×64: please report this.',
    );
    expect(describeDifference(layer, result, { ...figures, parameters: 1 })).toBe(
      'ConvLens read 1 parameter, the run gave 34,944 parameters: please report this.',
    );
    expect(describeDifference(layer, result, { ...figures, shape: [64], parameters: 0 })).toBe(
      'ConvLens read 64, 0 parameters, the run gave 112×112×64, 34,944 parameters: please report this.',
    );
  });

  it('before it has run, its shape is the one that it was built with; what is not known is not compared', () => {
    const open = { ...layer, outputShape: [null, null, 112, 64] };
    expect(describeDifference(open, undefined, figures)).toBeUndefined();
    expect(
      describeDifference(layer, result, { ...figures, shape: [null, 112, null], parameters: undefined }),
    ).toBeUndefined();
    expect(describeDifference(layer, result, { ...figures, shape: undefined })).toBeUndefined();
    expect(describeDifference(layer, result, undefined)).toBeUndefined();
  });
});
