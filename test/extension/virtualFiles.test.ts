// Files that are not on disk: untitled documents, and a file system that another extension provides.

import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { closeAllEditors, eventually, readHints } from './editorUnderTest';

const MODEL = `import * as tf from '@tensorflow/tfjs';
import { filters } from './settings';
export const model = tf.sequential();
model.add(tf.layers.conv2d({ inputShape: [28, 28, 1], filters, kernelSize: 3 }));
`;

/** Files by path, read only, asynchronous as a repository on the web is. */
class FilesInMemory implements vscode.FileSystemProvider {
  private readonly changes = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.changes.event;

  constructor(private readonly files: ReadonlyMap<string, string>) {}

  readFile(uri: vscode.Uri): Uint8Array {
    const text = this.files.get(uri.path);
    if (text === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    return new TextEncoder().encode(text);
  }

  stat(uri: vscode.Uri): vscode.FileStat {
    return { type: vscode.FileType.File, ctime: 0, mtime: 0, size: this.readFile(uri).length };
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  readDirectory(): [string, vscode.FileType][] {
    return [];
  }

  createDirectory(): never {
    throw vscode.FileSystemError.NoPermissions();
  }

  writeFile(): never {
    throw vscode.FileSystemError.NoPermissions();
  }

  delete(): never {
    throw vscode.FileSystemError.NoPermissions();
  }

  rename(): never {
    throw vscode.FileSystemError.NoPermissions();
  }
}

describe('files that are not on disk', () => {
  afterEach(closeAllEditors);

  it('have hints while they have no name yet', async () => {
    const content = MODEL.replace("import { filters } from './settings';", 'const filters = 8;');
    const document = await vscode.workspace.openTextDocument({ language: 'typescript', content });
    const editor = await vscode.window.showTextDocument(document);
    await eventually(async () => assert.deepEqual(await readHints(editor), ['4: 26×26×8 · 80 · RF 3']));
  });

  it('have hints from imports that must be loaded first', async () => {
    const files = new Map([
      ['/model.ts', MODEL],
      ['/settings.ts', 'export const filters = 16;\n'],
    ]);
    const registration = vscode.workspace.registerFileSystemProvider('convlens-test', new FilesInMemory(files));
    try {
      const uri = vscode.Uri.from({ scheme: 'convlens-test', authority: 'owner', path: '/model.ts' });
      const editor = await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
      await eventually(async () => assert.deepEqual(await readHints(editor), ['4: 26×26×16 · 160 · RF 3']));
    } finally {
      registration.dispose();
    }
  });
});
