// Inlay hints with the time that each layer took in the last run. They go with the first edit: what ran is then another text.

import * as vscode from 'vscode';
import { makeTimeHints, type TimeHint } from '../../features/timeHints';
import type { LayerInfo, LayerResult } from '../../protocol/runner';
import { isOn, onSettingsChange } from '../settings';

export class MeasuredTimes implements vscode.InlayHintsProvider, vscode.Disposable {
  private readonly changes = new vscode.EventEmitter<void>();
  readonly onDidChangeInlayHints = this.changes.event;
  /** By the address of the document. */
  private readonly hints = new Map<string, readonly TimeHint[]>();
  private readonly subscriptions: vscode.Disposable;

  constructor(private readonly uriOf: (file: string) => vscode.Uri) {
    this.subscriptions = vscode.Disposable.from(
      this.changes,
      onSettingsChange(() => this.changes.fire()),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0 && this.hints.delete(document.uri.toString())) this.changes.fire();
      }),
    );
  }

  /** A run has finished; what earlier runs have told of its files is forgotten. */
  record(layers: readonly LayerInfo[], results: readonly LayerResult[]): void {
    const byDocument = new Map<string, TimeHint[]>();
    for (const hint of makeTimeHints(layers, results)) {
      const document = this.uriOf(hint.file).toString();
      byDocument.set(document, [...(byDocument.get(document) ?? []), hint]);
    }
    for (const [document, hints] of byDocument) this.hints.set(document, hints);
    this.changes.fire();
  }

  provideInlayHints(document: vscode.TextDocument, range: vscode.Range): vscode.InlayHint[] {
    const hints = isOn('hints.measuredTime', document) ? this.hints.get(document.uri.toString()) : undefined;
    return (hints ?? [])
      .filter(({ line }) => line <= document.lineCount)
      .map(({ line, text, tooltip }) => {
        const hint = new vscode.InlayHint(document.lineAt(line - 1).range.end, text);
        hint.paddingLeft = true;
        hint.tooltip = tooltip;
        return hint;
      })
      .filter(({ position }) => range.contains(position));
  }

  dispose(): void {
    this.subscriptions.dispose();
  }
}
