// The analyser's offsets as VS Code's positions.

import * as vscode from 'vscode';
import type { SourceRange } from '../analyser/index';
import { LineMap } from '../features/lineMap';
import type { Sources } from '../features/sources';

export function positionAt(lines: LineMap, offset: number): vscode.Position {
  const { line, column } = lines.positionAt(offset);
  return new vscode.Position(line, column);
}

export function rangeOf(lines: LineMap, range: { readonly start: number; readonly end: number }): vscode.Range {
  return new vscode.Range(positionAt(lines, range.start), positionAt(lines, range.end));
}

/** A range of any file, by that file's current text. */
export function rangeIn(sources: Sources, range: SourceRange): vscode.Range {
  return rangeOf(new LineMap(sources.textOf(range.file) ?? ''), range);
}
