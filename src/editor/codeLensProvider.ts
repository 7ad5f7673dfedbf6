// Lenses above models: figures, what changed in them since the last commit, Run Model, Summary, Compare, Graph.

import * as vscode from 'vscode';
import type { FileAnalysis } from '../analyser/index';
import { makeCodeLenses, type ModelLens } from '../features/codeLenses';
import type { Analyses } from './analyses';
import type { CallFocus } from './callFocus';
import { CommittedAnalyses } from './committedAnalyses';
import { CommittedTexts } from './committedTexts';
import { findGit } from './gitExtension';
import { modelReference } from './modelReference';
import { rangeOf } from './places';
import { isOn, onSettingsChange } from './settings';

export class CodeLensProvider implements vscode.CodeLensProvider, vscode.Disposable {
  private readonly changes = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.changes.event;
  private readonly committed: CommittedAnalyses<vscode.TextDocument>;
  private readonly subscriptions: vscode.Disposable;

  constructor(
    private readonly analyses: Analyses,
    private readonly focus: CallFocus,
    log: (error: unknown) => void,
  ) {
    const tell = (): void => this.changes.fire();
    const texts = new CommittedTexts(findGit, tell);
    this.committed = new CommittedAnalyses({
      committedText: (uri) => texts.textOf(uri),
      analyserOf: (document) => analyses.ofOtherTexts(document),
      onChange: tell,
      log,
    });
    this.subscriptions = vscode.Disposable.from(
      this.changes,
      texts,
      this.committed,
      vscode.workspace.onDidCloseTextDocument((document) => this.committed.forget(document)),
      analyses.onDidChange(() => this.changes.fire()),
      focus.onDidChoose(() => this.changes.fire()),
      onSettingsChange(() => this.changes.fire()),
    );
  }

  async provideCodeLenses(document: vscode.TextDocument, token: vscode.CancellationToken): Promise<vscode.CodeLens[]> {
    if (!isOn('codeLens', document)) return [];
    const source = await this.analyses.of(document);
    if (!source || token.isCancellationRequested) return [];
    const committed = this.committed.of(document);
    const through = (analysis: FileAnalysis): FileAnalysis => this.focus.through(document, analysis);
    return makeCodeLenses(through(source.analysis), committed && through(committed)).map(
      (lens) => new vscode.CodeLens(rangeOf(source.lines, lens.range), lensCommand(lens, document, source.lines)),
    );
  }

  dispose(): void {
    this.subscriptions.dispose();
  }
}

function lensCommand(
  lens: ModelLens,
  document: vscode.TextDocument,
  lines: Parameters<typeof rangeOf>[0],
): vscode.Command {
  const reference = modelReference(document.uri, lens.model, lines);
  switch (lens.action) {
    case 'figures':
      // Text alone: a lens without a command cannot be clicked.
      return { title: lens.title, command: '' };
    case 'changes':
      return {
        title: lens.title,
        tooltip: vscode.l10n.t('Changed since the last commit; shows the changes in the file'),
        command: 'git.openChange',
        arguments: [document.uri],
      };
    case 'run':
      return {
        title: vscode.l10n.t('Run Model'),
        tooltip: vscode.l10n.t('Run this model on a picture and see its feature maps'),
        command: 'convlens.runModel',
        arguments: [reference],
      };
    case 'summary':
      return {
        title: vscode.l10n.t('Summary'),
        tooltip: vscode.l10n.t('Show all layers of this model as a table'),
        command: 'convlens.showSummary',
        arguments: [reference],
      };
    case 'compare':
      return {
        title: vscode.l10n.t('Compare'),
        tooltip: vscode.l10n.t('Compare this model with the classic networks'),
        command: 'convlens.compare',
        arguments: [reference],
      };
    case 'graph':
      return {
        title: vscode.l10n.t('Graph'),
        tooltip: vscode.l10n.t('Show the layers of this model as a graph'),
        command: 'convlens.showGraph',
        arguments: [reference],
      };
  }
}
