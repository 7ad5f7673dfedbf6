// Fixes of findings in the editor: all of a kind, those that are safe, and previewed; each undone in one step.

import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { closeAllEditors, eventually, rangeOf, readFindings } from './editorUnderTest';
import { ruleOf } from '../../src/editor/diagnostics';

const TEXT = `import * as tf from '@tensorflow/tfjs';
const model = tf.sequential();
model.add(tf.layers.conv2d({ inputShape: [32, 32, 3], filters: 8, kernelSize: 3 }));
model.add(tf.layers.batchNormalization());
model.add(tf.layers.reLU());
model.add(tf.layers.conv2d({ filters: 16, kernelSize: 3 }));
model.add(tf.layers.batchNormalization());
model.add(tf.layers.reLU());
`;
const FIXED = TEXT.replaceAll('kernelSize: 3 }', 'kernelSize: 3, useBias: false }');
const RULE = 'bias-before-batch-normalization';

describe('fixes', () => {
  afterEach(closeAllEditors);

  async function openWithFindings(): Promise<vscode.TextEditor> {
    const document = await vscode.workspace.openTextDocument({ language: 'typescript', content: TEXT });
    const editor = await vscode.window.showTextDocument(document);
    await eventually(() => assert.equal(biases(editor).length, 2));
    return editor;
  }

  const biases = (editor: vscode.TextEditor): vscode.Diagnostic[] =>
    readFindings(editor).filter((finding) => ruleOf(finding) === RULE);

  async function findAction(editor: vscode.TextEditor, title: RegExp, kind?: string): Promise<vscode.CodeAction> {
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      editor.document.uri,
      rangeOf(editor.document, 'tf.layers.conv2d({ inputShape: [32, 32, 3], filters: 8, kernelSize: 3 })'),
      kind,
      20,
    );
    const found = actions.find((action) => title.test(action.title));
    assert.ok(found, `an action like ${String(title)} among ${actions.map((action) => action.title).join('; ')}`);
    return found;
  }

  async function applyAndUndo(editor: vscode.TextEditor, { edit }: vscode.CodeAction): Promise<void> {
    assert.ok(edit);
    assert.ok(await vscode.workspace.applyEdit(edit));
    assert.equal(editor.document.getText(), FIXED);
    await eventually(() => assert.equal(biases(editor).length, 0));
    await vscode.commands.executeCommand('undo');
    assert.equal(editor.document.getText(), TEXT);
    await eventually(() => assert.equal(biases(editor).length, 2));
  }

  it('of a kind are applied together and undone in one step', async () => {
    const editor = await openWithFindings();
    await applyAndUndo(
      editor,
      await findAction(editor, /^Fix all 2 bias-before-batch-normalization findings in this file/),
    );
  });

  it('that are safe are what source.fixAll applies', async () => {
    const editor = await openWithFindings();
    await applyAndUndo(editor, await findAction(editor, /^Fix all findings of ConvLens/, 'source.fixAll.convlens'));
  });

  it('are shown before they are applied', async () => {
    const editor = await openWithFindings();
    const { command } = await findAction(editor, /^Preview a fix…$/);
    assert.ok(command);
    const state = { isOver: false };
    void vscode.commands.executeCommand(command.command, command.arguments?.[0]).then(() => (state.isOver = true));
    // The first choice; then VS Code shows what would change, and applies what is confirmed: nothing.
    await eventually(async () => {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      await vscode.commands.executeCommand('refactorPreview.discard');
      assert.ok(state.isOver);
    });
    assert.equal(editor.document.getText(), TEXT);
  });
});
