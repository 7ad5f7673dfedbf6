// Findings as the editor underlines them: where, once, and with which related places.

import { expect, it } from 'vitest';
import type { Finding } from '../../src/analyser/index';
import { makeDiagnostics } from '../../src/features/findings';
import { TestFile } from '../support/fileAnalysis';

const main = new TestFile('block(1);\nblock(2);\nlayer();\n');
const other = new TestFile('deep();\n', '/project/blocks.ts');

function finding(more: Partial<Finding>): Finding {
  return {
    rule: 'shape-error',
    severity: 'error',
    range: main.rangeOf('layer()'),
    path: [],
    message: 'No.',
    fixes: [],
    ...more,
  };
}

it('shows a place once and names the calls that led there', () => {
  const found = [finding({ path: [main.rangeOf('block(1)')] }), finding({ path: [main.rangeOf('block(2)')] })];
  const [diagnostic, ...rest] = makeDiagnostics(main.analysis([], found));
  expect(rest).toEqual([]);
  expect(diagnostic).toMatchObject({
    range: main.rangeOf('layer()'),
    severity: 'error',
    rule: 'shape-error',
    message: 'No.',
  });
  expect(diagnostic?.related.map(({ range }) => range)).toEqual([main.rangeOf('block(1)'), main.rangeOf('block(2)')]);
});

it('shows what lies in another file at the call that led there', () => {
  const found = [finding({ range: other.rangeOf('deep()'), path: [main.rangeOf('block(1)')] })];
  const [diagnostic] = makeDiagnostics(main.analysis([], found));
  expect(diagnostic?.range).toEqual(main.rangeOf('block(1)'));
  expect(diagnostic?.related).toEqual([{ range: other.rangeOf('deep()'), message: 'the layer is made here' }]);
});

it('leaves out what no place in the file led to', () => {
  expect(makeDiagnostics(main.analysis([], [finding({ range: other.rangeOf('deep()') })]))).toEqual([]);
});

it('keeps different messages at one place apart', () => {
  expect(makeDiagnostics(main.analysis([], [finding({}), finding({ message: 'Other.' })]))).toHaveLength(2);
});
