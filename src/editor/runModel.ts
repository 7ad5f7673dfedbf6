// Runs a model: finds the file on disk that the runner's process can load, and opens the panel.

import * as vscode from 'vscode';
import { asArguments } from '../analyser/index';
import { classicNetworks } from '../networks/index';
import type { ModelReference } from '../protocol/modelReference';
import type { PanelModel } from '../protocol/panel';
import type { Analyses } from './analyses';
import { NETWORK_SCHEME } from './fileNames';
import { findModelReading } from './foundModel';

/** Opens the Run Model panel beside the code and starts a run. */
export type ShowRunPanel = (model: PanelModel) => void;

export async function runModel(reference: ModelReference, analyses: Analyses, show: ShowRunPanel): Promise<void> {
  const model = await locateModel(reference, analyses);
  if (model) show(model);
}

/** The model as it is now, in a saved file; undefined when it cannot be run, which the user was told or has decided. */
export async function locateModel(reference: ModelReference, analyses: Analyses): Promise<PanelModel | undefined> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(reference.uri, true));
  // A lens may be older than the text: the model is taken where it is now, with the values that its function has.
  const found = await findModelReading(reference, analyses);
  const current = found?.reference ?? reference;
  const isNetwork = document.uri.scheme === NETWORK_SCHEME;
  if (!isNetwork && document.uri.scheme !== 'file') {
    void vscode.window.showErrorMessage(
      vscode.l10n.t(
        'A model can be run when its file is on this machine. Save {0} to a folder first.',
        document.fileName,
      ),
    );
    return undefined;
  }
  // The runner loads the file from disk: what is not saved would not be run.
  if (document.isDirty && !(await document.save())) return undefined;
  const file = isNetwork ? analyses.fileOf(document.uri) : document.uri.fsPath;
  const network = isNetwork ? classicNetworks.find((known) => known.file.endsWith(document.uri.path)) : undefined;
  return {
    file,
    name: current.modelName,
    line: current.line,
    factory: current.factory ?? network?.factory,
    arguments: asArguments(found?.reading.factoryArguments ?? new Map()),
    title: network ? (network.title.split(',')[0] ?? network.title) : current.modelName,
  };
}
