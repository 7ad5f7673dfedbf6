// Files that are broken, endless or out of the ordinary: each keeps what can be known, and nothing else suffers.

import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import {
  closeAllEditors,
  eventually,
  openFile,
  readFindings,
  readHints,
  readHover,
  readLensTitles,
  replaceText,
} from './editorUnderTest';

/** The features that must go on working, whatever other file is open. */
async function assertOtherFilesWork(): Promise<void> {
  const editor = await openFile('sample/model.ts');
  await replaceText(editor, 'filters: 32', 'filters: 16');
  await eventually(async () => {
    assert.equal((await readHints(editor))[0], '6: 26×26×16 · 160 · RF 3');
    assert.match((await readLensTitles(editor))[0] ?? '', /params/);
    assert.match(await readHover(editor, 'tf.layers.conv2d({ filters: 64'), /11×11×64/);
  });
}

describe('a file in trouble', () => {
  afterEach(closeAllEditors);

  it('that does not parse keeps what can be known', async () => {
    const editor = await openFile('trouble/unparsable.ts');
    await eventually(async () =>
      assert.deepEqual(await readHints(editor), [
        '5: 26×26×32 · 320 · RF 3',
        '6: 13×13×32 · RF 4',
        '8: 11×11×64 · 18.5K · RF 8',
      ]),
    );
  });

  it('that needs itself through an import says so', async () => {
    const editor = await openFile('trouble/circularEarlyA.ts');
    await eventually(async () => assert.match((await readHints(editor))[0] ?? '', /^7: .*\?/));
    assert.match(await readHover(editor, 'tf.layers.conv2d'), /import each other in a circle/);
  });

  it('with sizes that nobody knows says why', async () => {
    const editor = await openFile('trouble/unknownSize.ts');
    await eventually(async () => {
      const [first, second] = await readHints(editor);
      assert.match(first ?? '', /^8: 26×26×\? · \?/);
      assert.match(second ?? '', /^9: \?/);
    });
    const hover = await readHover(editor, 'tf.layers.flatten');
    assert.match(hover, /askUser/);
    assert.match(hover, /unknownSize\.ts/, 'the reason links to the expression');
  });

  it('that adds layers for ever says where the analysis stopped, and others go on', async () => {
    const editor = await openFile('trouble/endlessLoop.ts');
    await eventually(async () => {
      assert.equal((await readHints(editor))[0], '5: 26×26×8 · 80 · RF 3');
      const [finding, ...others] = readFindings(editor);
      assert.match(finding?.message ?? '', /the analysis stopped here/);
      assert.equal(others.length, 0);
      assert.ok([6, 7].includes((finding?.range.start.line ?? -1) + 1), 'it points into the loop');
    }, 30_000);
    await assertOtherFilesWork();
  });

  it('with ten thousand layers is read, and others go on', async () => {
    const editor = await openFile('trouble/manyLayers.ts');
    await eventually(async () => {
      const hints = await readHints(editor);
      assert.match(hints[1] ?? '', /^7: ×10000 · 26×26×8 · 584/);
    }, 30_000);
    const errors = readFindings(editor).filter(({ severity }) => severity === vscode.DiagnosticSeverity.Error);
    assert.equal(errors.length, 0);
    await assertOtherFilesWork();
  });

  it('recovers as soon as it can be read again', async () => {
    const editor = await openFile('trouble/halfTyped.ts');
    await eventually(async () => assert.equal((await readHints(editor)).length, 3));
    const end = editor.document.lineAt(editor.document.lineCount - 1).range.end;
    const line = editor.document.getText().trimEnd();
    const place = editor.document.positionAt(line.length);
    assert.ok(await editor.edit((edit) => edit.replace(new vscode.Range(place, end), ' 64, kernelSize: 3 }));\n')));
    await eventually(async () => assert.equal((await readHints(editor))[2], '7: 11×11×64 · 18.5K · RF 8'));
  });
});

describe('other kinds of file', () => {
  afterEach(closeAllEditors);

  it('JSX has hints, hovers and lenses', async () => {
    const editor = await openFile('trouble/view.jsx');
    await eventually(async () => {
      assert.deepEqual(await readHints(editor), ['5: 12×12×8 · 208 · RF 5']);
      assert.match(await readHover(editor, 'tf.layers.conv2d'), /5·5·1·8 \+ 8 = 208/);
      assert.match((await readLensTitles(editor))[0] ?? '', /^208 params/);
    });
  });

  it('TSX keeps its hints while the markup is half typed', async () => {
    const editor = await openFile('trouble/manyShapes.tsx');
    await replaceText(editor, '<p>{model.name}</p>', '<p>{model.');
    await eventually(async () => assert.match((await readHints(editor)).join('\n'), /^4: .*×2/m));
  });

  it('an unsaved untitled document in JavaScript has hints and findings', async () => {
    const content = `const tf = require('@tensorflow/tfjs');
const model = tf.sequential();
model.add(tf.layers.conv2d({ inputShape: [8, 8, 1], filters: 4, kernelSize: 3 }));
model.add(tf.layers.conv2d({ filters: 4, kernelSize: 8 }));
`;
    const document = await vscode.workspace.openTextDocument({ language: 'javascript', content });
    const editor = await vscode.window.showTextDocument(document);
    await eventually(async () => {
      assert.equal((await readHints(editor))[0], '3: 6×6×4 · 40 · RF 3');
      assert.match(readFindings(editor)[0]?.message ?? '', /Negative dimension size/);
    });
  });

  it('text in another language has nothing', async () => {
    const document = await vscode.workspace.openTextDocument({
      language: 'python',
      content: "import * as tf from '@tensorflow/tfjs';\ntf.layers.dense({ units: 3 });\n",
    });
    const editor = await vscode.window.showTextDocument(document);
    assert.deepEqual(await readHints(editor), []);
    assert.equal(await readHover(editor, 'tf.layers'), '');
  });
});
