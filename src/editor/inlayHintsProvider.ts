// Inlay hints at layer calls. VS Code's own `editor.inlayHints.*` settings apply to them as to any.

import * as vscode from 'vscode';
import type { LayerCall } from '../analyser/index';
import { describeLayerCall } from '../features/hover';
import { makeInlayHints } from '../features/inlayHints';
import type { Analyses, DocumentAnalysis } from './analyses';
import type { CallFocus } from './callFocus';
import { toMarkdown } from './markdown';
import { positionAt } from './places';
import { hintParts, onSettingsChange } from './settings';

/** Keeps what the tooltip is made from, so that it is written only when it is looked at. */
class LayerInlayHint extends vscode.InlayHint {
  constructor(
    position: vscode.Position,
    text: string,
    readonly call: LayerCall,
    readonly source: DocumentAnalysis,
  ) {
    super(position, text);
    this.paddingLeft = true;
  }
}

export class InlayHintsProvider implements vscode.InlayHintsProvider<LayerInlayHint>, vscode.Disposable {
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
  ): Promise<LayerInlayHint[]> {
    const source = await this.analyses.of(document);
    if (!source || token.isCancellationRequested) return [];
    const analysis = this.focus.through(document, source.analysis);
    return makeInlayHints(analysis, source.lines, hintParts(document))
      .map(({ offset, text, call }) => new LayerInlayHint(positionAt(source.lines, offset), text, call, source))
      .filter((hint) => range.contains(hint.position));
  }

  resolveInlayHint(hint: LayerInlayHint): LayerInlayHint {
    hint.tooltip = toMarkdown(describeLayerCall(hint.source.analysis, hint.call, this.analyses.sources));
    return hint;
  }

  dispose(): void {
    this.subscriptions.dispose();
  }
}
