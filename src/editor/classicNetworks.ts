// The classic networks as read-only documents: the files of src/networks that come with the extension.

import * as vscode from 'vscode';
import { classicNetworks } from '../networks/index';
import { NETWORK_SCHEME } from './fileNames';

/** Shows the networks' sources under a scheme of their own, so that nobody edits the installed extension. */
export class ClassicNetworks implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly registration: vscode.Disposable;

  constructor(private readonly networksFolder: vscode.Uri) {
    this.registration = vscode.workspace.registerTextDocumentContentProvider(NETWORK_SCHEME, this);
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(this.networksFolder, uri.path));
    return new TextDecoder().decode(bytes);
  }

  /** @param id a network's id; without one the user chooses */
  async open(id?: string): Promise<void> {
    const file = id === undefined ? await chooseFile() : classicNetworks.find((network) => network.id === id)?.file;
    if (file === undefined) {
      if (id === undefined) return;
      const known = classicNetworks.map((network) => network.id).join(', ');
      void vscode.window.showErrorMessage(vscode.l10n.t('There is no network named {0}. Known are {1}.', id, known));
      return;
    }
    const path = file.slice(file.lastIndexOf('/'));
    const document = await vscode.workspace.openTextDocument(vscode.Uri.from({ scheme: NETWORK_SCHEME, path }));
    await vscode.window.showTextDocument(document);
  }

  dispose(): void {
    this.registration.dispose();
  }
}

/** Variants that differ in an argument only (ShuffleNet's groups) are one file and one choice. */
async function chooseFile(): Promise<string | undefined> {
  const files = classicNetworks.filter(
    ({ file }, index) => classicNetworks.findIndex((n) => n.file === file) === index,
  );
  const items = files.map(({ title, year, file }) => ({
    label: title.split(',')[0] ?? title,
    description: String(year),
    file,
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    placeHolder: vscode.l10n.t('Which network do you want to read?'),
    matchOnDescription: true,
  });
  return chosen?.file;
}
