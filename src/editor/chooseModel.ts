// Asks which model is meant: the one at the cursor, or any other.

import * as vscode from 'vscode';
import type { ModelReading } from '../analyser/index';
import { figuresText } from '../features/codeLenses';
import { modelsAt, modelsOfFile } from '../features/modelAt';
import { modelOfFactory } from '../features/networkModel';
import { classicNetworks, type ClassicNetwork } from '../networks/index';
import type { ModelReference } from '../protocol/modelReference';
import type { Analyses, DocumentAnalysis } from './analyses';
import { uriOfNetwork } from './classicNetworks';
import { findModelFiles } from './modelFiles';
import { modelReference } from './modelReference';

interface ModelItem extends vscode.QuickPickItem {
  readonly reference?: ModelReference;
  readonly network?: ClassicNetwork;
  /** Not read yet. */
  readonly file?: vscode.Uri;
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

type TakenModel = Pick<ModelReference, 'uri' | 'modelName'>;

/** Files of the workspace that are listed; more are found by "Another File…". */
const MOST_FILES = 100;

/**
 * Any model of the open documents, of a file of the workspace, or of one that the user chooses, but for those that are `taken`.
 * @param networks classic networks that can be chosen too
 */
export async function chooseAnotherModel(
  analyses: Analyses,
  taken: readonly TakenModel[],
  networks: readonly ClassicNetwork[] = [],
): Promise<ModelReference | undefined> {
  const isTaken = ({ reference }: ModelItem): boolean =>
    taken.some(({ uri, modelName }) => uri === reference?.uri && modelName === reference.modelName);
  const documents = vscode.workspace.textDocuments.filter(({ uri }) => !networks.some((one) => isOf(one, uri)));
  const found = await Promise.all(documents.map((document) => itemsOf(document, analyses)));
  const items = found.flat().filter((item) => !isTaken(item));
  const otherFile: ModelItem = { label: vscode.l10n.t('Another File…'), alwaysShow: true };
  const chosen = await pickWhileFilesAreFound(
    [
      ...[...items, separator(''), otherFile],
      ...(networks.length > 0 ? [separator(vscode.l10n.t('Classic networks'))] : []),
      ...networks.map(itemOfNetwork),
    ],
    (uri) => !documents.some((document) => document.uri.toString() === uri.toString()),
  );
  if (chosen?.network) return referenceOf(chosen.network, analyses);
  if (chosen?.file) return chooseInFile(chosen.file, analyses);
  return chosen === otherFile ? chooseFile(analyses) : chosen?.reference;
}

/** Files of the workspace that make models come to the end of the list, where they move nothing. */
function pickWhileFilesAreFound(
  items: readonly ModelItem[],
  isWanted: (uri: vscode.Uri) => boolean,
): Promise<ModelItem | undefined> {
  const list = vscode.window.createQuickPick<ModelItem>();
  const search = new vscode.CancellationTokenSource();
  list.placeholder = vscode.l10n.t('Which model do you want to compare with?');
  list.matchOnDescription = true;
  list.keepScrollPosition = true;
  list.items = items;
  const addFiles = async (): Promise<void> => {
    const files: ModelItem[] = [];
    for await (const file of findModelFiles(isWanted, search.token)) {
      if (search.token.isCancellationRequested || files.length === MOST_FILES) break;
      files.push(itemOfFile(file));
      list.items = [...items, separator(vscode.l10n.t('Other files of the workspace')), ...files];
    }
    if (!search.token.isCancellationRequested) list.busy = false;
  };
  list.busy = true;
  void addFiles();
  return new Promise<ModelItem | undefined>((resolve) => {
    list.onDidAccept(() => resolve(list.selectedItems[0]));
    list.onDidHide(() => resolve(undefined));
    list.show();
  }).finally(() => {
    search.cancel();
    search.dispose();
    list.dispose();
  });
}

/** Any model to run beside another one. Variants of a network that differ in an argument only are one choice. */
export async function chooseModelBeside(taken: TakenModel, analyses: Analyses): Promise<ModelReference | undefined> {
  const networks = classicNetworks.filter(
    ({ file }, index) =>
      uriOfNetwork(file).toString() !== taken.uri &&
      classicNetworks.findIndex((network) => network.file === file) === index,
  );
  return chooseAnotherModel(analyses, [taken], networks);
}

function isOf({ file }: ClassicNetwork, uri: vscode.Uri): boolean {
  return uriOfNetwork(file).toString() === uri.toString();
}

function separator(label: string): ModelItem {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}

function itemOfNetwork(network: ClassicNetwork): ModelItem {
  return { label: network.title.split(',')[0] ?? network.title, description: String(network.year), network };
}

function itemOfFile(file: vscode.Uri): ModelItem {
  const path = vscode.workspace.asRelativePath(file);
  const at = path.lastIndexOf('/') + 1;
  return { label: path.slice(at), description: path.slice(0, Math.max(0, at - 1)), file };
}

/** Read when it is chosen: reading a large network takes some 50 ms. */
async function referenceOf({ file, factory }: ClassicNetwork, analyses: Analyses): Promise<ModelReference | undefined> {
  const document = await vscode.workspace.openTextDocument(uriOfNetwork(file));
  const source = await analyses.of(document);
  const reading = source && modelOfFactory(source.analysis, factory);
  return reading && modelReference(document.uri, reading, source.lines);
}

async function chooseFile(analyses: Analyses): Promise<ModelReference | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const chosen = await vscode.window.showOpenDialog({
    canSelectMany: false,
    filters: { 'TypeScript, JavaScript': ['ts', 'tsx', 'mts', 'cts', 'js', 'jsx', 'mjs', 'cjs'] },
    openLabel: vscode.l10n.t('Compare'),
    ...(folder ? { defaultUri: folder } : {}),
  });
  return chosen?.[0] && chooseInFile(chosen[0], analyses);
}

async function chooseInFile(file: vscode.Uri, analyses: Analyses): Promise<ModelReference | undefined> {
  const items = await itemsOf(await vscode.workspace.openTextDocument(file), analyses);
  if (items.length === 0) {
    const name = vscode.workspace.asRelativePath(file);
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
