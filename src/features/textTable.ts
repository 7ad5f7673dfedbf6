// Aligned columns of monospaced text.

export interface Column {
  readonly title: string;
  readonly align: 'left' | 'right';
}

/**
 * @param rows one text per column; a row `'-'` draws a line
 * @returns lines without trailing blanks
 */
export function formatTable(columns: readonly Column[], rows: readonly (readonly string[] | '-')[]): string[] {
  const all = [columns.map((column) => column.title), ...rows.filter((row) => row !== '-')];
  const widths = columns.map((_, index) => Math.max(...all.map((row) => lengthOf(row[index] ?? ''))));
  const total = widths.reduce((sum, width) => sum + width, 0) + 2 * (widths.length - 1);
  const formatRow = (row: readonly string[]): string =>
    columns
      .map(({ align }, index) => {
        const cell = row[index] ?? '';
        const blanks = ' '.repeat((widths[index] ?? 0) - lengthOf(cell));
        return align === 'left' ? cell + blanks : blanks + cell;
      })
      .join('  ')
      .trimEnd();
  const rule = '─'.repeat(total);
  return [
    formatRow(columns.map((column) => column.title)),
    rule,
    ...rows.map((row) => (row === '-' ? rule : formatRow(row))),
  ];
}

/** In characters, not code units, so that a name with an emoji does not shift its row. */
function lengthOf(text: string): number {
  return [...text].length;
}
