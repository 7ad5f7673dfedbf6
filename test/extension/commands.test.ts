// The commands: they exist, the summary is a table document, Run Model opens its panel once per model.

import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { closeAllEditors, eventually, openFile, rangeOf, readHints, readLensTitles } from './editorUnderTest';

const extensionId = 'convlens.convlens';

const panelTabs = (viewType = 'convlens.runPanel') =>
  vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith(viewType));

async function putCursorOn(editor: vscode.TextEditor, text: string): Promise<void> {
  const { start } = rangeOf(editor.document, text);
  editor.selection = new vscode.Selection(start, start);
  await vscode.window.showTextDocument(editor.document);
}

describe('commands', () => {
  afterEach(closeAllEditors);

  it('that the manifest names are registered', async () => {
    const extension = vscode.extensions.getExtension(extensionId);
    assert.ok(extension);
    await extension.activate();
    const { contributes } = extension.packageJSON as {
      contributes: { commands: { command: string; category: string }[] };
    };
    const registered = await vscode.commands.getCommands(true);
    assert.ok(contributes.commands.length >= 2);
    for (const { command, category } of contributes.commands) {
      assert.ok(registered.includes(command), `${command} is registered`);
      assert.equal(category, 'ConvLens');
    }
  });

  it('Show Summary opens a table of the layers', async () => {
    const editor = await openFile('sample/model.ts');
    await putCursorOn(editor, 'tf.sequential');
    await vscode.commands.executeCommand('convlens.showSummary');
    await eventually(() => {
      const text = vscode.window.activeTextEditor?.document.getText() ?? '';
      assert.notEqual(vscode.window.activeTextEditor?.document, editor.document);
      assert.match(text, /conv2d_Conv2D1/);
      assert.match(text, /18,496/);
      assert.match(text, /34,826/);
    });
  });

  it('Run Model opens one panel for a model, beside the code', async () => {
    const editor = await openFile('sample/model.ts');
    await putCursorOn(editor, 'tf.sequential');
    await vscode.commands.executeCommand('convlens.runModel');
    await eventually(() => assert.equal(panelTabs().length, 1));
    await putCursorOn(editor, 'tf.sequential');
    await vscode.commands.executeCommand('convlens.runModel');
    await eventually(() => assert.equal(panelTabs().length, 1));
    assert.notEqual(panelTabs()[0]?.group.viewColumn, editor.viewColumn);
  });

  for (const { title, command, viewType, label } of [
    {
      title: 'Compare with Classic Networks',
      command: 'convlens.compare',
      viewType: 'convlens.comparison',
      label: 'Compare model (model.ts)',
    },
    {
      title: 'Show Graph',
      command: 'convlens.showGraph',
      viewType: 'convlens.graph',
      label: 'Graph of model (model.ts)',
    },
  ]) {
    it(`${title} opens one panel for a model, beside the code`, async () => {
      const editor = await openFile('sample/model.ts');
      for (let time = 0; time < 2; time++) {
        await putCursorOn(editor, 'tf.sequential');
        await vscode.commands.executeCommand(command);
        await eventually(() =>
          assert.deepEqual(
            panelTabs(viewType).map((tab) => tab.label),
            [label],
          ),
        );
      }
      assert.notEqual(panelTabs(viewType)[0]?.group.viewColumn, editor.viewColumn);
    });
  }
});

describe('classic networks', () => {
  afterEach(closeAllEditors);

  it('open as files that the hints work in', async () => {
    await vscode.commands.executeCommand('convlens.openNetwork', 'alexnet');
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    await eventually(async () => {
      const hints = (await readHints(editor)).join('\n');
      assert.match(hints, /55×55×96 · 34\.9K · RF 11/);
      assert.match(hints, /4096 · 37\.8M/);
      assert.match((await readLensTitles(editor)).join('\n'), /61M params · 724\.4 MMACs/);
    });
  });

  it('are copied to the workspace with what they import', async () => {
    await vscode.commands.executeCommand('convlens.openNetwork', 'alexnet');
    await vscode.commands.executeCommand('convlens.copyNetwork');
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    assert.equal(editor.document.uri.scheme, 'file');
    const folder = vscode.Uri.joinPath(editor.document.uri, '..');
    const names = ['alexnet.ts', 'groupedConvolution2d.ts', 'localResponseNormalization.ts'];
    try {
      const present = (await vscode.workspace.fs.readDirectory(folder)).map(([name]) => name);
      assert.deepEqual(
        names.filter((name) => !present.includes(name)),
        [],
      );
      await eventually(async () =>
        assert.match((await readLensTitles(editor)).join('\n'), /61M params · 724\.4 MMACs/),
      );
    } finally {
      await closeAllEditors();
      for (const name of names) await vscode.workspace.fs.delete(vscode.Uri.joinPath(folder, name));
    }
  });
});
