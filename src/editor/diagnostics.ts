// Findings as diagnostics of the open documents, unsaved text included.

import * as vscode from 'vscode';
import type { FileAnalysis, Severity } from '../analyser/index';
import { makeDiagnostics, type PlainDiagnostic } from '../features/findings';
import type { LineMap } from '../features/lineMap';
import { applyRuleSettings } from '../features/ruleSettings';
import type { Analyses } from './analyses';
import { rangeIn, rangeOf } from './places';
import { linkToRule } from './rulePages';
import type { ProjectConfigs } from './projectConfigs';
import { isOn, onSettingsChange } from './settings';

export const DIAGNOSTIC_SOURCE = 'ConvLens';

const SEVERITIES: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
};

/** The rule that a diagnostic of ConvLens is of. */
export function ruleOf({ code }: vscode.Diagnostic): unknown {
  return typeof code === 'object' ? code.value : code;
}

/** What the user wants to know of an analysis. */
export function findingsOf(analysis: FileAnalysis, configs: ProjectConfigs, uri: vscode.Uri): PlainDiagnostic[] {
  return applyRuleSettings(makeDiagnostics(analysis), configs.rulesFor(uri));
}

/** Keeps the diagnostics of every open document in step with its analysis. */
export class Diagnostics implements vscode.Disposable {
  private readonly collection = vscode.languages.createDiagnosticCollection('convlens');
  private readonly subscriptions: vscode.Disposable;

  constructor(
    private readonly analyses: Analyses,
    private readonly configs: ProjectConfigs,
  ) {
    this.subscriptions = vscode.Disposable.from(
      this.collection,
      analyses.onDidChange(() => this.refreshAll()),
      onSettingsChange(() => this.refreshAll()),
      vscode.workspace.onDidOpenTextDocument((document) => void this.refresh(document)),
      vscode.workspace.onDidCloseTextDocument((document) => this.collection.delete(document.uri)),
    );
    this.refreshAll();
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  private refreshAll(): void {
    for (const document of vscode.workspace.textDocuments) void this.refresh(document);
  }

  private async refresh(document: vscode.TextDocument): Promise<void> {
    const source = isOn('diagnostics', document) ? await this.analyses.of(document) : undefined;
    // The document may have been closed meanwhile: its diagnostics are gone and stay so.
    if (document.isClosed) return;
    const found = source ? findingsOf(source.analysis, this.configs, document.uri) : [];
    if (found.length === 0) this.collection.delete(document.uri);
    else this.collection.set(document.uri, source ? found.map((plain) => this.convert(plain, source.lines)) : []);
  }

  private convert(plain: PlainDiagnostic, lines: LineMap): vscode.Diagnostic {
    const diagnostic = new vscode.Diagnostic(rangeOf(lines, plain.range), plain.message, SEVERITIES[plain.severity]);
    diagnostic.source = DIAGNOSTIC_SOURCE;
    diagnostic.code = plain.isAdvice ? { value: plain.rule, target: linkToRule(plain.rule) } : plain.rule;
    diagnostic.relatedInformation = plain.related.map(({ range, message }) => {
      const location = new vscode.Location(this.analyses.uriOf(range.file), rangeIn(this.analyses.sources, range));
      return new vscode.DiagnosticRelatedInformation(location, message);
    });
    return diagnostic;
  }
}
