// The analyser's view of files: open documents with their unsaved text, and files of the workspace. Answers at once, from memory or disk.

import * as fs from 'node:fs';
import * as vscode from 'vscode';
import type { SourceHost } from '../analyser/index';
import type { FileNames } from './fileNames';
import type { ImportIndex } from './importIndex';

const WATCHED_FILES = '**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs,json}';
/** Larger files are data or bundles, not network definitions. */
const MAXIMUM_BYTES = 2_000_000;

interface DiskFile {
  readonly modified: number;
  readonly bytes: number;
  readonly text: string;
}

/**
 * Files on disk are read synchronously and kept until their time stamp changes. Files of other schemes (a repository on the
 * web) cannot be: they are undefined at first, are loaded, and `onDidChange` tells when they are there.
 */
export class WorkspaceFiles implements SourceHost, vscode.Disposable {
  private readonly changes = new vscode.EventEmitter<void>();
  /** A file that was read has changed: an open document, a file on disk, or one that has been loaded. */
  readonly onDidChange = this.changes.event;
  private readonly documents = new Map<string, vscode.TextDocument>();
  private readonly disk = new Map<string, DiskFile>();
  /** Files of other schemes; undefined while loading, null when there is no such file. */
  private readonly loaded = new Map<string, string | null | undefined>();
  private readonly asked = new Set<string>();
  private readonly subscriptions: vscode.Disposable;

  constructor(
    private readonly names: FileNames,
    private readonly imports: ImportIndex,
  ) {
    for (const document of vscode.workspace.textDocuments)
      this.documents.set(this.names.fileOf(document.uri), document);
    const watcher = vscode.workspace.createFileSystemWatcher(WATCHED_FILES);
    this.subscriptions = vscode.Disposable.from(
      this.changes,
      imports,
      imports.onDidChange(() => this.changes.fire()),
      watcher,
      watcher.onDidChange((uri) => this.forget(uri)),
      watcher.onDidCreate((uri) => this.forget(uri)),
      watcher.onDidDelete((uri) => this.forget(uri)),
      vscode.workspace.onDidOpenTextDocument((document) => {
        this.documents.set(this.names.fileOf(document.uri), document);
        this.tellIfAsked(document.uri);
      }),
      vscode.workspace.onDidCloseTextDocument((document) => {
        this.documents.delete(this.names.fileOf(document.uri));
        this.tellIfAsked(document.uri);
      }),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length === 0) return;
        this.imports.update(document.uri, document.getText());
        this.tellIfAsked(document.uri);
      }),
    );
  }

  readFile(file: string): string | undefined {
    this.asked.add(file);
    const document = this.documents.get(file);
    if (document) return document.getText();
    const uri = this.names.uriOf(file);
    // Networks are named by their place on disk; a query (an old version under git) belongs to the open document alone.
    if (!file.startsWith('/~')) return this.readFromDisk(file);
    return uri.query === '' ? this.readLoaded(file, uri) : undefined;
  }

  importersOf(file: string): readonly string[] {
    return this.imports.importersOf(file);
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  private readFromDisk(file: string): string | undefined {
    try {
      const status = fs.statSync(file, { throwIfNoEntry: false });
      if (!status?.isFile() || status.size > MAXIMUM_BYTES) return undefined;
      const known = this.disk.get(file);
      if (known?.modified === status.mtimeMs && known.bytes === status.size) return known.text;
      const text = withoutByteOrderMark(fs.readFileSync(file, 'utf8'));
      this.disk.set(file, { modified: status.mtimeMs, bytes: status.size, text });
      return text;
    } catch {
      // A file that cannot be read is, to the analyser, not there; the import that wanted it says so.
      return undefined;
    }
  }

  private readLoaded(file: string, uri: vscode.Uri): string | undefined {
    if (!this.loaded.has(file)) {
      this.loaded.set(file, undefined);
      void this.load(file, uri);
    }
    return this.loaded.get(file) ?? undefined;
  }

  private async load(file: string, uri: vscode.Uri): Promise<void> {
    let text: string | null = null;
    try {
      const bytes = await vscode.workspace.fs.readFile(uri);
      if (bytes.length <= MAXIMUM_BYTES) text = withoutByteOrderMark(new TextDecoder().decode(bytes));
    } catch {
      // Most names that a look-up of an import tries do not exist.
    }
    if (!this.loaded.has(file)) return;
    this.loaded.set(file, text);
    if (text !== null) this.changes.fire();
  }

  private forget(uri: vscode.Uri): void {
    const file = this.names.fileOf(uri);
    this.disk.delete(file);
    this.loaded.delete(file);
    void this.imports.read(uri);
    if (!this.documents.has(file)) this.tellIfAsked(uri);
  }

  private tellIfAsked(uri: vscode.Uri): void {
    if (this.asked.has(this.names.fileOf(uri))) this.changes.fire();
  }
}

function withoutByteOrderMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}
