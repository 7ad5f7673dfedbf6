// What TensorFlow.js would throw is underlined while typing.

import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { closeAllEditors, eventually, openFile, rangeOf, readFindings, replaceText } from './editorUnderTest';

const errorsIn = (editor: vscode.TextEditor) =>
  readFindings(editor).filter(({ severity }) => severity === vscode.DiagnosticSeverity.Error);

describe('findings', () => {
  afterEach(closeAllEditors);

  it('underline a window larger than its input', async () => {
    const editor = await openFile('trouble/shapeError.ts');
    await eventually(() => {
      const [finding, ...others] = errorsIn(editor);
      assert.ok(finding);
      assert.equal(others.length, 0);
      const call = rangeOf(editor.document, 'tf.layers.conv2d({ filters: 4, kernelSize: 7 })');
      assert.ok(call.contains(finding.range), 'the finding lies in the call of the layer');
    });
  });

  it('underline branches that cannot be concatenated', async () => {
    const editor = await openFile('trouble/concatenation.ts');
    await eventually(() => assert.match(errorsIn(editor)[0]?.message ?? '', /concat/i));
  });

  it('come and go with unsaved changes', async () => {
    const editor = await openFile('sample/model.ts');
    await replaceText(editor, 'filters: 64, kernelSize: 3', 'filters: 64, kernelSize: 15');
    await eventually(() => assert.equal(errorsIn(editor).length, 1));
    await replaceText(editor, 'kernelSize: 15', 'kernelSize: 3');
    await eventually(() => assert.equal(errorsIn(editor).length, 0));
  });

  it('disappear when the user switches them off', async () => {
    const editor = await openFile('trouble/shapeError.ts');
    await eventually(() => assert.equal(errorsIn(editor).length, 1));
    const settings = vscode.workspace.getConfiguration('convlens');
    await settings.update('diagnostics', false, vscode.ConfigurationTarget.Global);
    try {
      await eventually(() => assert.equal(readFindings(editor).length, 0));
    } finally {
      await settings.update('diagnostics', undefined, vscode.ConfigurationTarget.Global);
    }
  });
});

describe('advice', () => {
  afterEach(closeAllEditors);

  const LAST = "model.add(tf.layers.dense({ units: 1, activation: 'softmax' }));";

  async function openWithAdvice(): Promise<vscode.TextEditor> {
    const content = [
      "import * as tf from '@tensorflow/tfjs';",
      'const model = tf.sequential();',
      "model.add(tf.layers.dense({ inputShape: [4], units: 8, activation: 'relu' }));",
      LAST,
    ].join('\n');
    const document = await vscode.workspace.openTextDocument({ language: 'typescript', content });
    return vscode.window.showTextDocument(document);
  }

  const actionsAt = (editor: vscode.TextEditor): Thenable<vscode.CodeAction[]> =>
    vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      editor.document.uri,
      rangeOf(editor.document, "activation: 'softmax'"),
    );

  it('names its rule, with a link to the page', async () => {
    const editor = await openWithAdvice();
    await eventually(() => {
      const [finding] = readFindings(editor);
      assert.ok(typeof finding?.code === 'object');
      assert.equal(finding.code.value, 'last-activation');
      assert.match(finding.code.target.toString(true), /^command:convlens\.showRule\?\["last-activation"\]$/);
    });
    await vscode.commands.executeCommand('convlens.showRule', 'last-activation');
    await eventually(() => {
      const labels = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label));
      assert.ok(labels.some((label) => label.includes('last-activation')));
    });
  });

  it('goes with its fix', async () => {
    const editor = await openWithAdvice();
    await eventually(() => assert.equal(readFindings(editor).length, 1));
    const fix = (await actionsAt(editor)).find(({ title }) => title.startsWith("Use activation: 'sigmoid'"));
    assert.ok(fix?.edit);
    assert.ok(fix.isPreferred);
    await vscode.workspace.applyEdit(fix.edit);
    await eventually(() => assert.equal(readFindings(editor).length, 0));
    assert.ok(editor.document.getText().endsWith(LAST.replace('softmax', 'sigmoid')));
  });

  it('goes with the comment that silences it', async () => {
    const editor = await openWithAdvice();
    await eventually(() => assert.equal(readFindings(editor).length, 1));
    const disable = (await actionsAt(editor)).find(({ title }) => title === 'Disable last-activation for this line');
    assert.ok(disable?.edit);
    await vscode.workspace.applyEdit(disable.edit);
    await eventually(() => assert.equal(readFindings(editor).length, 0));
  });

  it('has the severity that the user sets', async () => {
    const editor = await openWithAdvice();
    const settings = vscode.workspace.getConfiguration('convlens');
    const set = (value: string | undefined): Thenable<void> =>
      settings.update('rules', value && { 'last-activation': value }, vscode.ConfigurationTarget.Global);
    try {
      await set('hint');
      await eventually(() => assert.equal(readFindings(editor)[0]?.severity, vscode.DiagnosticSeverity.Hint));
      await set('off');
      await eventually(() => assert.equal(readFindings(editor).length, 0));
    } finally {
      await set(undefined);
    }
  });
});
