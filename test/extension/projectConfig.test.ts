// convlens.config.json of the workspace: severities and budgets in the editor as in `convlens check`.

import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { ruleOf } from '../../src/editor/diagnostics';
import { closeAllEditors, eventually, openFile, readFindings } from './editorUnderTest';

const folder = (): vscode.Uri => {
  const first = vscode.workspace.workspaceFolders?.[0];
  assert.ok(first);
  return first.uri;
};
const configFile = (): vscode.Uri => vscode.Uri.joinPath(folder(), 'convlens.config.json');
const write = (text: string): Thenable<void> =>
  vscode.workspace.fs.writeFile(configFile(), new TextEncoder().encode(text));

const budgets = (editor: vscode.TextEditor): string[] =>
  readFindings(editor)
    .filter((finding) => ruleOf(finding) === 'budget')
    .map(({ message }) => message);

describe('convlens.config.json', () => {
  afterEach(async () => {
    await closeAllEditors();
    await vscode.workspace.fs.delete(configFile()).then(undefined, () => undefined);
  });

  it('sets budgets, and what is wrong in it is underlined', async () => {
    const editor = await openFile('sample/model.ts');
    await eventually(() => assert.deepEqual(budgets(editor), []));
    await write('{ "budgets": [{ "files": "sample/*.ts", "budget": "params<100" }] }');
    await eventually(() => assert.match(budgets(editor).join(), /more than the budget params<100 allows/));
    await write('{ "budgets": [{ "files": "elsewhere/*.ts", "budget": "params<100" }] }');
    await eventually(() => assert.deepEqual(budgets(editor), []));
    await write('{ "bugdets": [] }');
    await eventually(() =>
      assert.match(vscode.languages.getDiagnostics(configFile())[0]?.message ?? '', /unknown key "bugdets"/),
    );
    await vscode.workspace.fs.delete(configFile());
    await eventually(() => assert.deepEqual(vscode.languages.getDiagnostics(configFile()), []));
  });
});
