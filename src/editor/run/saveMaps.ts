// Saves what a panel shows of a run: pictures as the page has drawn them, values as the run has them.

import * as vscode from 'vscode';
import type { FromPage, PanelModel } from '../../protocol/panel';
import { encodeNpy } from '../../runner/npyFile';
import type { RunController } from './runController';
import { saveFile } from './saveFile';

type Saving = Extract<FromPage, { kind: 'savePicture' | 'saveValues' }>;

/** What was run. */
export interface SavedRun {
  readonly model: PanelModel;
  /** The document of its file: what is saved is offered a place beside it. */
  readonly uri: vscode.Uri;
  readonly controller: RunController;
}

export async function saveMaps(saving: Saving, run: SavedRun): Promise<void> {
  const { layer, channel } = saving;
  const folder =
    run.uri.scheme === 'file' ? vscode.Uri.joinPath(run.uri, '..') : vscode.workspace.workspaceFolders?.[0]?.uri;
  const parts = [
    run.model.title,
    run.controller.layerAt(layer)?.name ?? `layer ${layer}`,
    ...(channel === undefined ? [] : [`channel ${channel}`]),
    ...(saving.kind === 'savePicture' && saving.view !== undefined ? [saving.view] : []),
  ];
  const name = parts.join('-');
  if (saving.kind === 'savePicture') await saveFile({ name, ending: 'png', folder, makeBytes: () => saving.png });
  else await saveFile({ name, ending: 'npy', folder, makeBytes: () => readNpy(saving, run) });
}

async function readNpy({ layer, channel }: Saving, { controller }: SavedRun): Promise<Uint8Array> {
  const { activations } = controller;
  if (!activations) throw new Error(vscode.l10n.t('The run is over. Run the model again.'));
  const { shape, values } = await activations.readValues(layer, channel);
  return encodeNpy(shape, values);
}
