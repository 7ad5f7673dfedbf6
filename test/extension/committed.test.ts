// What changed since the commit, through VS Code's own git extension and a real repository.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { closeAllEditors, eventually, readLensTitles, replaceText } from './editorUnderTest';

const MODEL = `import * as tf from '@tensorflow/tfjs';
export const model = tf.sequential();
model.add(tf.layers.conv2d({ inputShape: [28, 28, 1], filters: 8, kernelSize: 3 }));
`;

interface GitExtension {
  getAPI(version: 1): { readonly state: string; openRepository(root: vscode.Uri): Promise<object | null> };
}

describe('the lens of what changed', () => {
  const folder = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'convlens-repository-'));
  const file = path.join(folder, 'model.ts');
  const git = (...args: readonly string[]): Buffer =>
    execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.org', ...args], { cwd: folder });
  const commit = (): void => {
    git('commit', '--quiet', '--no-gpg-sign', '--all', '--message', 'A model');
  };

  before(async () => {
    fs.writeFileSync(file, MODEL);
    git('init', '--quiet');
    git('add', 'model.ts');
    commit();
    const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
    assert.ok(extension, "VS Code's git extension is there");
    // As if the folder were open in the window.
    const api = (await extension.activate()).getAPI(1);
    await eventually(() => assert.equal(api.state, 'initialized'), 30_000);
    assert.ok(await api.openRepository(vscode.Uri.file(folder)));
  });

  after(async () => {
    await closeAllEditors();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  it('compares unsaved text with the commit, and is gone when it is committed', async () => {
    const editor = await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(file));
    const changes = async (): Promise<string[]> => {
      const titles = await readLensTitles(editor);
      // Asking again puts the comparison off, as typing does.
      await new Promise((resolve) => setTimeout(resolve, 600));
      return titles.filter((title) => title.includes('→') || /[+−].* params/.test(title));
    };
    await eventually(async () => assert.match((await readLensTitles(editor)).join(), /80 params/));
    await replaceText(editor, 'filters: 8, kernelSize: 3', 'filters: 16, kernelSize: 5');
    // 5·5·16 + 16 instead of 3·3·8 + 8, at 24×24 positions instead of 26×26
    await eventually(async () => assert.deepEqual(await changes(), ['+336 params · +181.7 KMACs · RF 3 → 5']), 30_000);
    await editor.document.save();
    commit();
    await vscode.commands.executeCommand('git.refresh');
    await eventually(async () => assert.deepEqual(await changes(), []), 30_000);
  });
});
