// Lenses, summary, JSON and the choice of a model: what is made from whole models.

import { describe, expect, it } from 'vitest';
import { Unknown, type Finding } from '../../src/analyser/index';
import { add, multiply, symbol, type Quantity } from '../../src/analyser/formulas/quantity';
import { figuresText, makeCodeLenses } from '../../src/features/codeLenses';
import { applyEdits, effectText, fixesOf, measureEffect } from '../../src/features/fixes';
import { LineMap } from '../../src/features/lineMap';
import { findModel, modelsAt } from '../../src/features/modelAt';
import { makeSummary } from '../../src/features/summary';
import type { JsonSummary } from '../../src/features/summaryContract';
import { makeSummaryJson } from '../../src/features/summaryJson';
import { squareField, TestFile } from '../support/fileAnalysis';
import { CONV, makeSample, type Sample } from '../support/sampleAnalysis';

const NO_EFFECT = { parameters: null, macs: null, receptiveField: null };

function jsonOf({ analysis, sources }: Pick<Sample, 'analysis' | 'sources'>): JsonSummary {
  return makeSummaryJson({
    analysis,
    models: analysis.models,
    fileName: 'model.ts',
    textOf: (file) => sources.textOf(file),
    nameOf: (file) => sources.shortName(file),
    effectOf: () => NO_EFFECT,
  });
}

describe('lenses', () => {
  it('stand above each model once, with its totals', () => {
    const { analysis, source } = makeSample();
    const lenses = makeCodeLenses({ ...analysis, findings: [], models: [...analysis.models, ...analysis.models] });
    expect(lenses.map(({ title }) => title)).toEqual([
      '1.08M params · 58.8 MMACs · RF 3/1',
      'Run Model',
      'Summary',
      'Compare',
      'Graph',
    ]);
    expect(lenses[0]?.range).toEqual(source.rangeOf('tf.sequential()'));
  });

  it('say when not everything is known', () => {
    const file = new TestFile('model()');
    const unknown = new Unknown('a layer could not be read');
    const model = file.model('m', file.rangeOf('model()'), [], { status: 'partial', receptiveField: unknown });
    const totals = { ...model.totals, parameters: unknown, macs: unknown };
    expect(figuresText({ ...model, totals })).toBe('? params · ? MACs · partial');
  });

  it('leave long formulas to the summary', () => {
    const file = new TestFile('model()');
    const model = file.model('m', file.rangeOf('model()'), [], { receptiveField: new Unknown('no picture') });
    const names = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh'];
    const long = names.map(symbol).reduce<Quantity>(add, 0);
    const totals = { ...model.totals, parameters: long, macs: long };
    expect(figuresText({ ...model, totals })).toBe(
      'fifth + first + fourth + second + seventh + six… params · fifth + first + fourth + second + seventh + six… MACs',
    );
  });
});

describe('the summary', () => {
  it('is a table with aligned columns and totals', () => {
    const { analysis, sources } = makeSample();
    const [model] = analysis.models;
    expect(model && makeSummary(analysis, model, sources)).toMatchInlineSnapshot(`
      "model · sequential model · model.ts:3

      Layer                                    Class                  Output  Parameters        MACs  RF/stride  Line
      ───────────────────────────────────────────────────────────────────────────────────────────────────────────────
      conv2d_Conv2D1_input                     InputLayer           28×28×64           0           0                4
      conv2d_Conv2D1                           Conv2D              28×28×128      73,856  57,802,752        3/1     4
      batch_normalization_BatchNormalization1  BatchNormalization  28×28×128         512           0        3/1     5
      flatten_Flatten1                         Flatten                100352           0           0                7
      dense_Dense1                             Dense                      10   1,003,530   1,003,520        all     9
      ───────────────────────────────────────────────────────────────────────────────────────────────────────────────
      Parameters       1,077,898 (1,077,642 trainable, 256 not)
      MACs             58,806,272 (58.8 MMACs)
      Weights          4.31 MB
      Activations      1.2 MB for one sample
      Receptive field  3/1 (size/stride) at the last layer with spatial positions
      "
    `);
  });

  it('lists reasons and findings', () => {
    const source = new TestFile('const n = f();\nm(layer(n));\n');
    const unknown = new Unknown('`f` is not in the workspace', source.rangeOf('f()'));
    const reading = source.reading(source.rangeOf('layer(n)'), 'a', 'Dense', {
      outputShape: unknown,
      parameters: unknown,
    });
    const model = source.model('m', source.rangeOf('m(layer(n))'), [reading], { status: 'partial' });
    const finding: Finding = {
      rule: 'shape-error',
      severity: 'error',
      range: source.rangeOf('layer(n)'),
      path: [],
      message: 'No.',
      fixes: [],
    };
    const { sources } = makeSample();
    const text = makeSummary(source.analysis([model], [finding]), model, { ...sources, textOf: () => source.text });
    expect(text).toContain('Not everything about this model is known');
    expect(text).toContain('? from a on: `f` is not in the workspace (model.ts:1)');
    expect(text).toContain('model.ts:2: error: No. [shape-error]');
  });
});

describe('the JSON', () => {
  it('follows the headless contract', () => {
    const json = jsonOf(makeSample());
    expect(json).toMatchObject({ version: 1, file: 'model.ts', findings: [] });
    expect(json.models[0]).toMatchObject({
      name: 'model',
      line: 3,
      kind: 'sequential',
      status: 'complete',
      inputShape: [null, 28, 28, 64],
      totals: {
        params: 1_077_898,
        trainable: 1_077_642,
        macs: 58_806_272,
        activationBytes: 1_204_264,
        weightBytes: 4_311_592,
      },
      findings: [],
    });
    expect(json.models[0]?.layers[1]).toEqual({
      name: 'conv2d_Conv2D1',
      className: 'Conv2D',
      line: 4,
      column: 11,
      path: [],
      outputShape: [null, 28, 28, 128],
      params: 73_856,
      trainable: 73_856,
      macs: 57_802_752,
      receptiveField: { size: [3, 3], stride: [1, 1], padding: [1, 1], aligned: true },
    });
    expect(json.models[0]?.layers[0]?.className).toBe('InputLayer');
  });

  it('writes formulas as text and unknowns as null with a reason', () => {
    const source = new TestFile('m(layer())');
    const unknown = new Unknown('`f` is not in the workspace', source.rangeOf('layer()'));
    const reading = source.reading(source.rangeOf('layer()'), 'a', 'Dense', {
      outputShape: [null, symbol('C'), unknown],
      parameters: add(multiply(576, symbol('C')), 64),
      macs: unknown,
      receptiveField: unknown,
    });
    const analysis = source.analysis([source.model('m', source.rangeOf('m(layer())'), [reading])]);
    const layer = jsonOf({ ...makeSample(), analysis }).models[0]?.layers[0];
    expect(layer).toMatchObject({
      outputShape: [null, 'C', null],
      params: '576·C + 64',
      macs: null,
      receptiveField: null,
    });
    expect(layer?.reasons).toEqual({
      outputShape: '`f` is not in the workspace',
      macs: '`f` is not in the workspace',
      receptiveField: '`f` is not in the workspace',
    });
    const place = { line: 1, column: 3 };
    expect(layer?.reasonPlaces).toEqual({ outputShape: place, macs: place, receptiveField: place });
  });

  it('gives findings to the model they belong to', () => {
    const { analysis, source, sources } = makeSample();
    const finding = (text: string): Finding => ({
      rule: 'shape-error',
      severity: 'error',
      range: source.rangeOf(text),
      path: [],
      message: `about ${text}`,
      fixes: [],
    });
    const json = jsonOf({ analysis: { ...analysis, findings: [finding('units: 10'), finding('import')] }, sources });
    expect(json.models[0]?.findings).toEqual([
      {
        rule: 'shape-error',
        severity: 'error',
        line: 9,
        column: 29,
        endLine: 9,
        endColumn: 38,
        message: 'about units: 10',
        fixes: [],
      },
    ]);
    expect(json.findings.map(({ message }) => message)).toEqual(['about import']);
  });
});

describe('the model at a place', () => {
  const text = 'a = model1();\na.add(x());\n\nb = model2();\nb.add(y());\n\nend\n';
  const source = new TestFile(text);
  const first = source.model('a', source.rangeOf('model1()'), [source.reading(source.rangeOf('x()'), 'x', 'Dense')]);
  const second = source.model('b', source.rangeOf('model2()'), [source.reading(source.rangeOf('y()'), 'y', 'Dense')]);
  const analysis = source.analysis([first, second]);
  const namesAt = (place: string): string[] =>
    modelsAt(analysis, source.rangeOf(place).start).map(({ model }) => model.name);

  it('is the one it lies in, else any, the nearest above first', () => {
    expect(namesAt('x()')).toEqual(['a']);
    expect(namesAt('model2')).toEqual(['b']);
    expect(namesAt('end')).toEqual(['b', 'a']);
    expect(modelsAt(source.analysis([first]), text.length).map(({ model }) => model.name)).toEqual(['a']);
  });

  it('is found again by name and line', () => {
    const lines = new LineMap(text);
    const lineOf = (offset: number): number => lines.positionAt(offset).line + 1;
    expect(findModel(analysis, 'b', 99, lineOf)).toBe(second);
    expect(findModel(analysis, 'gone', 1, lineOf)).toBeUndefined();
    const twins = source.analysis([first, { ...second, model: { ...second.model, name: 'a' } }]);
    expect(findModel(twins, 'a', 4, lineOf)?.model.call).toEqual(second.model.call);
    // The only model was renamed: it is still the one that is meant.
    expect(findModel(source.analysis([first]), 'renamed', 1, lineOf)).toBe(first);
  });
});

describe('fixes', () => {
  it('apply their edits from the end', () => {
    const source = new TestFile('a b c');
    const edits = [
      { range: source.rangeOf('a'), newText: 'first' },
      { range: source.rangeOf('c'), newText: '' },
    ];
    expect(applyEdits(source.text, edits)).toBe('first b ');
  });

  it('tell what they change', () => {
    const { analysis, source } = makeSample();
    const [model] = analysis.models;
    if (!model) throw new Error('The sample has a model.');
    const smaller = source.model('model', model.model.call, [], { receptiveField: squareField(19, 1, 1) });
    const effect = measureEffect(analysis, source.analysis([smaller]), model);
    expect(effect).toEqual({ parameters: -1_077_898, macs: -58_806_272, receptiveField: 16 });
    expect(effectText(effect)).toBe('−1.08M params, −58.8 MMACs, RF +16');
    expect(measureEffect(analysis, source.analysis([]), model)).toEqual(NO_EFFECT);
  });

  it('are offered once each', () => {
    const { source } = makeSample();
    const fix = { title: 'Fix', edits: [{ range: source.rangeOf(CONV), newText: 'x' }] };
    const finding: Finding = {
      rule: 'r',
      severity: 'error',
      range: source.rangeOf(CONV),
      path: [],
      message: '',
      fixes: [fix, { ...fix }],
    };
    expect(fixesOf([finding, finding])).toHaveLength(1);
  });
});
