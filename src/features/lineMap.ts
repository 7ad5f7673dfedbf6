// Offsets into a text ↔ lines and columns. Everything that shows a place goes through here.

/** 0-based, columns in UTF-16 code units, as VS Code counts. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** The lines of one text. `\n`, `\r\n` and `\r` end a line, as in VS Code (TypeScript ends lines at U+2028 too). */
export class LineMap {
  private readonly starts: readonly number[];

  constructor(readonly text: string) {
    const starts = [0];
    for (const match of text.matchAll(/\r\n|\n|\r/g)) starts.push(match.index + match[0].length);
    this.starts = starts;
  }

  get lineCount(): number {
    return this.starts.length;
  }

  /** Offsets outside the text are moved to its start or end. */
  positionAt(offset: number): Position {
    const wanted = Math.max(0, Math.min(offset, this.text.length));
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] ?? 0) <= wanted) low = middle;
      else high = middle - 1;
    }
    return { line: low, column: wanted - (this.starts[low] ?? 0) };
  }

  /** Positions behind a line's end are moved to its end. */
  offsetAt(position: Position): number {
    if (position.line < 0) return 0;
    const start = this.starts[position.line];
    if (start === undefined) return this.text.length;
    return Math.min(start + Math.max(0, position.column), this.lineEnd(position.line));
  }

  /** The offset behind the last character of a line, its line break left out. */
  lineEnd(line: number): number {
    const next = this.starts[line + 1];
    if (next === undefined) return this.text.length;
    const breakLength = this.text.charAt(next - 1) === '\n' && this.text.charAt(next - 2) === '\r' ? 2 : 1;
    return next - breakLength;
  }
}
