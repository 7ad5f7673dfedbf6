// Which files of the workspace may import a file: an index of what each imports, made in the background when first asked.

import * as vscode from 'vscode';
import { importedStems, likelyImporters } from '../features/importStems';
import type { FileNames } from './fileNames';

export const SOURCES = '**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}';
const SOURCE = /\.([cm]?[jt]s|[jt]sx)$/;
export const EXCLUDED = '**/{node_modules,bower_components,dist,out,build,coverage,.*}/**';
/** The same for one path. */
const ELSEWHERE = /\/(node_modules|bower_components|dist|out|build|coverage|\.[^/]*)\//;
const MOST_FILES = 3000;
/** Larger files are bundles. */
export const MAXIMUM_BYTES = 300_000;

export class ImportIndex implements vscode.Disposable {
  private readonly changes = new vscode.EventEmitter<void>();
  /** The index is there, or a file imports others than before. */
  readonly onDidChange = this.changes.event;
  /** The stems that each file imports. */
  private readonly imported = new Map<string, ReadonlySet<string>>();
  private isStarted = false;
  private isDisposed = false;

  constructor(
    private readonly names: FileNames,
    private readonly log: (error: unknown) => void,
  ) {}

  /** Nearest first: by how much of the path they share. */
  importersOf(file: string): readonly string[] {
    if (!this.isStarted) {
      this.isStarted = true;
      void this.scan().catch(this.log);
    }
    return likelyImporters(file, this.imported);
  }

  /** A file has another text, or none any more. */
  update(uri: vscode.Uri, text: string | undefined): void {
    if (!this.concerns(uri)) return;
    const file = this.names.fileOf(uri);
    const before = this.imported.get(file);
    if (text === undefined && !before) return;
    const stems = importedStems(text ?? '');
    if (text === undefined || stems.size === 0) this.imported.delete(file);
    else this.imported.set(file, stems);
    if (stems.size !== (before?.size ?? 0) || [...stems].some((stem) => !before?.has(stem))) this.changes.fire();
  }

  dispose(): void {
    this.isDisposed = true;
    this.changes.dispose();
  }

  /** Whether the scan has begun, and would read such a file: what an installation or a build writes costs nothing. */
  private concerns({ path }: vscode.Uri): boolean {
    return this.isStarted && SOURCE.test(path) && !ELSEWHERE.test(path);
  }

  private async scan(): Promise<void> {
    for (const uri of await vscode.workspace.findFiles(SOURCES, EXCLUDED, MOST_FILES)) {
      if (this.isDisposed) return;
      await this.read(uri);
    }
  }

  /** Reads a file that may have changed on disk. */
  async read(uri: vscode.Uri): Promise<void> {
    if (!this.concerns(uri)) return;
    const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
    if (open) {
      this.update(uri, open.getText());
      return;
    }
    try {
      const { size } = await vscode.workspace.fs.stat(uri);
      const text = size > MAXIMUM_BYTES ? '' : new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
      if (!this.isDisposed) this.update(uri, text);
    } catch {
      // It was deleted, or cannot be read: it imports nothing.
      if (!this.isDisposed) this.update(uri, undefined);
    }
  }
}
