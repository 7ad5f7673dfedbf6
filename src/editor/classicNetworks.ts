// The classic networks as read-only documents: the files of src/networks that come with the extension.

import * as vscode from 'vscode';
import { figuresText } from '../features/codeLenses';
import { modelOfFactory } from '../features/networkModel';
import { classicNetworks, type ClassicNetwork } from '../networks/index';
import type { Analyses } from './analyses';
import { NETWORK_SCHEME } from './fileNames';

/** Shows the networks' sources under a scheme of their own, so that nobody edits the installed extension. */
export class ClassicNetworks implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly registration: vscode.Disposable;

  constructor(
    private readonly networksFolder: vscode.Uri,
    private readonly analyses: Analyses,
  ) {
    this.registration = vscode.workspace.registerTextDocumentContentProvider(NETWORK_SCHEME, this);
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(this.networksFolder, uri.path));
    return new TextDecoder().decode(bytes);
  }

  /** @param id a network's id; without one the user chooses */
  async open(id?: string): Promise<void> {
    const file =
      id === undefined ? await this.chooseFile() : classicNetworks.find((network) => network.id === id)?.file;
    if (file === undefined) {
      if (id === undefined) return;
      const known = classicNetworks.map((network) => network.id).join(', ');
      void vscode.window.showErrorMessage(vscode.l10n.t('There is no network named {0}. Known are {1}.', id, known));
      return;
    }
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uriOfNetwork(file)));
  }

  /** Copies the network of a read-only document, and the files it imports, into a folder of the workspace, and opens it. */
  async copyToWorkspace(uri: vscode.Uri | undefined = vscode.window.activeTextEditor?.document.uri): Promise<void> {
    if (uri?.scheme !== NETWORK_SCHEME) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t('Open a classic network first: "ConvLens: Open Classic Network".'),
      );
      return;
    }
    const folder = await chooseFolder();
    if (!folder) return;
    const texts = await this.readWithImports(uri.path.slice(1));
    const present = await presentIn(folder, [...texts.keys()]);
    if (present.length > 0 && !(await confirmReplacing(present, folder))) return;
    for (const [name, text] of texts) {
      await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder, name), new TextEncoder().encode(text));
    }
    const copy = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder, uri.path));
    await vscode.window.showTextDocument(copy, { preview: false });
  }

  /** A network's file and those of its folder that it imports, by name. */
  private async readWithImports(name: string, texts = new Map<string, string>()): Promise<Map<string, string>> {
    const text = await this.provideTextDocumentContent(vscode.Uri.from({ scheme: NETWORK_SCHEME, path: `/${name}` }));
    texts.set(name, text);
    for (const [, imported = ''] of text.matchAll(/from '\.\/([\w.]+)'/g)) {
      if (!texts.has(`${imported}.ts`)) await this.readWithImports(`${imported}.ts`, texts);
    }
    return texts;
  }

  /** Variants that differ in an argument only (ShuffleNet's groups) are one file and one choice. */
  private async chooseFile(): Promise<string | undefined> {
    const networks = classicNetworks.filter(
      ({ file }, index) => classicNetworks.findIndex((network) => network.file === file) === index,
    );
    const chosen = await vscode.window.showQuickPick(Promise.all(networks.map((network) => this.itemOf(network))), {
      placeHolder: vscode.l10n.t('Which network do you want to read?'),
      matchOnDescription: true,
      matchOnDetail: true,
    });
    return chosen?.file;
  }

  private async itemOf({ title, year, file, factory, arguments: values }: ClassicNetwork) {
    const analysis = await this.analyses.ofInstalledFile(uriOfNetwork(file), new Map(Object.entries(values)));
    const model = analysis && modelOfFactory(analysis, factory);
    const label = title.split(',')[0] ?? title;
    return { label, description: String(year), file, ...(model && { detail: figuresText(model) }) };
  }

  dispose(): void {
    this.registration.dispose();
  }
}

/** @param file of a network, relative to the extension */
export function uriOfNetwork(file: string): vscode.Uri {
  return vscode.Uri.from({ scheme: NETWORK_SCHEME, path: file.slice(file.lastIndexOf('/')) });
}

/** The workspace's folder; asked for where there is none or more than one. */
async function chooseFolder(): Promise<vscode.Uri | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length === 1) return folders[0]?.uri;
  if (folders.length > 1) return (await vscode.window.showWorkspaceFolderPick())?.uri;
  const chosen = await vscode.window.showOpenDialog({
    canSelectFiles: false,
    canSelectFolders: true,
    canSelectMany: false,
    openLabel: vscode.l10n.t('Copy Here'),
  });
  return chosen?.[0];
}

async function presentIn(folder: vscode.Uri, names: readonly string[]): Promise<string[]> {
  const entries = await vscode.workspace.fs.readDirectory(folder);
  const known = new Set(entries.map(([name]) => name));
  return names.filter((name) => known.has(name));
}

async function confirmReplacing(names: readonly string[], folder: vscode.Uri): Promise<boolean> {
  const replace = vscode.l10n.t('Replace');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('{0} is already in {1}. Replace it?', names.join(', '), vscode.workspace.asRelativePath(folder)),
    { modal: true },
    replace,
  );
  return answer === replace;
}
