// The summary of a model as a read-only document that follows the text it was made from.

import * as vscode from 'vscode';
import { findModel } from '../features/modelAt';
import { makeSummary } from '../features/summary';
import { parseModelReference, type ModelReference } from '../protocol/modelReference';
import type { Analyses } from './analyses';
import { onSettingsChange } from './settings';

const SUMMARY_SCHEME = 'convlens-summary';

export class SummaryDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly changes = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changes.event;
  private readonly subscriptions: vscode.Disposable;

  constructor(private readonly analyses: Analyses) {
    this.subscriptions = vscode.Disposable.from(
      this.changes,
      vscode.workspace.registerTextDocumentContentProvider(SUMMARY_SCHEME, this),
      analyses.onDidChange(() => this.refreshOpen()),
      onSettingsChange(() => this.refreshOpen()),
    );
  }

  async show(reference: ModelReference): Promise<void> {
    const document = await vscode.workspace.openTextDocument(summaryUri(reference));
    await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preview: true });
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const reference = parseReference(uri);
    if (!reference) return vscode.l10n.t('This address names no model: close this editor and show the summary again.');
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(reference.uri, true));
    const source = await this.analyses.of(document);
    const { modelName, line } = reference;
    const lineOf = (offset: number): number => (source?.lines.positionAt(offset).line ?? 0) + 1;
    const model = source && findModel(source.analysis, modelName, line, lineOf);
    if (!model) return vscode.l10n.t('There is no model named {0} in {1} any more.', modelName, baseName(document.uri));
    return makeSummary(source.analysis, model, this.analyses.sources);
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  private refreshOpen(): void {
    for (const { uri } of vscode.workspace.textDocuments) {
      if (uri.scheme === SUMMARY_SCHEME) this.changes.fire(uri);
    }
  }
}

/** The path is what the tab shows; the query says which model. */
function summaryUri(reference: ModelReference): vscode.Uri {
  const file = baseName(vscode.Uri.parse(reference.uri, true));
  const title = `${reference.modelName} (${file}) summary`.replaceAll('/', '∕');
  return vscode.Uri.from({ scheme: SUMMARY_SCHEME, path: `/${title}.txt`, query: JSON.stringify(reference) });
}

function parseReference(uri: vscode.Uri): ModelReference | undefined {
  try {
    return parseModelReference(JSON.parse(uri.query));
  } catch {
    return undefined;
  }
}

function baseName(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}
