// The texts of the files that were read.

import type { SourceRange } from '../formulas/quantity';

export interface Sources {
  /** The text of a file that was read. */
  readonly textOf: (file: string) => string;
  readonly textAt: (range: SourceRange) => string;
}

export function sourcesOf(textOf: Sources['textOf']): Sources {
  return { textOf, textAt: ({ file, start, end }) => textOf(file).slice(start, end) };
}
