// Reading a model in the editor: hints, hovers, lenses, and what changes while typing.

import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import {
  closeAllEditors,
  eventually,
  openFile,
  readHints,
  readHover,
  readLenses,
  readLensTitles,
  replaceText,
} from './editorUnderTest';

describe('hints', () => {
  afterEach(closeAllEditors);

  it('give shape, parameters and receptive field of each layer call', async () => {
    const editor = await openFile('sample/model.ts');
    await eventually(async () =>
      assert.deepEqual(await readHints(editor), [
        '6: 26×26×32 · 320 · RF 3',
        '7: 13×13×32 · RF 4',
        '8: 11×11×64 · 18.5K · RF 8',
        '9: 5×5×64 · RF 10',
        '10: 1600',
        '11: 10 · 16K',
      ]),
    );
  });

  it('follow an unsaved change', async () => {
    const editor = await openFile('sample/model.ts');
    await replaceText(editor, 'filters: 32', 'filters: 16');
    await eventually(async () => {
      const hints = await readHints(editor);
      assert.equal(hints[0], '6: 26×26×16 · 160 · RF 3');
      assert.equal(hints[2], '8: 11×11×64 · 9.28K · RF 8');
    });
    assert.ok(editor.document.isDirty, 'nothing was saved');
  });

  it('of the lines above stay while a line is half typed', async () => {
    const editor = await openFile('trouble/halfTyped.ts');
    await eventually(async () => {
      const hints = await readHints(editor);
      assert.deepEqual(hints.slice(0, 2), ['5: 26×26×32 · 320 · RF 3', '6: 13×13×32 · RF 4']);
    });
  });

  it('follow imports of another file, saved or not', async () => {
    const editor = await openFile('sample/residual.ts');
    await eventually(async () => assert.match((await readHints(editor)).join('\n'), /32×32×16/));
    const settings = await openFile('sample/settings.ts');
    await replaceText(settings, 'pictureSize = 32', 'pictureSize = 64');
    await eventually(async () => assert.match((await readHints(editor)).join('\n'), /64×64×16/));
  });

  it('have the values with which another file of the workspace calls the function', async () => {
    const editor = await openFile('callers/classifier.ts');
    await eventually(async () => assert.deepEqual(await readHints(editor), ['5: 7 · 119']));
    const caller = await openFile('callers/train.ts');
    await replaceText(caller, 'makeClassifier(7)', 'makeClassifier(9)');
    await eventually(async () => assert.deepEqual(await readHints(editor), ['5: 9 · 153']));
  });

  it('show a helper called twice as a range', async () => {
    const editor = await openFile('trouble/manyShapes.tsx');
    await eventually(async () => assert.match((await readHints(editor)).join('\n'), /^4: .*×2/m));
  });

  it('show one call of a helper when it is chosen at the lens above the helper', async () => {
    const editor = await openFile('trouble/manyShapes.tsx');
    const lens = async (title: RegExp): Promise<vscode.Command> => {
      const found = (await readLenses(editor)).find(({ command }) => title.test(command?.title ?? ''));
      assert.ok(found?.command, `a lens says ${String(title)}`);
      return found.command;
    };
    await eventually(async () => assert.ok(await lens(/^2 calls · Look through one…$/)));
    const [uri, key] = (await lens(/^2 calls/)).arguments as [vscode.Uri, string];
    await vscode.commands.executeCommand('convlens.lookThroughCall', uri, key, { call: 0 });
    assert.doesNotMatch((await readHints(editor)).join('\n'), /×2/);
    const first = await readHints(editor);
    const next = await lens(/^Next$/);
    await vscode.commands.executeCommand(next.command, ...(next.arguments as unknown[]));
    assert.notDeepEqual(await readHints(editor), first);
    assert.match((await lens(/^Call 2 of 2/)).title, /manyShapes\.tsx:\d+/);
    const all = await lens(/^All calls$/);
    await vscode.commands.executeCommand(all.command, ...(all.arguments as unknown[]));
    assert.match((await readHints(editor)).join('\n'), /×2/);
  });

  it('appear in JavaScript', async () => {
    const editor = await openFile('sample/detector.js');
    await eventually(async () => assert.equal((await readHints(editor))[0], '5: 30×30×8 · 608 · RF 5'));
  });

  it('mark what cannot be known', async () => {
    const editor = await openFile('trouble/unknownSize.ts');
    await eventually(async () => assert.match((await readHints(editor))[0] ?? '', /26×26×\?/));
    assert.match(await readHover(editor, 'tf.layers.conv2d'), /askUser/);
  });

  it('survive a circular import', async () => {
    const editor = await openFile('trouble/circularA.ts');
    await eventually(async () => assert.equal((await readHints(editor))[0], '7: 26×26×32 · 320 · RF 3'));
  });

  it('are absent from a file without TensorFlow.js', async () => {
    const document = await vscode.workspace.openTextDocument({ language: 'typescript', content: 'const a = 1;\n' });
    const editor = await vscode.window.showTextDocument(document);
    assert.deepEqual(await readHints(editor), []);
  });
});

describe('hover', () => {
  afterEach(closeAllEditors);

  it('shows the formulas with the numbers filled in', async () => {
    const editor = await openFile('sample/model.ts');
    await eventually(async () => {
      const hover = await readHover(editor, 'tf.layers.conv2d({ filters: 64');
      assert.match(hover, /3·3·32·64 \+ 64 = 18,496/);
      assert.match(hover, /13×13×32/);
      assert.match(hover, /11×11×64/);
    });
  });
});

describe('lenses', () => {
  afterEach(closeAllEditors);

  it('give the totals of a model and what can be done with it', async () => {
    const editor = await openFile('sample/model.ts');
    await eventually(async () => {
      const titles = await readLensTitles(editor);
      assert.match(titles[0] ?? '', /^34\.8K params · 2\.\d+ MMACs · RF 10\/4/);
      assert.ok(titles.includes('Run Model'), titles.join(' | '));
      assert.ok(titles.includes('Summary'), titles.join(' | '));
    });
  });
});
