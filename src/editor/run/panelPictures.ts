// The pictures that a panel runs on: those that come with the extension, and files of the user.

import * as vscode from 'vscode';
import type { PictureChoice } from '../../protocol/panel';
import { MAX_PICTURE_FILE_BYTES } from '../../runner/picture';
import { SAMPLES } from './runPanelServices';
import type { ChosenPicture, RunPanelServices } from './runPanelServices';

export class PanelPictures {
  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly decodePicture: RunPanelServices['decodePicture'],
  ) {}

  /** @throws an Error with one clear sentence when the picture cannot be used */
  async read(choice: PictureChoice): Promise<ChosenPicture> {
    const uri = choice.kind === 'file' ? vscode.Uri.parse(choice.uri) : this.sampleUri(choice.id);
    const sample = choice.kind === 'sample' ? SAMPLES.find(({ id }) => id === choice.id) : undefined;
    const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
    const picture = this.decodePicture(await readPictureFile(uri, name), name);
    return { choice, title: sample?.title ?? name, picture };
  }

  /** Asks for a file. */
  async chooseFile(): Promise<PictureChoice | undefined> {
    const chosen = await vscode.window.showOpenDialog({
      canSelectMany: false,
      filters: { [vscode.l10n.t('Pictures')]: ['png', 'jpg', 'jpeg'] },
      openLabel: vscode.l10n.t('Use Picture'),
    });
    return chosen?.[0] && { kind: 'file', uri: chosen[0].toString() };
  }

  /** Asks for a sample or a file. */
  async chooseAny(placeHolder: string): Promise<PictureChoice | undefined> {
    const samples = SAMPLES.map(({ id, title }) => ({ label: title, id }));
    const file = { label: vscode.l10n.t('Choose Picture…'), id: undefined };
    const separator = { label: '', id: undefined, kind: vscode.QuickPickItemKind.Separator };
    const chosen = await vscode.window.showQuickPick([...samples, separator, file], { placeHolder });
    if (chosen?.id !== undefined) return { kind: 'sample', id: chosen.id };
    return chosen && this.chooseFile();
  }

  private sampleUri(id: string): vscode.Uri {
    if (!SAMPLES.some((sample) => sample.id === id)) {
      throw new Error(vscode.l10n.t('There is no sample picture named {0}.', id));
    }
    return vscode.Uri.joinPath(this.extensionUri, 'media', 'samples', `${id}.png`);
  }
}

async function readPictureFile(uri: vscode.Uri, name: string): Promise<Uint8Array> {
  const { fs } = vscode.workspace;
  const refuse = (): never => {
    throw new Error(vscode.l10n.t('The picture {0} cannot be read. Choose another one.', name));
  };
  const { size } = await fs.stat(uri).then(undefined, refuse);
  if (size > MAX_PICTURE_FILE_BYTES) {
    throw new Error(vscode.l10n.t('{0} is too large: more than {1} MB.', name, MAX_PICTURE_FILE_BYTES / 1e6));
  }
  return fs.readFile(uri).then(undefined, refuse);
}
