// `convlens.config.json` of the workspace's folders: severities of rules and budgets, as `convlens check` reads them.

import * as vscode from 'vscode';
import type { Limit, ModelReading } from '../analyser/index';
import {
  CONFIG_FILE_NAME,
  ConfigError,
  configuredLimits,
  NO_CONFIG,
  parseProjectConfig,
  type ProjectConfig,
} from '../features/projectConfig';
import { ruleSettings } from './settings';

/** Read when first asked, and again when they change. What is wrong with one is a diagnostic of it. */
export class ProjectConfigs implements vscode.Disposable {
  private readonly changes = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changes.event;
  private readonly problems = vscode.languages.createDiagnosticCollection('convlens-config');
  /** By the folder's address; undefined while it is read. */
  private readonly known = new Map<string, ProjectConfig | undefined>();
  private readonly subscriptions: vscode.Disposable;

  constructor(private readonly ruleIds: readonly string[]) {
    const watcher = vscode.workspace.createFileSystemWatcher(`**/${CONFIG_FILE_NAME}`);
    const forget = (uri: vscode.Uri): void => {
      const folder = vscode.workspace.getWorkspaceFolder(uri);
      if (folder) void this.read(folder);
    };
    this.subscriptions = vscode.Disposable.from(
      this.changes,
      this.problems,
      watcher,
      watcher.onDidCreate(forget),
      watcher.onDidChange(forget),
      watcher.onDidDelete(forget),
    );
  }

  /** Severities by the ids of rules: those of the settings go before those of the file. */
  rulesFor(uri: vscode.Uri): Readonly<Record<string, unknown>> {
    return { ...this.configFor(uri).rules, ...ruleSettings(uri) };
  }

  /** @param uri of the file in which the model is made */
  limitsFor(uri: vscode.Uri, model: ModelReading): readonly Limit[] {
    const folder = vscode.workspace.getWorkspaceFolder(uri);
    const path = folder ? uri.path.slice(folder.uri.path.replace(/\/$/, '').length + 1) : uri.path;
    return configuredLimits(this.configFor(uri), path, model);
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  private configFor(uri: vscode.Uri): ProjectConfig {
    const folder = vscode.workspace.getWorkspaceFolder(uri);
    if (!folder) return NO_CONFIG;
    const key = folder.uri.toString();
    if (!this.known.has(key)) {
      this.known.set(key, undefined);
      void this.read(folder);
    }
    return this.known.get(key) ?? NO_CONFIG;
  }

  private async read(folder: vscode.WorkspaceFolder): Promise<void> {
    const uri = vscode.Uri.joinPath(folder.uri, CONFIG_FILE_NAME);
    const text = await readText(uri);
    const problem = this.parse(folder, text);
    if (problem === undefined) this.problems.delete(uri);
    else this.problems.set(uri, [new vscode.Diagnostic(new vscode.Range(0, 0, 0, 0), problem)]);
    this.changes.fire();
  }

  /** @returns what is wrong */
  private parse(folder: vscode.WorkspaceFolder, text: string | undefined): string | undefined {
    const key = folder.uri.toString();
    this.known.set(key, NO_CONFIG);
    if (text === undefined) return undefined;
    try {
      this.known.set(key, parseProjectConfig(text, this.ruleIds));
      return undefined;
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      return error.message;
    }
  }
}

async function readText(uri: vscode.Uri): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    // Most folders have none.
    return undefined;
  }
}
