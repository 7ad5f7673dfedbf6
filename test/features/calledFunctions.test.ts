// Looking through one call of a function that several calls reach.

import { describe, expect, it } from 'vitest';
import { createAnalyser } from '../../src/analyser/createAnalyser';
import type { FileAnalysis } from '../../src/analyser/index';
import { findCalledFunctions, lookThrough, type ChosenCalls } from '../../src/features/calledFunctions';
import { makeCallChoices, makeCallLenses } from '../../src/features/callLenses';
import { makeInlayHints } from '../../src/features/inlayHints';
import { LineMap } from '../../src/features/lineMap';
import type { Sources } from '../../src/features/sources';

const FILE = '/project/model.ts';
const TEXT = `import * as tf from '@tensorflow/tfjs';

const normalise = (x) => tf.layers.batchNormalization().apply(x);

function block(x, filters) {
  const y = tf.layers.conv2d({ filters, kernelSize: 3, padding: 'same' }).apply(x);
  return normalise(y);
}

function stage(x, filters) {
  return tf.layers.maxPooling2d({ poolSize: 2 }).apply(block(block(x, filters), filters));
}

export function build() {
  const image = tf.input({ shape: [64, 64, 3] });
  const x = stage(stage(normalise(image), 8), 16);
  return tf.model({ inputs: image, outputs: x });
}
`;

const sources: Sources = {
  textOf: () => TEXT,
  linkTo: () => undefined,
  shortName: () => 'model.ts',
};

function analyse(text = TEXT): FileAnalysis {
  return createAnalyser({ readFile: (file) => (file === FILE ? text : undefined) }).analyse(FILE);
}

/** What stands behind the lines of conv2d, batchNormalization and maxPooling2d. */
function hints(chosen: ChosenCalls): string[] {
  const parts = { shape: true, parameters: true, macs: false, receptiveField: false };
  return makeInlayHints(lookThrough(analyse(), chosen), new LineMap(TEXT), parts).map(({ text }) => text);
}

const named = (chosen: Record<string, number>): ChosenCalls => new Map(Object.entries(chosen));

describe('called functions', () => {
  it('are those whose layers were made in several calls', () => {
    expect(findCalledFunctions(analyse()).map(({ key, calls }) => [key, calls.length])).toEqual([
      ['normalise', 5],
      ['block', 4],
      ['stage', 2],
    ]);
  });

  it('are none where everything is called once', () => {
    const text = `import * as tf from '@tensorflow/tfjs';
function unit(x) { return tf.layers.reLU().apply(x); }
unit(tf.input({ shape: [8, 8, 3] }));
`;
    expect(findCalledFunctions(analyse(text))).toEqual([]);
  });

  it('keep apart functions of the same name', () => {
    const text = `import * as tf from '@tensorflow/tfjs';
const input = tf.input({ shape: [8, 8, 3] });
function first() { function unit(x) { return tf.layers.reLU().apply(x); } return unit(unit(input)); }
function second() { function unit(x) { return tf.layers.reLU().apply(x); } return unit(unit(unit(input))); }
first(); second();
`;
    expect(findCalledFunctions(analyse(text)).map(({ key, calls }) => [key, calls.length])).toEqual([
      ['unit', 2],
      ['unit#2', 3],
    ]);
  });
});

describe('looking through', () => {
  it('shows all calls when none is chosen', () => {
    expect(hints(new Map())).toEqual([
      '×5 · 64×64×3…32×32×16 · 12–64',
      '×4 · 64×64×8…32×32×16 · 224–2.32K',
      '×2 · 32×32×8…16×16×16',
      '64×64×3',
    ]);
  });

  it('shows what the chosen call made, in the functions that it called too', () => {
    expect(hints(named({ block: 2 }))).toEqual([
      '32×32×16 · 64',
      '32×32×16 · 1.17K',
      '×2 · 32×32×8…16×16×16',
      '64×64×3',
    ]);
  });

  it('shows the calls inside of the chosen one', () => {
    expect(hints(named({ stage: 0 }))).toEqual(['×2 · 64×64×8 · 32', '×2 · 64×64×8 · 224–584', '32×32×8', '64×64×3']);
  });

  it('narrows down with a choice in each of two functions', () => {
    expect(hints(named({ stage: 1, block: 3 })).slice(0, 3)).toEqual(['32×32×16 · 64', '32×32×16 · 2.32K', '16×16×16']);
  });

  it('shows all calls again when the chosen one is gone', () => {
    expect(hints(named({ stage: 7, gone: 0 }))).toEqual(hints(new Map()));
  });
});

describe('the lens', () => {
  it('offers to choose, then says which call is shown and leads to the others', () => {
    const lenses = (chosen: ChosenCalls): string[] =>
      makeCallLenses(analyse(), chosen, sources)
        .filter(({ key }) => key === 'block')
        .map(({ title }) => title);
    expect(lenses(new Map())).toEqual(['4 calls · Look through one…']);
    expect(lenses(named({ block: 0 }))).toEqual(['Call 1 of 4 · model.ts:16 → model.ts:11', 'Next', 'All calls']);
    expect(lenses(named({ block: 3 }))).toEqual(['Call 4 of 4 · model.ts:16 → model.ts:11', 'Previous', 'All calls']);
  });

  it('lists the calls with what goes in, what comes out and what it costs', () => {
    const block = findCalledFunctions(analyse()).find(({ key }) => key === 'block')!;
    expect(makeCallChoices(block, sources).map(({ label, description }) => `${label} (${description})`)).toEqual([
      '1 · 64×64×3 → 64×64×8 (model.ts:16 → model.ts:11 · 256 params)',
      '2 · 64×64×8 → 64×64×8 (model.ts:16 → model.ts:11 · 616 params)',
      '3 · 32×32×8 → 32×32×16 (model.ts:16 → model.ts:11 · 1.23K params)',
      '4 · 32×32×16 → 32×32×16 (model.ts:16 → model.ts:11 · 2.38K params)',
    ]);
  });
});
