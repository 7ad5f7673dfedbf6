// Quick fixes of findings. The title says what a fix changes in the model's figures before it is applied.

import * as vscode from 'vscode';
import type { Fix } from '../analyser/index';
import { makeDiagnostics, type PlainDiagnostic } from '../features/findings';
import { effectText, fixesOf } from '../features/fixes';
import { modelOfFinding } from '../features/modelOfFinding';
import { disableForLine } from '../features/ruleSettings';
import type { Analyses, DocumentAnalysis } from './analyses';
import { DIAGNOSTIC_SOURCE, ruleOf } from './diagnostics';
import { rangeIn, rangeOf } from './places';

export class CodeActionProvider implements vscode.CodeActionProvider {
  static readonly metadata: vscode.CodeActionProviderMetadata = {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
  };

  constructor(private readonly analyses: Analyses) {}

  async provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    context: vscode.CodeActionContext,
    token: vscode.CancellationToken,
  ): Promise<vscode.CodeAction[]> {
    const shown = context.diagnostics.filter((diagnostic) => diagnostic.source === DIAGNOSTIC_SOURCE);
    if (shown.length === 0) return [];
    const source = await this.analyses.of(document);
    if (!source || token.isCancellationRequested) return [];
    const actions: vscode.CodeAction[] = [];
    for (const plain of makeDiagnostics(source.analysis)) {
      const place = rangeOf(source.lines, plain.range);
      const diagnostic = shown.find((one) => ruleOf(one) === plain.rule && one.range.isEqual(place));
      if (!diagnostic || !place.intersection(range)) continue;
      for (const fix of fixesOf(plain.findings)) {
        const action = this.makeAction(await this.titleOf(document, source, plain, fix), fix, diagnostic);
        action.isPreferred = fixesOf(plain.findings).length === 1;
        actions.push(action);
      }
      if (plain.isAdvice) {
        const fix = disableForLine(document.getText(), plain.range, plain.rule);
        actions.push(this.makeAction(fix.title, fix, diagnostic));
      }
    }
    return actions;
  }

  private makeAction(title: string, fix: Fix, diagnostic: vscode.Diagnostic): vscode.CodeAction {
    const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
    action.diagnostics = [diagnostic];
    action.edit = new vscode.WorkspaceEdit();
    for (const { range, newText } of fix.edits) {
      action.edit.replace(this.analyses.uriOf(range.file), rangeIn(this.analyses.sources, range), newText);
    }
    return action;
  }

  private async titleOf(
    document: vscode.TextDocument,
    { analysis }: DocumentAnalysis,
    plain: PlainDiagnostic,
    fix: Fix,
  ): Promise<string> {
    const model = plain.findings
      .map((finding) => modelOfFinding(analysis, finding))
      .find((found) => found !== undefined);
    const effect = model && (await this.analyses.effectOf(document, fix, model));
    const text = effect ? effectText(effect) : '';
    return text === '' ? fix.title : `${fix.title} (${text})`;
  }
}
