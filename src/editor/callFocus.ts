// Which call of a function the hints and hovers of a document show: chosen at the lens above the function.

import * as vscode from 'vscode';
import type { FileAnalysis } from '../analyser/index';
import { findCalledFunctions, lookThrough, type ChosenCalls } from '../features/calledFunctions';
import { makeCallChoices, makeCallLenses, type CallLens } from '../features/callLenses';
import type { Analyses } from './analyses';
import { rangeOf } from './places';
import { isOn, onSettingsChange } from './settings';

const COMMAND = 'convlens.lookThroughCall';
const NONE: ChosenCalls = new Map();

/** Choices are kept while the document is open. */
export class CallFocus implements vscode.CodeLensProvider, vscode.Disposable {
  private readonly choices = new vscode.EventEmitter<void>();
  readonly onDidChoose = this.choices.event;
  private readonly changes = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.changes.event;
  private readonly chosen = new Map<string, Map<string, number>>();
  private readonly subscriptions: vscode.Disposable;

  constructor(private readonly analyses: Analyses) {
    this.subscriptions = vscode.Disposable.from(
      this.choices,
      this.changes,
      analyses.onDidChange(() => this.changes.fire()),
      this.onDidChoose(() => this.changes.fire()),
      onSettingsChange(() => this.changes.fire()),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.chosen.delete(uri.toString())),
      vscode.commands.registerCommand(COMMAND, (uri: vscode.Uri, key: string, action: CallLens['action']) =>
        action === 'choose' ? this.choose(uri, key) : this.show(uri, key, action.call),
      ),
    );
  }

  /** The analysis as the document shows it. */
  through(document: vscode.TextDocument, analysis: FileAnalysis): FileAnalysis {
    return lookThrough(analysis, this.chosenIn(document.uri));
  }

  async provideCodeLenses(document: vscode.TextDocument, token: vscode.CancellationToken): Promise<vscode.CodeLens[]> {
    if (!isOn('codeLens', document)) return [];
    const source = await this.analyses.of(document);
    if (!source || token.isCancellationRequested) return [];
    return makeCallLenses(source.analysis, this.chosenIn(document.uri), this.analyses.sources).map(
      ({ range, key, title, action }) =>
        new vscode.CodeLens(rangeOf(source.lines, range), {
          title,
          command: COMMAND,
          arguments: [document.uri, key, action],
        }),
    );
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  private chosenIn(uri: vscode.Uri): ChosenCalls {
    return this.chosen.get(uri.toString()) ?? NONE;
  }

  private show(uri: vscode.Uri, key: string, call: number | undefined): void {
    const calls = this.chosen.get(uri.toString()) ?? new Map<string, number>();
    this.chosen.set(uri.toString(), calls);
    if (call === undefined) calls.delete(key);
    else calls.set(key, call);
    this.choices.fire();
  }

  private async choose(uri: vscode.Uri, key: string): Promise<void> {
    const source = await this.analyses.of(await vscode.workspace.openTextDocument(uri));
    const called = source && findCalledFunctions(source.analysis).find((one) => one.key === key);
    if (!called) return;
    const all = { label: vscode.l10n.t('All {0} calls', called.calls.length), description: '', call: undefined };
    const picked = await vscode.window.showQuickPick([...makeCallChoices(called, this.analyses.sources), all], {
      title: vscode.l10n.t('Look through one call of {0}', called.name),
      placeHolder: vscode.l10n.t('Hints and hovers inside then show this call alone'),
    });
    if (picked) this.show(uri, key, picked.call);
  }
}
