// What the tests see of the editor: hints, hovers, lenses and diagnostics as VS Code gets them from the extension.

import assert from 'node:assert/strict';
import * as vscode from 'vscode';

/** Opens a file of test/workspaces, as it is on disk. */
export async function openFile(file: string): Promise<vscode.TextEditor> {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, 'the test window has a folder open');
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, file));
  return vscode.window.showTextDocument(document);
}

/** Drops unsaved changes, so that one test does not see another's. */
export async function closeAllEditors(): Promise<void> {
  const dirty = vscode.workspace.textDocuments.filter(
    ({ isDirty, uri }) => isDirty && !uri.path.endsWith('settings.json'),
  );
  for (const document of dirty) {
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

/** Replaces the first occurrence of `old` without saving. */
export async function replaceText(editor: vscode.TextEditor, old: string, text: string): Promise<void> {
  const range = rangeOf(editor.document, old);
  assert.ok(await editor.edit((edit) => edit.replace(range, text)), `"${old}" could not be replaced`);
}

export function rangeOf(document: vscode.TextDocument, text: string): vscode.Range {
  const start = document.getText().indexOf(text);
  assert.notEqual(start, -1, `"${text}" is in ${document.fileName}`);
  return new vscode.Range(document.positionAt(start), document.positionAt(start + text.length));
}

/** The hints of the file, as `line: text` with 1-based lines, in order. */
export async function readHints({ document }: vscode.TextEditor): Promise<string[]> {
  const all = new vscode.Range(0, 0, document.lineCount, 0);
  const hints = await vscode.commands.executeCommand<vscode.InlayHint[]>(
    'vscode.executeInlayHintProvider',
    document.uri,
    all,
  );
  return hints
    .map(({ position, label }) => ({
      line: position.line + 1,
      text: typeof label === 'string' ? label : label.map(({ value }) => value).join(''),
    }))
    .sort((a, b) => a.line - b.line)
    .map(({ line, text }) => `${line}: ${text.trim()}`);
}

/** Everything that a hover over the first occurrence of `text` says. */
export async function readHover({ document }: vscode.TextEditor, text: string): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    rangeOf(document, text).start,
  );
  return hovers
    .flatMap(({ contents }) => contents.map((content) => (content as vscode.MarkdownString).value))
    .join('\n');
}

export async function readLenses({ document }: vscode.TextEditor): Promise<vscode.CodeLens[]> {
  return vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 20);
}

export async function readLensTitles(editor: vscode.TextEditor): Promise<string[]> {
  return (await readLenses(editor)).map(({ command }) => command?.title ?? '');
}

/** The findings that the extension shows in the file. */
export function readFindings({ document }: vscode.TextEditor): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(document.uri).filter(({ source }) => /convlens/i.test(source ?? ''));
}

/** Asks again until `check` no longer throws: analysis follows typing after a moment. */
export async function eventually(check: () => Promise<void> | void, limitMilliseconds = 10_000): Promise<void> {
  const deadline = Date.now() + limitMilliseconds;
  for (;;) {
    try {
      await check();
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
