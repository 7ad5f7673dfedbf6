// Asks which model is meant: the one at the cursor, or any other.

import * as vscode from 'vscode';
import type { ModelReading } from '../analyser/index';
import { figuresText } from '../features/codeLenses';
import { modelsAt, modelsOfFile } from '../features/modelAt';
import type { ModelReference } from '../protocol/modelReference';
import type { Analyses, DocumentAnalysis } from './analyses';
import { modelReference } from './modelReference';

interface ModelItem extends vscode.QuickPickItem {
  readonly reference?: ModelReference;
}

/** The model at the cursor; asks when there are several, tells when there is none. */
export async function chooseModelAtCursor(analyses: Analyses): Promise<ModelReference | undefined> {
  const editor = vscode.window.activeTextEditor;
  const source = editor && (await analyses.of(editor.document));
  const { line = 0, character: column = 0 } = editor?.selection.active ?? {};
  const models = source ? modelsAt(source.analysis, source.lines.offsetAt({ line, column })) : [];
  if (!source || models.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t(
        'There is no TensorFlow.js model in this editor. Open a file that calls tf.sequential or tf.model.',
      ),
    );
    return undefined;
  }
  return pick(models.map((model) => itemOf(editor.document.uri, model, source)));
}

/** Any model of the open documents, or of a file that the user chooses, but for those that are `taken`. */
export async function chooseAnotherModel(
  analyses: Analyses,
  taken: readonly ModelReference[],
): Promise<ModelReference | undefined> {
  const isTaken = ({ reference }: ModelItem): boolean =>
    taken.some(({ uri, modelName }) => uri === reference?.uri && modelName === reference.modelName);
  const found = await Promise.all(vscode.workspace.textDocuments.map((document) => itemsOf(document, analyses)));
  const items = found.flat().filter((item) => !isTaken(item));
  const otherFile: ModelItem = { label: vscode.l10n.t('Another File…'), alwaysShow: true };
  const chosen = await vscode.window.showQuickPick<ModelItem>(
    [...items, { label: '', kind: vscode.QuickPickItemKind.Separator }, otherFile],
    { placeHolder: vscode.l10n.t('Which model do you want to compare with?'), matchOnDescription: true },
  );
  return chosen === otherFile ? chooseInFile(analyses) : chosen?.reference;
}

async function chooseInFile(analyses: Analyses): Promise<ModelReference | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const chosen = await vscode.window.showOpenDialog({
    canSelectMany: false,
    filters: { 'TypeScript, JavaScript': ['ts', 'tsx', 'mts', 'cts', 'js', 'jsx', 'mjs', 'cjs'] },
    openLabel: vscode.l10n.t('Compare'),
    ...(folder ? { defaultUri: folder } : {}),
  });
  if (!chosen?.[0]) return undefined;
  const items = await itemsOf(await vscode.workspace.openTextDocument(chosen[0]), analyses);
  if (items.length === 0) {
    const name = vscode.workspace.asRelativePath(chosen[0]);
    void vscode.window.showInformationMessage(vscode.l10n.t('There is no TensorFlow.js model in {0}.', name));
  }
  return pick(items);
}

async function itemsOf(document: vscode.TextDocument, analyses: Analyses): Promise<ModelItem[]> {
  const source = await analyses.of(document);
  return source ? modelsOfFile(source.analysis).map((model) => itemOf(document.uri, model, source)) : [];
}

async function pick(items: readonly ModelItem[]): Promise<ModelReference | undefined> {
  if (items.length <= 1) return items[0]?.reference;
  return (await vscode.window.showQuickPick(items, { placeHolder: vscode.l10n.t('Which model?') }))?.reference;
}

function itemOf(uri: vscode.Uri, model: ModelReading, { lines }: DocumentAnalysis): ModelItem {
  const reference = modelReference(uri, model, lines);
  return {
    label: model.model.name,
    description: `${uri.path.slice(uri.path.lastIndexOf('/') + 1)}:${reference.line}`,
    detail: figuresText(model),
    reference,
  };
}
