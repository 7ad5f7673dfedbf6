// Boxes of receptive fields against following every window one by one.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AxisField } from '../../src/protocol/panel';
import {
  cellsSeeing,
  clipRegion,
  pixelsSeenFrom,
  positionsSeeing,
  regionSeenFrom,
  type Span,
} from '../../webview/field/fieldGeometry';
import { describeCell, describeField, describePixel } from '../../webview/field/fieldText';

interface Window {
  readonly size: number;
  readonly step: number;
  readonly padding: number;
}

const windows = fc.array(
  fc.record({
    size: fc.integer({ min: 1, max: 7 }),
    step: fc.integer({ min: 1, max: 4 }),
    padding: fc.integer({ min: 0, max: 3 }),
  }),
  { maxLength: 5 },
);

/** The first and last pixel, padding counted on, that a position behind all windows sees. */
function followWindows(chain: readonly Window[], position: number): Span {
  return chain.toReversed().reduce<Span>(
    ({ first, last }, { size, step, padding }) => ({
      first: first * step - padding,
      last: last * step - padding + size - 1,
    }),
    { first: position, last: position },
  );
}

/** As the analyser joins windows. */
function joinWindows(chain: readonly Window[]): AxisField {
  return chain.reduce<AxisField>(
    ({ extent, stride, padding }, window) => ({
      extent: extent + (window.size - 1) * stride,
      stride: stride * window.step,
      padding: padding + window.padding * stride,
    }),
    { extent: 1, stride: 1, padding: 0 },
  );
}

describe('one axis', () => {
  it('a position sees what its windows see', () => {
    fc.assert(
      fc.property(windows, fc.integer({ min: 0, max: 60 }), (chain, position) => {
        expect(pixelsSeenFrom(joinWindows(chain), position)).toEqual(followWindows(chain, position));
      }),
    );
  });

  it('a pixel is seen from the positions whose box has it', () => {
    const place = fc.tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 1, max: 40 }));
    fc.assert(
      fc.property(windows, place, (chain, [pixel, count]) => {
        const seeing = Array.from({ length: count }, (_, position) => position).filter((position) => {
          const { first, last } = followWindows(chain, position);
          return first <= pixel && pixel <= last;
        });
        const wanted = seeing.length > 0 ? { first: seeing[0], last: seeing.at(-1) } : undefined;
        expect(positionsSeeing(joinWindows(chain), pixel, count)).toEqual(wanted);
      }),
    );
  });

  it('behind an enlargement by 3 and a window of 3 only whole pixels count', () => {
    // nearest: position u copies pixel ⌊u/3⌋; the window sees u - 1 … u + 1
    const enlarged: AxisField = { extent: 1 + 2 / 3 + 2 / 3, stride: 1 / 3, padding: 2 / 3 + 1 / 3 };
    for (let position = 0; position < 30; position++) {
      const wanted = { first: Math.floor((position - 1) / 3), last: Math.floor((position + 1) / 3) };
      expect(pixelsSeenFrom(enlarged, position)).toEqual(wanted);
      for (let pixel = 0; pixel < 10; pixel++) {
        const seen = positionsSeeing(enlarged, pixel, 30);
        const isSeen = seen !== undefined && seen.first <= position && position <= seen.last;
        expect(isSeen).toBe(wanted.first <= pixel && pixel <= wanted.last);
      }
    }
  });
});

const FIELD = {
  kind: 'region',
  rows: { extent: 11, stride: 4, padding: 2 },
  columns: { extent: 7, stride: 2, padding: 0 },
  bound: undefined,
} as const;
const INPUT = { width: 40, height: 60 };

describe('regions', () => {
  it('are cut at the edges of the input; one in the padding alone is not there', () => {
    const region = regionSeenFrom(FIELD, { row: 0, column: 18 });
    expect(region).toEqual({ rows: { first: -2, last: 8 }, columns: { first: 36, last: 42 } });
    expect(clipRegion(region, INPUT)).toEqual({ rows: { first: 0, last: 8 }, columns: { first: 36, last: 39 } });
    expect(clipRegion(regionSeenFrom(FIELD, { row: 0, column: 20 }), INPUT)).toBeUndefined();
  });

  it('lead back from a pixel to the cells that see it', () => {
    const maps = { width: 17, height: 13 };
    expect(cellsSeeing(FIELD, { row: 8, column: 0 }, maps)).toEqual({
      rows: { first: 0, last: 2 },
      columns: { first: 0, last: 0 },
    });
    const sparse = { ...FIELD, columns: { extent: 1, stride: 2, padding: 0 } };
    expect(cellsSeeing(sparse, { row: 8, column: 3 }, maps)).toBeUndefined();
  });
});

describe('words', () => {
  it('say what a cell sees, and how much of it is padding', () => {
    expect(describeCell(FIELD, { row: 3, column: 5 }, INPUT)).toBe('Row 3, column 5 sees rows 10–20, columns 10–16');
    expect(describeCell(FIELD, { row: 0, column: 19 }, INPUT)).toBe(
      'Row 0, column 19 sees rows 0–8, columns 38–39; 2 rows and 5 columns of padding',
    );
    expect(describeCell(FIELD, { row: 0, column: 20 }, INPUT)).toBe('Row 0, column 20 sees padding only.');
  });

  it('claim no more than is known where the region is a bound', () => {
    const bounded = { ...FIELD, bound: 'it comes after an enlargement' };
    expect(describeField(bounded)).toBe(
      'Receptive field at most 11×7, stride 4×2, padding 2×0: it comes after an enlargement',
    );
    expect(describeCell(bounded, { row: 3, column: 5 }, INPUT)).toContain('sees at most rows 10–20');
    expect(describePixel(bounded, { row: 8, column: 0 }, { width: 17, height: 13 })).toContain('may be seen from rows');
  });

  it('say from where a pixel is seen', () => {
    const maps = { width: 17, height: 13 };
    expect(describePixel(FIELD, { row: 8, column: 0 }, maps)).toBe(
      'Pixel (row 8, column 0) is seen from rows 0–2, column 0 of the map',
    );
    const sparse = { ...FIELD, columns: { extent: 1, stride: 2, padding: 0 } };
    expect(describePixel(sparse, { row: 8, column: 3 }, maps)).toBe(
      'No value of the map sees pixel (row 8, column 3).',
    );
  });

  it('say what the layer sees, and why it is not known', () => {
    expect(describeField(FIELD)).toBe('Receptive field 11×7, stride 4×2, padding 2×0');
    const square = { kind: 'region', rows: FIELD.rows, columns: FIELD.rows, bound: undefined } as const;
    expect(describeField(square)).toBe('Receptive field 11×11, stride 4, padding 2');
    expect(describeField({ ...square, bound: 'its paths do not line up' })).toBe(
      'Receptive field at most 11×11, stride 4, padding 2: its paths do not line up',
    );
    expect(describeField({ kind: 'whole' })).toBe('Each value sees the whole picture.');
    expect(describeField({ kind: 'unknown', reason: 'a size is open' })).toBe(
      'Receptive field not known: a size is open.',
    );
  });
});
