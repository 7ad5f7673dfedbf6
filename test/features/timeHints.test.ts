// Times of a run at the lines of the code.

import { expect, it } from 'vitest';
import { makeTimeHints } from '../../src/features/timeHints';
import type { LayerInfo, LayerResult } from '../../src/protocol/runner';

const FILE = '/project/model.ts';

function makeLayer(index: number, line: number | undefined, className = 'Conv2D'): LayerInfo {
  const source = line === undefined ? undefined : { file: FILE, line, column: 3 };
  return { index, name: `layer${index}`, application: 0, className, outputShape: [null, 4], parameters: 0, source };
}

function makeResult(index: number, milliseconds: number): LayerResult {
  const figures = { min: 0, max: 1, mean: 0.5, zeroShare: 0, deadChannels: [], notANumberCount: 0 };
  return { index, shape: [1, 4], milliseconds, ...figures };
}

it('each line tells its time and its share; the layers of a loop are taken together', () => {
  const layers = [
    makeLayer(0, 3, 'InputLayer'),
    makeLayer(1, 4),
    makeLayer(2, 9),
    makeLayer(3, 9),
    makeLayer(4, undefined),
  ];
  const results = [0, 12.34, 100, 1100, 0.4].map((milliseconds, index) => makeResult(index, milliseconds));
  const hints = makeTimeHints(layers, results);
  expect(hints.map(({ file, line, text }) => [file, line, text])).toEqual([
    [FILE, 4, '12.3 ms · 1%'],
    [FILE, 9, '1.20 s · 99%'],
  ]);
  expect(hints[1]?.tooltip).toMatch(
    /^The 2 layers that this line makes took 1\.20 s in the last run, 99% of the 1\.21 s/,
  );
});

it('a layer that has not run has no time', () => {
  expect(makeTimeHints([makeLayer(0, 4), makeLayer(1, 5)], [makeResult(1, 0.004)])).toMatchObject([
    { line: 5, text: '0.00 ms · 100%' },
  ]);
});
