// Source ranges as 1-based lines and columns, with the file where it is another one.

import type { SourceRange } from '../analyser/index';
import { LineMap } from './lineMap';
import type { JsonPlace } from './summaryContract';

export interface NamedTexts {
  /** Text of a file of the analysis, for its lines. */
  textOf(file: string): string | undefined;
  /** How another file is to be named. */
  nameOf(file: string): string;
}

export type JsonRange = JsonPlace & { readonly endLine: number; readonly endColumn: number };

/** The lines of each file are counted once. */
export class JsonPlaces {
  private readonly lines = new Map<string, LineMap>();

  constructor(
    /** The one whose name is not told. */
    private readonly ownFile: string,
    private readonly texts: NamedTexts,
  ) {}

  start(range: SourceRange): JsonPlace {
    const { line, column } = this.linesOf(range.file).positionAt(range.start);
    return { ...this.fileEntry(range.file), line: line + 1, column: column + 1 };
  }

  range(range: SourceRange): JsonRange {
    const end = this.linesOf(range.file).positionAt(range.end);
    return { ...this.start(range), endLine: end.line + 1, endColumn: end.column + 1 };
  }

  private fileEntry(file: string): { readonly file?: string } {
    return file === this.ownFile ? {} : { file: this.texts.nameOf(file) };
  }

  private linesOf(file: string): LineMap {
    let lines = this.lines.get(file);
    if (!lines) this.lines.set(file, (lines = new LineMap(this.texts.textOf(file) ?? '')));
    return lines;
  }
}
