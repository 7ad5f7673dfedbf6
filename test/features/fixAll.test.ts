// Fixes of one kind in a whole file: which are offered, and what applying them gives.

import { describe, expect, it } from 'vitest';
import { createAnalyser } from '../../src/analyser/createAnalyser';
import type { FileAnalysis, Finding } from '../../src/analyser/index';
import { makeDiagnostics } from '../../src/features/findings';
import { changeOf, fixAll, offeredFixes, type FixKind } from '../../src/features/fixAll';
import { applyEdits } from '../../src/features/fixes';

const FILE = '/model.ts';
const IMPORT = "import * as tf from '@tensorflow/tfjs';\n";

function analyserOf(): (text: string) => FileAnalysis {
  const current = { text: '' };
  const analyser = createAnalyser({ readFile: (file) => (file === FILE ? current.text : undefined) });
  return (text) => {
    current.text = text;
    return analyser.analyse(FILE);
  };
}

function offered(text: string): (readonly [rule: string, count: number, title: string])[] {
  return offeredFixes(makeDiagnostics(analyserOf()(text)), FILE).map(({ rule, count, title }) => [rule, count, title]);
}

const fixed = (text: string, isWanted: (kind: FixKind) => boolean): Promise<string> =>
  fixAll(text, analyserOf(), makeDiagnostics, isWanted);

function sequential(...layers: readonly string[]): string {
  return `${IMPORT}const model = tf.sequential();\n${layers.map((layer) => `model.add(tf.layers.${layer});\n`).join('')}`;
}

const NORMALISED = sequential(
  'conv2d({ inputShape: [32, 32, 3], filters: 8, kernelSize: 3 })',
  'batchNormalization()',
  'reLU()',
  "conv2d({ filters: 8, kernelSize: 3, padding: 'same' })",
  'batchNormalization()',
  'reLU()',
  'conv2d({ filters: 8, kernelSize: 3, useBias: false })',
  'batchNormalization()',
);
const LARGE = sequential(
  "conv2d({ inputShape: [64, 64, 16], filters: 16, kernelSize: 3, padding: 'same', activation: 'relu' })",
  "conv2d({ filters: 16, kernelSize: 5, padding: 'same', activation: 'relu' })",
  "conv2d({ filters: 16, kernelSize: 7, padding: 'same', activation: 'relu' })",
  "conv2d({ filters: 16, kernelSize: 7, padding: 'same', activation: 'relu' })",
);

describe('what is offered', () => {
  it('is a fix that several findings have, with how many', () => {
    expect(offered(NORMALISED)).toEqual([['bias-before-batch-normalization', 2, 'Remove the bias']]);
  });

  it('is each fix of a rule that has several, with the numbers that all have', () => {
    expect(offered(LARGE).filter(([rule]) => rule === 'large-kernel')).toEqual([
      ['large-kernel', 3, 'Replace by … convolutions of 3×3'],
      ['large-kernel', 3, 'Replace by 1×… and …×1'],
    ]);
  });

  it('is nothing where one finding has it', () => {
    expect(
      offered(sequential('conv2d({ inputShape: [32, 32, 3], filters: 8, kernelSize: 3 })', 'batchNormalization()')),
    ).toEqual([]);
  });
});

describe('all fixes of a kind', () => {
  it('leave none of the findings, and all else as it was', async () => {
    const text = await fixed(NORMALISED, ({ rule }) => rule === 'bias-before-batch-normalization');
    expect(text).toBe(
      NORMALISED.replace('kernelSize: 3 }', 'kernelSize: 3, useBias: false }').replace(
        "padding: 'same' }",
        "padding: 'same', useBias: false }",
      ),
    );
  });

  it('are those of one form', async () => {
    const text = await fixed(LARGE, ({ rule, form }) => rule === 'large-kernel' && form.includes('convolutions'));
    expect(text.match(/kernelSize: 3\b/g)).toHaveLength(1 + 2 + 3 + 3);
    const { findings, models } = analyserOf()(text);
    expect(findings.filter(({ rule }) => rule === 'large-kernel')).toEqual([]);
    expect(models[0]?.receptiveField).toMatchObject({ size: [19, 19] });
  });

  it('are applied one after the other where they overlap: what the first one settles needs no second', async () => {
    // Each letter that another one follows can go.
    const analyse = analysisOf((text) => [...text.matchAll(/a(?=a)/g)].map(({ index }) => [index, index + 2, 'a']));
    expect(await fixAll('aaaa b aa', analyse, makeDiagnostics, () => true)).toBe('a b a');
  });

  it('are left out where one would lead to an error, or not help', async () => {
    const analyse = analysisOf(
      (text) => [
        ...[...text.matchAll(/harmful/g)].map(({ index }) => [index, index + 7, 'broken'] as const),
        ...[...text.matchAll(/useless/g)].map(({ index }) => [index, index + 7, 'useless!'] as const),
        ...[...text.matchAll(/helped/g)].map(({ index }) => [index, index + 6, 'done'] as const),
      ],
      /broken/g,
    );
    expect(await fixAll('helped useless harmful helped', analyse, makeDiagnostics, () => true)).toBe(
      'done useless harmful done',
    );
  });
});

/** An analysis that finds what it is told to. */
function analysisOf(
  fixesIn: (text: string) => readonly (readonly [start: number, end: number, newText: string])[],
  errors = /(?!)/g,
): (text: string) => FileAnalysis {
  const common = { path: [], message: 'found' };
  return (text) => ({
    file: FILE,
    models: [],
    layerCalls: [],
    operationCalls: [],
    findings: [
      ...fixesIn(text).map(([start, end, newText]): Finding => {
        const range = { file: FILE, start, end };
        return {
          ...common,
          rule: 'r',
          severity: 'info',
          range,
          fixes: [{ title: 'Fix', edits: [{ range, newText }] }],
        };
      }),
      ...[...text.matchAll(errors)].map(({ index: start }): Finding => {
        const range = { file: FILE, start, end: start + 1 };
        return { ...common, rule: 'tfjs-error', severity: 'error', range, fixes: [] };
      }),
    ],
  });
}

it('tells the one stretch in which texts differ', () => {
  expect(changeOf(FILE, 'same', 'same')).toBeUndefined();
  for (const [before, after] of [
    ['abcd', 'abXcd'],
    ['aaa', 'aa'],
    ['', 'x'],
    ['abc', 'xyz'],
    ['aba', 'ababa'],
  ] as const) {
    const change = changeOf(FILE, before, after);
    expect(change && applyEdits(before, [change])).toBe(after);
  }
});
