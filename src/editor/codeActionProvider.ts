// Quick fixes of findings: one by one, all of a kind in the file, or previewed. The title says what a fix changes in the model's figures.

import * as vscode from 'vscode';
import type { Fix, TextEdit } from '../analyser/index';
import { makeDiagnostics, type PlainDiagnostic } from '../features/findings';
import { changeOf, fixAll, kindOf, offeredFixes, SAFE_RULES, type FixKind } from '../features/fixAll';
import { effectText, fixesOf } from '../features/fixes';
import { modelOfFinding } from '../features/modelOfFinding';
import { disableForLine } from '../features/ruleSettings';
import type { Analyses, DocumentAnalysis } from './analyses';
import { DIAGNOSTIC_SOURCE, findingsOf, ruleOf } from './diagnostics';
import { makeWorkspaceEdit, previewFix, type ChosenFix } from './fixEdits';
import { rangeOf } from './places';
import type { ProjectConfigs } from './projectConfigs';

const PREVIEW = 'convlens.previewFix';
const FIX_ALL = vscode.CodeActionKind.SourceFixAll.append('convlens');

/** Its edits are made when it is chosen. */
class LazyAction extends vscode.CodeAction {
  constructor(
    kind: vscode.CodeActionKind,
    readonly fix: ChosenFix,
  ) {
    super(fix.title, kind);
  }
}

export class CodeActionProvider implements vscode.CodeActionProvider, vscode.Disposable {
  static readonly metadata: vscode.CodeActionProviderMetadata = {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix, FIX_ALL],
  };
  private readonly command: vscode.Disposable;

  constructor(
    private readonly analyses: Analyses,
    private readonly configs: ProjectConfigs,
  ) {
    this.command = vscode.commands.registerCommand(PREVIEW, (fixes: readonly ChosenFix[]) =>
      previewFix(fixes, analyses),
    );
  }

  async provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    context: vscode.CodeActionContext,
    token: vscode.CancellationToken,
  ): Promise<vscode.CodeAction[]> {
    if (context.only?.intersects(FIX_ALL)) return this.fixSafely(document);
    const shown = context.diagnostics.filter((diagnostic) => diagnostic.source === DIAGNOSTIC_SOURCE);
    if (shown.length === 0) return [];
    const source = await this.analyses.of(document);
    if (!source || token.isCancellationRequested) return [];
    const actions: vscode.CodeAction[] = [];
    for (const plain of makeDiagnostics(source.analysis)) {
      const place = rangeOf(source.lines, plain.range);
      const diagnostic = shown.find((one) => ruleOf(one) === plain.rule && one.range.isEqual(place));
      if (!diagnostic || !place.intersection(range)) continue;
      const found = await this.actionsFor(document, source, plain);
      for (const action of found) action.diagnostics = [diagnostic];
      actions.push(...found);
    }
    return actions;
  }

  async resolveCodeAction(action: vscode.CodeAction): Promise<vscode.CodeAction> {
    if (action instanceof LazyAction) action.edit = makeWorkspaceEdit(await action.fix.edits(), this.analyses);
    return action;
  }

  dispose(): void {
    this.command.dispose();
  }

  private async actionsFor(
    document: vscode.TextDocument,
    source: DocumentAnalysis,
    plain: PlainDiagnostic,
  ): Promise<vscode.CodeAction[]> {
    const fixes = fixesOf(plain.findings);
    const titled: (ChosenFix & { readonly fix: Fix })[] = [];
    for (const fix of fixes) {
      const title = await this.titleOf(document, source, plain, fix);
      titled.push({ title, fix, edits: () => Promise.resolve(fix.edits) });
    }
    const actions = titled.map(({ title, fix }) => this.makeAction(title, fix));
    for (const action of actions) action.isPreferred = fixes.length === 1;
    const all = this.fixesOfKinds(document, source, plain);
    const kinds = all.map((fix) => new LazyAction(vscode.CodeActionKind.QuickFix, fix));
    const preview = fixes.length > 0 ? [previewAction([...titled, ...all])] : [];
    const disable = plain.isAdvice ? disableForLine(document.getText(), plain.range, plain.rule) : undefined;
    return [...actions, ...kinds, ...preview, ...(disable ? [this.makeAction(disable.title, disable)] : [])];
  }

  /** For the kinds of a finding's fixes that others in the file have too. */
  private fixesOfKinds(
    document: vscode.TextDocument,
    { analysis }: DocumentAnalysis,
    plain: PlainDiagnostic,
  ): ChosenFix[] {
    const own = fixesOf(plain.findings).map((fix) => kindOf(plain.rule, fix).form);
    return offeredFixes(findingsOf(analysis, this.configs, document.uri), analysis.file)
      .filter(({ rule, form }) => rule === plain.rule && own.includes(form))
      .map(({ rule, form, count, title }) => ({
        title: vscode.l10n.t('Fix all {0} {1} findings in this file: {2}', count, rule, title),
        edits: () => this.editsOfAll(document, (kind) => kind.rule === rule && kind.form === form),
      }));
  }

  /** For `source.fixAll`, on saving too: what needs no look at each. */
  private async fixSafely(document: vscode.TextDocument): Promise<vscode.CodeAction[]> {
    const source = await this.analyses.of(document);
    if (!source) return [];
    const isSafe = ({ rule }: { readonly rule: string }): boolean => SAFE_RULES.includes(rule);
    const found = findingsOf(source.analysis, this.configs, document.uri).filter(isSafe);
    if (found.every(({ findings }) => fixesOf(findings).length === 0)) return [];
    const title = vscode.l10n.t('Fix all findings of ConvLens that are safe to fix');
    return [new LazyAction(FIX_ALL, { title, edits: () => this.editsOfAll(document, isSafe) })];
  }

  private async editsOfAll(document: vscode.TextDocument, isWanted: (kind: FixKind) => boolean): Promise<TextEdit[]> {
    const text = document.getText();
    const analyse = await this.analyses.ofOtherTexts(document);
    const fixed = await fixAll(text, analyse, (one) => findingsOf(one, this.configs, document.uri), isWanted);
    // What was typed meanwhile stays.
    const change = document.getText() === text ? changeOf(this.analyses.fileOf(document.uri), text, fixed) : undefined;
    return change ? [change] : [];
  }

  private makeAction(title: string, fix: Fix): vscode.CodeAction {
    const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
    action.edit = makeWorkspaceEdit(fix.edits, this.analyses);
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

function previewAction(fixes: readonly ChosenFix[]): vscode.CodeAction {
  const title = fixes.length === 1 ? vscode.l10n.t('Preview the fix…') : vscode.l10n.t('Preview a fix…');
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.command = { title, command: PREVIEW, arguments: [fixes] };
  return action;
}
