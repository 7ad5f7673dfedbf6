// Offsets of a text as lines and columns, and back.

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { LineMap } from '../../src/features/lineMap';

it('counts lines and columns as VS Code does', () => {
  const lines = new LineMap('a\r\nbc\nd\re');
  expect(lines.lineCount).toBe(4);
  expect(lines.positionAt(0)).toEqual({ line: 0, column: 0 });
  expect(lines.positionAt(4)).toEqual({ line: 1, column: 1 });
  expect(lines.positionAt(6)).toEqual({ line: 2, column: 0 });
  expect(lines.positionAt(8)).toEqual({ line: 3, column: 0 });
  expect(lines.lineEnd(0)).toBe(1);
  expect(lines.lineEnd(1)).toBe(5);
  expect(lines.lineEnd(3)).toBe(9);
});

it('does not end lines at U+2028', () => {
  expect(new LineMap('a\u2028b').lineCount).toBe(1);
});

it('moves what lies outside to the ends', () => {
  const lines = new LineMap('ab\ncd');
  expect(lines.positionAt(-1)).toEqual({ line: 0, column: 0 });
  expect(lines.positionAt(99)).toEqual({ line: 1, column: 2 });
  expect(lines.offsetAt({ line: 0, column: 99 })).toBe(2);
  expect(lines.offsetAt({ line: 9, column: 0 })).toBe(5);
});

it('finds every offset again', () => {
  const text = fc
    .array(fc.constantFrom('a', 'é', '𝒳', '\n', '\r\n', ' '), { maxLength: 40 })
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, fc.nat(80), (content, wanted) => {
      const lines = new LineMap(content);
      const offset = Math.min(wanted, content.length);
      const insideBreak = content[offset - 1] === '\r' && content[offset] === '\n';
      expect(lines.offsetAt(lines.positionAt(offset))).toBe(insideBreak ? offset - 1 : offset);
    }),
  );
});
