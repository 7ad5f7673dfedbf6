// Saves what a page shows: asks where, then makes the bytes and writes them. What goes wrong is told.

import * as vscode from 'vscode';
import { asFailure } from './failure';

export interface SavedFile {
  /** Without its ending; what no file name may hold is replaced. */
  readonly name: string;
  readonly ending: 'png' | 'npy';
  /** The folder that is offered. */
  readonly folder: vscode.Uri | undefined;
  readonly makeBytes: () => Promise<Uint8Array> | Uint8Array;
}

const ENDING_NAMES = { png: 'PNG', npy: 'NumPy' } as const;

export async function saveFile({ name, ending, folder, makeBytes }: SavedFile): Promise<void> {
  const fileName = `${name.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-')}.${ending}`;
  const target = await vscode.window.showSaveDialog({
    ...(folder && { defaultUri: vscode.Uri.joinPath(folder, fileName) }),
    filters: { [ENDING_NAMES[ending]]: [ending] },
    title: vscode.l10n.t('Save Feature Maps'),
  });
  if (!target) return;
  const shown = target.path.slice(target.path.lastIndexOf('/') + 1);
  try {
    await vscode.workspace.fs.writeFile(target, await makeBytes());
    vscode.window.setStatusBarMessage(vscode.l10n.t('{0} was saved.', shown), 5000);
  } catch (error) {
    const { message } = asFailure(error);
    void vscode.window.showErrorMessage(vscode.l10n.t('{0} could not be saved: {1}', shown, message));
  }
}
