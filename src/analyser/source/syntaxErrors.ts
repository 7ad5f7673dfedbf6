// What TypeScript's parser could not make sense of.

import type ts from 'typescript';
import type { SourceRange } from '../formulas/quantity';

/** The parser leaves them in the tree, under a name that its types do not tell. */
type ParsedFile = ts.SourceFile & { readonly parseDiagnostics?: readonly ts.DiagnosticWithLocation[] };

/** What the parser refuses although JavaScript outside of modules and strict code has it: octal numbers, and octal escapes in strings. */
const SLOPPY = new Set([1121, 1487, 1488, 1489]);

export interface SyntaxError {
  readonly range: SourceRange;
  readonly message: string;
}

export function syntaxErrorsOf(file: string, { parseDiagnostics = [] }: ParsedFile): readonly SyntaxError[] {
  return parseDiagnostics
    .filter(({ code }) => !SLOPPY.has(code))
    .map(({ start, length, messageText }) => ({
      range: { file, start, end: start + length },
      message: typeof messageText === 'string' ? messageText : messageText.messageText,
    }));
}

/** Whether the parser stumbled inside of a range or right after it: what stands there may not be all that is meant. */
export function isHalfTyped(written: SourceRange, errors: readonly SyntaxError[], text: string): boolean {
  return errors.some(
    ({ range }) =>
      range.file === written.file && range.start >= written.start && text.slice(written.end, range.start).trim() === '',
  );
}
