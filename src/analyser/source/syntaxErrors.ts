// What TypeScript's parser could not make sense of.

import type ts from 'typescript';
import type { SourceRange } from '../formulas/quantity';

/** The parser leaves them in the tree, under a name that its types do not tell. */
type ParsedFile = ts.SourceFile & { readonly parseDiagnostics?: readonly ts.DiagnosticWithLocation[] };

export function syntaxErrorsOf(
  file: string,
  { parseDiagnostics = [] }: ParsedFile,
): readonly { readonly range: SourceRange; readonly message: string }[] {
  return parseDiagnostics.map(({ start, length, messageText }) => ({
    range: { file, start, end: start + length },
    message: typeof messageText === 'string' ? messageText : messageText.messageText,
  }));
}
