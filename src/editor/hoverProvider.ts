// Hovers over layer calls and core operations.

import * as vscode from 'vscode';
import { makeHover } from '../features/hover';
import { describeOperation, operationAt } from '../features/operationHints';
import type { Analyses } from './analyses';
import type { CallFocus } from './callFocus';
import { toMarkdown } from './markdown';
import { rangeOf } from './places';
import { isOn } from './settings';

export class HoverProvider implements vscode.HoverProvider {
  constructor(
    private readonly analyses: Analyses,
    private readonly focus: CallFocus,
  ) {}

  async provideHover(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<vscode.Hover | undefined> {
    if (!isOn('hover', document)) return undefined;
    const source = await this.analyses.of(document);
    if (!source || token.isCancellationRequested) return undefined;
    const { lines } = source;
    const analysis = this.focus.through(document, source.analysis);
    const offset = lines.offsetAt({ line: position.line, column: position.character });
    const { sources } = this.analyses;
    const hover = makeHover(analysis, offset, sources);
    if (hover) return new vscode.Hover(toMarkdown(hover.markdown), rangeOf(lines, hover.range));
    const operation = operationAt(analysis, offset);
    return (
      operation && new vscode.Hover(toMarkdown(describeOperation(operation, sources)), rangeOf(lines, operation.range))
    );
  }
}
