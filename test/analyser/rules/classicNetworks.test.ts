// Which rule fires on which classic network, and why. Only what a network taught the hard way is found in it.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { pathOf } from '../../../docs/rulePages';
import { createAnalyser } from '../../../src/analyser/createAnalyser';
import type { FileAnalysis, Finding, TextEdit } from '../../../src/analyser/index';
import { applyEdits } from '../../../src/features/fixes';
import { classicNetworks } from '../../../src/networks/index';

const OWN_STEM = 'ZFNet was made to correct it';
const FLATTENED = 'its first dense layer holds most parameters, which GoogLeNet did away with';
const NORMALISED = 'VGG found that it does not help';
const SKIPPED = 'both the block and its shortcut are 1×1 at a stride of 2, which ResNet-B corrects';
const CROPPED = "its own padding: 224 does not go with the stem's stride";

/** Rules and how many places, by network. Networks that are not named have nothing to be told. */
const EXPECTED: Readonly<Record<string, readonly (readonly [rule: string, places: number, why: string])[]>> = {
  alexnet: [
    ['coarse-stem', 1, OWN_STEM],
    ['dense-after-flatten', 1, FLATTENED],
    ['local-response-normalization', 2, NORMALISED],
  ],
  zfnet: [
    ['dense-after-flatten', 1, FLATTENED],
    ['local-response-normalization', 2, NORMALISED],
  ],
  vgg11: [['dense-after-flatten', 1, FLATTENED]],
  vgg13: [['dense-after-flatten', 1, FLATTENED]],
  vgg16: [['dense-after-flatten', 1, FLATTENED]],
  vgg19: [['dense-after-flatten', 1, FLATTENED]],
  googlenet: [['local-response-normalization', 2, NORMALISED]],
  resnet50: [['skipped-positions', 1, SKIPPED]],
  resnet101: [['skipped-positions', 1, SKIPPED]],
  resnet152: [['skipped-positions', 1, SKIPPED]],
  'squeezenet1.0': [['dropped-pixels', 1, CROPPED]],
  'squeezenet1.1': [['dropped-pixels', 1, CROPPED]],
  plain34: [
    ['convolution-without-reduction', 1, 'its 3×3 take 96 % of it; ResNet-50 compresses the channels first'],
    ['deep-plain-stack', 1, 'it is the plain network that ResNet answers'],
    ['layers-beyond-picture', 1, 'without shortcuts its last layers see more than the 224 pixels'],
  ],
  naiveInception: [
    ['convolution-without-reduction', 2, 'its 3×3 and 5×5 get all 192 channels; GoogLeNet compresses them first'],
  ],
};

type Values = Readonly<Record<string, number | string | boolean>>;

const others = ['plain34', 'naiveInception'].map((id) => ({ id, file: `src/networks/${id}.ts`, arguments: {} }));

describe.each([...classicNetworks, ...others])('$id', ({ id, file, arguments: values }) => {
  it('has the findings that are its lesson', () => {
    const advice = adviceOn(file, values);
    const counts = new Map<string, number>();
    for (const { rule } of advice) counts.set(rule, (counts.get(rule) ?? 0) + 1);
    const expected = EXPECTED[id] ?? [];
    expect([...counts].sort()).toEqual(expected.map(([rule, places]) => [rule, places]));
    expect(advice.filter(({ severity }) => severity !== 'info' && severity !== 'hint')).toEqual([]);
  });

  it('loses a finding by each fix, and stays a model without errors', () => {
    for (const { rule, message, fixes } of adviceOn(file, values)) {
      for (const { edits } of fixes) {
        const { findings, models } = analysed(file, values, edits);
        expect(findings.filter((finding) => finding.rule === rule && finding.message === message)).toEqual([]);
        expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
        expect(models.every(({ status }) => status === 'complete')).toBe(true);
      }
    }
  });
});

const analysed = (file: string, values: Values, edits: readonly TextEdit[] = []): FileAnalysis => {
  const readFile = (path: string): string | undefined => {
    try {
      return applyEdits(
        readFileSync(path, 'utf8'),
        edits.filter(({ range }) => range.file === path),
      );
    } catch {
      return undefined;
    }
  };
  const path = pathOf(file).replaceAll('\\', '/');
  return createAnalyser({ readFile }, { values: new Map(Object.entries(values)) }).analyse(path);
};

function adviceOn(file: string, values: Values): readonly Finding[] {
  return analysed(file, values).findings.filter(({ isAdvice }) => isAdvice);
}
