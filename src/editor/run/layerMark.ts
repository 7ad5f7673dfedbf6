// Marks the line of one layer in the editors that show it. The focus stays where it is.

import * as vscode from 'vscode';

export class LayerMark implements vscode.Disposable {
  private readonly decoration = vscode.window.createTextEditorDecorationType({
    isWholeLine: true,
    backgroundColor: new vscode.ThemeColor('editor.findMatchHighlightBackground'),
    border: '1px solid',
    borderColor: new vscode.ThemeColor('editor.findMatchHighlightBorder'),
    overviewRulerColor: new vscode.ThemeColor('editorOverviewRuler.findMatchForeground'),
    overviewRulerLane: vscode.OverviewRulerLane.Center,
  });
  private marked: { readonly uri: string; readonly line: number } | undefined;
  private readonly subscription = vscode.window.onDidChangeVisibleTextEditors((editors) => this.draw(editors));

  /** @param line 1-based */
  show(uri: vscode.Uri, line: number): void {
    this.clear();
    this.marked = { uri: uri.toString(), line };
    this.draw(vscode.window.visibleTextEditors);
    for (const editor of this.editorsOf(vscode.window.visibleTextEditors)) {
      editor.revealRange(this.rangeIn(editor.document, line), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    }
  }

  clear(): void {
    this.marked = undefined;
    for (const editor of vscode.window.visibleTextEditors) editor.setDecorations(this.decoration, []);
  }

  dispose(): void {
    this.subscription.dispose();
    this.decoration.dispose();
  }

  private draw(editors: readonly vscode.TextEditor[]): void {
    const { marked } = this;
    if (!marked) return;
    for (const editor of this.editorsOf(editors)) {
      editor.setDecorations(this.decoration, [this.rangeIn(editor.document, marked.line)]);
    }
  }

  private editorsOf(editors: readonly vscode.TextEditor[]): readonly vscode.TextEditor[] {
    return editors.filter(({ document }) => document.uri.toString() === this.marked?.uri);
  }

  private rangeIn(document: vscode.TextDocument, line: number): vscode.Range {
    return document.validateRange(new vscode.Range(line - 1, 0, line - 1, Number.MAX_SAFE_INTEGER));
  }
}
