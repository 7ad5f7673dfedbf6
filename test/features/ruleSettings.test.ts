// Severities of rules: settings, and comments that silence one.

import { expect, it } from 'vitest';
import { createAnalyser } from '../../src/analyser/createAnalyser';
import type { FileAnalysis } from '../../src/analyser/index';
import { makeDiagnostics, type PlainDiagnostic } from '../../src/features/findings';
import { applyEdits } from '../../src/features/fixes';
import { applyRuleSettings, disableForLine, rulesTurnedOn } from '../../src/features/ruleSettings';

const FILE = '/project/model.ts';
const TEXT = `import * as tf from '@tensorflow/tfjs';

function build() {
  const model = tf.sequential();
  model.add(tf.layers.dense({ inputShape: [4], units: 8 }));
  model.add(
    tf.layers.dense({ units: 1, activation: 'softmax' }),
  );
  return model;
}
`;

function analyse(text: string): FileAnalysis {
  return createAnalyser({ readFile: (path) => (path === FILE ? text : undefined) }).analyse(FILE);
}

function diagnosticsOf(text: string): PlainDiagnostic[] {
  return makeDiagnostics(analyse(text));
}

function rulesOf(text: string): string[] {
  return diagnosticsOf(text).map(({ rule }) => rule);
}

it('sets the severity of a rule, or turns it off', () => {
  const set = applyRuleSettings(diagnosticsOf(TEXT), { 'last-activation': 'hint', 'linear-layers-in-a-row': 'off' });
  expect(set.map(({ rule, severity }) => [rule, severity])).toEqual([['last-activation', 'hint']]);
});

it('keeps the default where the setting is no severity', () => {
  const set = applyRuleSettings(diagnosticsOf(TEXT), { 'last-activation': 'loud', 'linear-layers-in-a-row': 3 });
  expect(set.map(({ severity }) => severity)).toEqual(['warning', 'warning']);
});

it('turns a rule on that is off by default, for those that have a severity in the settings', () => {
  expect(rulesTurnedOn({ 'overlapping-pooling': 'hint', 'coarse-stem': 'off', 'large-kernel': true })).toEqual([
    'overlapping-pooling',
  ]);
});

it('does not set what TensorFlow.js throws', () => {
  const found = diagnosticsOf(TEXT.replace('inputShape: [4], ', ''));
  expect(applyRuleSettings(found, { 'tfjs-error': 'off' })).toEqual(found);
});

it('silences a rule for one line with a comment, above the line as it is indented', () => {
  const first = diagnosticsOf(TEXT).find(({ rule }) => rule === 'linear-layers-in-a-row');
  const text = applyEdits(TEXT, disableForLine(TEXT, first!.range, first!.rule).edits);
  expect(text).toContain(
    '  // convlens-disable-next-line linear-layers-in-a-row\n  model.add(tf.layers.dense({ inputShape',
  );
  expect(rulesOf(text)).toEqual(['last-activation']);
});

it('adds a second rule to the comment', () => {
  const line =
    '  // convlens-disable-next-line large-kernel -- as in the paper\n  model.add(tf.layers.dense({ inputShape';
  const text = TEXT.replace('  model.add(tf.layers.dense({ inputShape', line);
  const found = diagnosticsOf(text).find(({ rule }) => rule === 'linear-layers-in-a-row');
  const fixed = applyEdits(text, disableForLine(text, found!.range, found!.rule).edits);
  expect(fixed).toContain('// convlens-disable-next-line large-kernel, linear-layers-in-a-row -- as in the paper\n');
  expect(rulesOf(fixed)).toEqual(['last-activation']);
});

it.each([
  '/* convlens-disable-next-line last-activation */',
  '// convlens-disable-next-line even-kernel-with-same,last-activation',
  '//convlens-disable-next-line last-activation -- the loss is my own',
])('reads %s', (comment) => {
  expect(rulesOf(TEXT.replace('    tf.layers', `    ${comment}\n    tf.layers`))).toEqual(['linear-layers-in-a-row']);
});

it.each(['// convlens-disable-next-line', '// convlens-disable-next-line last', '// last-activation'])(
  'silences nothing with %s',
  (comment) => {
    expect(rulesOf(TEXT.replace('    tf.layers', `    ${comment}\n    tf.layers`)).sort()).toEqual([
      'last-activation',
      'linear-layers-in-a-row',
    ]);
  },
);

it('shows advice on several models once, at the layer call that they share', () => {
  const text = `import * as tf from '@tensorflow/tfjs';
function head(units: number) {
  return tf.sequential({ layers: [tf.layers.dense({ inputShape: [units], units: 1, activation: 'softmax' })] });
}
const small = head(4);
const large = head(8);
`;
  const [diagnostic, ...others] = diagnosticsOf(text);
  expect(others).toEqual([]);
  expect(diagnostic?.findings).toHaveLength(2);
  expect(diagnostic?.related.some(({ message }) => message.startsWith('also in large: softmax over 1 unit'))).toBe(
    true,
  );
});
