// Inlay hints at layer calls and core operations. VS Code's own `editor.inlayHints.*` settings apply to them as to any.

import * as vscode from 'vscode';
import { describeLayerCall } from '../features/hover';
import { makeInlayHints } from '../features/inlayHints';
import { describeOperation, makeOperationHints } from '../features/operationHints';
import type { Analyses } from './analyses';
import type { CallFocus } from './callFocus';
import { toMarkdown } from './markdown';
import { positionAt } from './places';
import { hintParts, onSettingsChange } from './settings';

/** Keeps how its tooltip is made, so that it is written only when it is looked at. */
class DescribedHint extends vscode.InlayHint {
  constructor(
    position: vscode.Position,
    text: string,
    readonly describe: () => string,
  ) {
    super(position, text);
    this.paddingLeft = true;
  }
}

export class InlayHintsProvider implements vscode.InlayHintsProvider<DescribedHint>, vscode.Disposable {
  private readonly changes = new vscode.EventEmitter<void>();
  readonly onDidChangeInlayHints = this.changes.event;
  private readonly subscriptions: vscode.Disposable;

  constructor(
    private readonly analyses: Analyses,
    private readonly focus: CallFocus,
  ) {
    this.subscriptions = vscode.Disposable.from(
      this.changes,
      analyses.onDidChange(() => this.changes.fire()),
      focus.onDidChoose(() => this.changes.fire()),
      onSettingsChange(() => this.changes.fire()),
    );
  }

  async provideInlayHints(
    document: vscode.TextDocument,
    range: vscode.Range,
    token: vscode.CancellationToken,
  ): Promise<DescribedHint[]> {
    const source = await this.analyses.of(document);
    if (!source || token.isCancellationRequested) return [];
    const analysis = this.focus.through(document, source.analysis);
    const { lines } = source;
    const parts = hintParts(document);
    const layerHints = makeInlayHints(analysis, lines, parts);
    const operationHints = parts.shape ? makeOperationHints(analysis, lines, layerHints) : [];
    return [
      ...layerHints.map(({ offset, text, call }) => {
        const describe = (): string => describeLayerCall(analysis, call, this.analyses.sources);
        return new DescribedHint(positionAt(lines, offset), text, describe);
      }),
      ...operationHints.map(({ offset, text, call }) => {
        return new DescribedHint(positionAt(lines, offset), text, () => describeOperation(call, this.analyses.sources));
      }),
    ].filter((hint) => range.contains(hint.position));
  }

  resolveInlayHint(hint: DescribedHint): DescribedHint {
    hint.tooltip = toMarkdown(hint.describe());
    return hint;
  }

  dispose(): void {
    this.subscriptions.dispose();
  }
}
