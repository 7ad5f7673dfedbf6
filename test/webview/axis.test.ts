// The scales of the charts.

import { describe, expect, it } from 'vitest';
import { linearAxis, logAxis, tickText } from '../../webview/compare/axis';
import { placeLabels } from '../../webview/compare/placeLabels';

describe('a logarithmic axis', () => {
  it.each([
    [[80, 138_357_544], 8],
    [[5, 7], 6],
    [[42], 6],
    [[1, 2e15], 5],
  ])('of %j has room at its ends and a few ticks inside', (values, wanted) => {
    const { at, ticks } = logAxis(values, { from: 0, to: 1000 }, wanted);
    for (const value of values) {
      expect(at(value)).toBeGreaterThan(0);
      expect(at(value)).toBeLessThan(1000);
    }
    expect(ticks.every((tick) => at(tick) >= 0 && at(tick) <= 1000)).toBe(true);
    expect(ticks.length).toBeLessThanOrEqual(wanted * 2);
    expect(at(10) - at(1)).toBeCloseTo(at(1000) - at(100), 6);
  });
});

describe('a linear axis', () => {
  it('goes from 0 to the largest value, with whole steps', () => {
    const { at, ticks } = linearAxis(152, { from: 40, to: 540 }, 6);
    expect([at(0), at(152)]).toEqual([40, 540]);
    expect(ticks).toEqual([0, 50, 100, 150]);
    expect(linearAxis(1, { from: 0, to: 100 }, 6).ticks).toEqual([0, 1]);
  });
});

it('ticks are written short', () => {
  expect([0.5, 7, 500, 2000, 1_500_000, 3e10].map(tickText)).toEqual(['0.5', '7', '500', '2K', '1.5M', '30G']);
});

it('labels cover neither each other nor dots; one that is needed is there in any case', () => {
  const point = (x: number, isNeeded: boolean) => ({ text: 'ShuffleNet g3', x, y: 100, isNeeded, isBold: false });
  const room = { left: 0, right: 400, bottom: 200 };
  const points = [point(200, true), point(204, false), point(208, false), point(212, false)];
  const placed = placeLabels(points, room);
  const boxes = placed.map(({ left, baseline }) => ({
    left,
    top: baseline - 11,
    right: left + 83,
    bottom: baseline + 3,
  }));
  for (const [index, a] of boxes.entries()) {
    for (const b of boxes.slice(index + 1)) {
      expect(a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom).toBe(false);
    }
  }
  expect(placed[0]?.point).toBe(points[0]);
  const crowd = Array.from({ length: 40 }, (_, index) => point(10 * index, false));
  expect(placeLabels([...crowd, point(200, true)], room).some(({ point: { isNeeded } }) => isNeeded)).toBe(true);
});
