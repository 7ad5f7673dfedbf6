// Activations become statistics and bytes; checked against the same figures computed the long way.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FeatureMaps } from '../../../src/protocol/runner';
import { findMapShape } from '../../../src/runner/core/mapShape';
import { measureActivation, type ActivationFigures } from '../../../src/runner/core/measureActivation';
import { quantiseMaps } from '../../../src/runner/core/quantiseMaps';

function readMaps(
  layer: number,
  shape: readonly number[],
  values: ArrayLike<number>,
): { maps: FeatureMaps; statistics: ActivationFigures } {
  return { maps: quantiseMaps(layer, shape, values), statistics: measureActivation(shape, values) };
}

describe('findMapShape', () => {
  it.each<readonly [readonly number[], readonly [number, number, number]]>([
    [
      [1, 5, 7, 3],
      [5, 7, 3],
    ],
    [
      [1, 10],
      [1, 1, 10],
    ],
    [
      [1, 8, 24],
      [1, 8, 24],
    ],
    [
      [1, 2, 3, 4, 5],
      [6, 4, 5],
    ],
    [[1], [1, 1, 1]],
    [[], [1, 1, 1]],
  ])('%j', (shape, [height, width, channels]) => {
    expect(findMapShape(shape)).toEqual({ height, width, channels });
  });
});

describe('maps', () => {
  it('gives each channel its own range, map after map', () => {
    // 1 × 2 pixels of 3 channels: rising, constant, falling
    const { maps, statistics } = readMaps(7, [1, 1, 2, 3], Float32Array.from([0, 5, 1, 10, 5, -1]));
    expect(maps).toEqual({
      layer: 7,
      height: 1,
      width: 2,
      channels: 3,
      bytes: new Uint8Array([0, 255, 0, 0, 255, 0]),
      min: Float32Array.from([0, 5, -1]),
      max: Float32Array.from([10, 5, 1]),
      mean: Float32Array.from([5, 5, 0]),
      variance: Float32Array.from([25, 0, 1]),
    });
    expect(statistics).toEqual({
      min: -1,
      max: 10,
      mean: 20 / 6,
      zeroShare: 1 / 6,
      deadChannels: [1],
      notANumberCount: 0,
    });
  });

  it('of 1×1 maps only those of 0 are dead', () => {
    expect(readMaps(0, [1, 4], [0, 3, 0, -1]).statistics.deadChannels).toEqual([0, 2]);
  });

  it('counts what is no number and leaves it out of the rest', () => {
    const { maps, statistics } = readMaps(0, [1, 1, 4, 1], [NaN, 2, Infinity, 4]);
    expect(statistics).toMatchObject({ min: 2, max: 4, mean: 3, notANumberCount: 2 });
    expect([...maps.bytes]).toEqual([0, 0, 255, 255]);
    const empty = readMaps(0, [1, 1, 2, 2], [NaN, 1, NaN, 2]);
    expect([...empty.maps.min, ...empty.maps.max]).toEqual([0, 1, 0, 2]);
    expect(readMaps(0, [1, 0], []).statistics).toMatchObject({ min: NaN, max: NaN, mean: NaN, zeroShare: 0 });
  });

  it('measures quickly what it measures carefully', () => {
    const special = fc.constantFrom(0, -0, 1e-45, -1e-45, 3.4e38, -3.4e38, NaN, Infinity, -Infinity);
    const value = fc.oneof({ weight: 20, arbitrary: fc.float({ noNaN: true }) }, { weight: 1, arbitrary: special });
    const shape = fc.tuple(fc.integer({ min: 0, max: 11 }), fc.integer({ min: 0, max: 3 }));
    const given = shape.chain(([pixels, channels]) => {
      const length = pixels * channels;
      return fc.record({
        shape: fc.constant([1, pixels, 1, channels]),
        values: fc.array(value, { minLength: length, maxLength: length }),
      });
    });
    fc.assert(
      fc.property(given, ({ shape: of, values }) => {
        const { mean, ...others } = measureActivation(of, Float32Array.from(values));
        const { mean: wantedMean, ...wanted } = measureActivation(of, [...Float32Array.from(values)]);
        expect(others).toEqual(wanted);
        if (Number.isNaN(wantedMean)) expect(mean).toBeNaN();
        else expect(Math.abs(mean - wantedMean)).toBeLessThanOrEqual(1e-12 * 3.4e38);
      }),
    );
  });

  it('tells mean and variance of a channel, however far from 0 its values lie', () => {
    const values = [1e6, NaN, 1e6 + 0.5, NaN, 1e6 + 1, NaN];
    const { maps } = readMaps(0, [1, 3, 1, 2], Float32Array.from(values));
    expect([...maps.mean]).toEqual([1e6 + 0.5, 0]);
    expect(maps.variance[0]).toBeCloseTo(1 / 6, 6);
    expect(maps.variance[1]).toBe(0);
  });

  it('every value comes back within half a step', () => {
    const values = fc.array(fc.float({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(values, (given) => {
        const { maps } = readMaps(0, [1, 2, 3, 2], Float32Array.from(given));
        given.forEach((value, at) => {
          const [pixel, channel] = [Math.floor(at / 2), at % 2];
          const [low, high] = [maps.min[channel]!, maps.max[channel]!];
          const restored = low + (maps.bytes[channel * 6 + pixel]! / 255) * (high - low);
          expect(Math.abs(restored - Math.fround(value))).toBeLessThanOrEqual(((high - low) / 255) * 0.501 + 1e-30);
        });
      }),
    );
  });
});
