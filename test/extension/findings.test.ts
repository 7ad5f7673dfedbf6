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
