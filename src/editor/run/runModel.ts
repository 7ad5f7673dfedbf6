// Runs a model: finds the file on disk that the runner's process can load, the arguments of its function, and opens the panel.

import * as vscode from 'vscode';
import { asArguments, type GivenValues } from '../../analyser/index';
import { defineModel } from '../../features/defineModel';
import { annotateArguments, describeArguments } from '../../features/runArguments';
import { classicNetworks } from '../../networks/index';
import type { ModelReference } from '../../protocol/modelReference';
import type { PanelModel } from '../../protocol/panel';
import type { Analyses } from '../analyses';
import { NETWORK_SCHEME } from '../fileNames';
import { makeWorkspaceEdit } from '../fixEdits';
import { findModelReading } from '../foundModel';
import type { Asking, RunArguments } from './runArguments';

/** Opens the Run Model panel beside the code and starts a run. */
export type ShowRunPanel = (model: PanelModel) => void;

export interface RunServices {
  readonly analyses: Analyses;
  readonly runArguments: RunArguments;
}

const NONE: GivenValues = new Map();

export async function runModel(reference: ModelReference, services: RunServices, show: ShowRunPanel): Promise<void> {
  const model = await locateModel(reference, services);
  if (model) show(model);
}

/** The model as it is now, in a saved file; undefined when it cannot be run, which the user was told or has decided. */
export async function locateModel(
  reference: ModelReference,
  { analyses, runArguments }: RunServices,
  asking?: Asking,
): Promise<PanelModel | undefined> {
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
  const file = isNetwork ? analyses.fileOf(document.uri) : document.uri.fsPath;
  const network = isNetwork ? classicNetworks.find((known) => known.file.endsWith(document.uri.path)) : undefined;
  const factory = current.factory ?? network?.factory;
  const { missing, optional } = found?.reading.factoryParameters ?? { missing: [], optional: [] };
  const impossible = missing.filter(({ type }) => type.kind === 'code').map(({ name }) => name);
  // The model may be known without them; then it runs even if its function does not.
  if (factory !== undefined && impossible.length > 0 && !(found && defineModel(found.reading, analyses.sources))) {
    tellImpossible(factory, impossible);
    return undefined;
  }
  const given = !factory ? NONE : await runArguments.complete({ file, name: factory }, missing, asking);
  if (!given) return undefined;
  // The runner loads the file from disk: what is not saved would not be run.
  if (document.isDirty && !(await document.save())) return undefined;
  return {
    file,
    name: current.modelName,
    line: current.line,
    factory,
    arguments: asArguments(new Map([...(found?.reading.factoryArguments ?? NONE), ...given])),
    optionalParameters: [...optional, ...impossible],
    title: network ? (network.title.split(',')[0] ?? network.title) : current.modelName,
    ...(given.size > 0 && { givenArguments: describeArguments(given) }),
  };
}

function tellImpossible(factory: string, names: readonly string[]): void {
  void vscode.window.showErrorMessage(
    vscode.l10n.t(
      '{0}() needs {1}, which cannot be typed in. Write a function without parameters that calls {0}(), and run its model.',
      factory,
      names.join(', '),
    ),
  );
}

/**
 * Writes the arguments that the user gave into the file, as comments above the functions: then the editor shows their figures too.
 * @returns whether they are there now; if not, the user knows why
 */
export async function writeArguments(
  reference: ModelReference,
  { analyses, runArguments }: RunServices,
): Promise<boolean> {
  const found = await findModelReading(reference, analyses);
  const { missing } = found?.reading.factoryParameters ?? { missing: [] };
  const factory = { file: found ? analyses.fileOf(found.document.uri) : '', name: found?.reading.factory ?? '' };
  const given = runArguments.known(factory, missing);
  const edits = annotateArguments(missing, given, (file) => analyses.sources.textOf(file));
  const isWritten = edits?.length ? await vscode.workspace.applyEdit(makeWorkspaceEdit(edits, analyses)) : false;
  if (!isWritten) {
    void vscode.window.showErrorMessage(
      vscode.l10n.t('The arguments could not be written into {0} as a comment.', vscode.Uri.parse(reference.uri).path),
    );
  }
  return isWritten;
}
