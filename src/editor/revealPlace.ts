// Goes from a page to a place in the code.

import * as vscode from 'vscode';

/** Where the document is already in view it stays there; otherwise it opens in the first column, not over the page. */
export async function revealPlace(uri: vscode.Uri, range: vscode.Range): Promise<void> {
  try {
    const document = await vscode.workspace.openTextDocument(uri);
    const visible = vscode.window.visibleTextEditors.find((editor) => editor.document === document);
    const viewColumn = visible?.viewColumn ?? vscode.ViewColumn.One;
    const editor = await vscode.window.showTextDocument(document, { viewColumn });
    const { start } = document.validateRange(range);
    editor.selection = new vscode.Selection(start, start);
    editor.revealRange(document.validateRange(range), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  } catch {
    const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
    void vscode.window.showErrorMessage(vscode.l10n.t('The file {0} cannot be opened.', name));
  }
}

/** @param line 1-based */
export function lineRange(line: number): vscode.Range {
  return new vscode.Range(Math.max(0, line - 1), 0, Math.max(0, line - 1), 0);
}
