// Answers as colours and numbers: what is drawn, which patches and parts are chosen, how far outputs are from each other.

import { describe, expect, it } from 'vitest';
import type { FeatureMaps } from '../../src/protocol/runner';
import { compareClasses, measureChange } from '../../webview/inquiries/compareOutputs';
import { amountsOf, drawHeat, drawSigned, lossesOf } from '../../webview/inquiries/heat';
import { InquiryDesk } from '../../webview/inquiries/inquiryDesk';
import { countCarrying, findLargest, findPatches, partAround } from '../../webview/inquiries/mapPlaces';
import { chooseScale } from '../../webview/maps/colourScale';

const GREY = chooseScale('grey', { min: 0, max: 1 }).table;

function makeMaps(values: readonly number[], width: number): FeatureMaps {
  const bytes = Uint8Array.from(values);
  const [zero, top] = [new Float32Array(1), new Float32Array([255])];
  const shape = { height: values.length / width, width, channels: 1 };
  return { layer: 1, ...shape, bytes, min: zero, max: top, mean: zero, variance: zero };
}

describe('a gradient', () => {
  it('is grey where it is 0 and reaches the end of a colour where it is largest', () => {
    const values = new Float32Array([0, 0, 0, -4, 2, 4]);
    expect([...drawSigned({ width: 2, height: 1, channels: 3, values })]).toEqual([
      128, 128, 128, 255, 0, 191, 255, 255,
    ]);
  });

  it('of one channel is drawn in grey, one that is 0 everywhere too', () => {
    expect([...drawSigned({ width: 1, height: 1, channels: 1, values: new Float32Array(1) })]).toEqual([
      128, 128, 128, 255,
    ]);
  });

  it('as amount adds up what all channels have', () => {
    const values = new Float32Array([1, -2, 3, 0, 0.5, -0.5]);
    expect([...amountsOf({ width: 2, height: 1, channels: 3, values })]).toEqual([6, 1]);
  });
});

describe('heat', () => {
  const size = { width: 4, height: 2 };
  const base = new Uint8ClampedArray(4 * 2 * 4).fill(100);
  const rowOf = (amounts: Float32Array, isSmooth: boolean): number[] => {
    const pixels = drawHeat(base, size, { amounts, grid: { width: 2, height: 1 }, isSmooth }, GREY);
    return Array.from({ length: 4 }, (_, x) => pixels[x * 4] ?? -1);
  };

  it('leaves a dark picture where there is none and covers it where there is most', () => {
    expect(rowOf(new Float32Array([0, 5]), false)).toEqual([55, 55, 239, 239]);
    expect(rowOf(new Float32Array([0, 0]), false)).toEqual([55, 55, 55, 55]);
  });

  it('goes evenly from the middle of one cell to that of the next', () => {
    const [first, second, third, last] = rowOf(new Float32Array([0, 4]), true);
    expect(first).toBe(55);
    expect(second).toBeLessThan(third ?? 0);
    expect(third).toBeLessThan(last ?? 0);
  });

  it('of an occlusion is what is lost, never less than nothing', () => {
    expect([...lossesOf(new Float32Array([1, 5, 8]), 5)]).toEqual([4, 0, 0]);
  });
});

describe('the places of a channel', () => {
  const axis = { extent: 3, stride: 2, padding: 1 };
  const field = { kind: 'region', rows: axis, columns: axis, bound: undefined } as const;
  const input = { width: 8, height: 4 };

  it('that excite it most come first, and no two see mostly the same', () => {
    const maps = makeMaps([9, 8, 0, 3, 1, 0, 7, 2], 4);
    const { patches, end } = findPatches(maps, 0, undefined, { field, input, count: 9 });
    // what 8 sees has 2 of its 6 pixels in common with what 9 sees, half of the 4 that 9 sees
    expect(patches.map(({ place, value }) => [place.row, place.column, value])).toEqual([
      [0, 0, 9],
      [0, 1, 8],
      [1, 2, 7],
      [0, 3, 3],
      [1, 3, 2],
      [1, 0, 1],
    ]);
    expect(patches[0]?.region).toEqual({ rows: { first: 0, last: 1 }, columns: { first: 0, last: 1 } });
    expect(end).toBe('value');
  });

  it('are fewer where each sees nearly everything', () => {
    const wide = { extent: 9, stride: 2, padding: 4 };
    const seesMuch = { kind: 'region', rows: wide, columns: wide, bound: undefined } as const;
    const maps = makeMaps([9, 8, 5, 3, 1, 4, 7, 2], 4);
    const found = findPatches(maps, 0, undefined, { field: seesMuch, input, count: 9 });
    expect(found.patches.map(({ value }) => value)).toEqual([9]);
    expect(found.end).toBe('overlap');
  });

  it('are no more than asked for, by the exact values where they are there', () => {
    const maps = makeMaps([9, 8, 0, 3, 1, 0, 7, 2], 4);
    const values = new Float32Array([0, 0, 0, 0, 0, 0, 0, -1]);
    values[3] = 0.5;
    expect(findPatches(maps, 0, values, { field, input, count: 1 })).toMatchObject({
      patches: [{ place: { row: 0, column: 3 } }],
      end: 'count',
    });
    expect(findPatches(maps, 0, values.fill(-2), { field, input, count: 9 }).patches).toHaveLength(1);
  });

  it('have a largest one', () => {
    expect(findLargest(makeMaps([1, 2, 9, 4], 2), 0)).toEqual({ row: 1, column: 0 });
  });

  it('are looked at with some of the picture around, unless that is nearly all of it', () => {
    const span = { first: 100, last: 119 };
    expect(partAround({ rows: span, columns: span }, { width: 224, height: 224 })).toEqual({
      rows: { first: 94, last: 125 },
      columns: { first: 94, last: 125 },
    });
    const corner = { first: 0, last: 9 };
    expect(partAround({ rows: corner, columns: corner }, { width: 224, height: 224 })?.rows).toEqual({
      first: 0,
      last: 31,
    });
    expect(partAround({ rows: span, columns: span }, { width: 33, height: 33 })).toBeUndefined();
  });
});

describe('the measured field', () => {
  it('is the fewest pixels that carry the share', () => {
    expect(countCarrying(new Float32Array([0, 10, 80, 5, 0, 5]), 0.9)).toEqual({ count: 2, all: 4 });
    expect(countCarrying(new Float32Array(4), 0.95)).toEqual({ count: 0, all: 0 });
  });
});

describe('outputs', () => {
  it('are as far from each other as their difference is long, of the length before', () => {
    expect(measureChange(new Float32Array([3, 4]), new Float32Array([0, 4]))).toBeCloseTo(0.6);
    expect(measureChange(new Float32Array([3, 4]), new Float32Array([3, 4]))).toBe(0);
    expect(measureChange(new Float32Array([3, 4]), new Float32Array([3]))).toBeNaN();
  });

  it('are compared where they are largest, before or now', () => {
    const [before, now] = [new Float32Array([0.5, 0.25, 0.25, 0]), new Float32Array([0, 0.25, 0, 0.75])];
    expect(compareClasses(before, now, 1)).toEqual([
      { index: 0, before: 0.5, now: 0 },
      { index: 3, before: 0, now: 0.75 },
    ]);
  });
});

describe('the desk', () => {
  const about = (layer: number) => ({ kind: 'visualise', request: { kind: 'classMap', layer } }) as const;
  const visualisation = { height: 1, width: 1, channels: 1, values: new Float32Array(1), score: 1 };

  it('tells who asked, and remembers the answer until the next run', () => {
    const posted: unknown[] = [];
    const desk = new InquiryDesk((message) => posted.push(message));
    const told: string[] = [];
    desk.ask(about(1), ({ kind }) => told.push(kind));
    desk.take({ kind: 'inquiryProgress', id: 1, done: 1, total: 4 });
    desk.take({ kind: 'inquiryAnswer', id: 1, answer: { kind: 'visualise', visualisation } });
    desk.take({ kind: 'inquiryFailed', id: 1, message: 'too late' });
    expect(told.splice(0)).toEqual(['busy', 'busy', 'answered']);
    desk.ask(about(1), ({ kind }) => told.push(kind));
    expect(told.splice(0)).toEqual(['answered']);
    expect(posted).toHaveLength(1);
    desk.clear();
    desk.ask(about(1), ({ kind }) => told.push(kind));
    expect(posted).toHaveLength(2);
  });

  it('ends a long question by the next one, a cancel by a message; quick ones go on', () => {
    const posted: { readonly kind: string }[] = [];
    const desk = new InquiryDesk((message) => posted.push(message));
    const told: string[] = [];
    desk.ask({ kind: 'filters', layer: 1 }, ({ kind }) => told.push(`filters ${kind}`));
    desk.ask(about(1), ({ kind }) => told.push(`first ${kind}`));
    desk.ask(about(2), ({ kind }) => told.push(`second ${kind}`));
    expect(told.splice(0)).toEqual(['filters busy', 'first busy', 'first ended', 'second busy']);
    desk.cancel();
    desk.cancel();
    expect(told.splice(0)).toEqual(['second ended']);
    expect(posted.map(({ kind }) => kind)).toEqual(['inquire', 'inquire', 'inquire', 'endInquiry']);
    desk.take({ kind: 'inquiryFailed', id: 1, message: 'No filters.' });
    expect(told).toEqual(['filters failed']);
  });
});
