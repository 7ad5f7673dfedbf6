// The commands of ConvLens. Without an argument a command means the model at the cursor.

import * as vscode from 'vscode';
import { figuresText } from '../features/codeLenses';
import { modelsAt } from '../features/modelAt';
import { parseModelReference, type ModelReference } from '../protocol/modelReference';
import type { Analyses } from './analyses';
import type { ClassicNetworks } from './classicNetworks';
import { modelReference } from './modelReference';
import { runModel, type ShowRunPanel } from './runModel';
import type { SummaryDocuments } from './summaryDocument';

export interface CommandServices {
  readonly analyses: Analyses;
  readonly summaries: SummaryDocuments;
  readonly networks: ClassicNetworks;
  readonly showRunPanel: ShowRunPanel;
  readonly log: vscode.LogOutputChannel;
}

export function registerCommands(services: CommandServices): vscode.Disposable {
  const { analyses, summaries, networks, showRunPanel, log } = services;
  const withModel =
    (act: (reference: ModelReference) => Promise<void>) =>
    async (argument?: unknown): Promise<void> => {
      const reference = parseModelReference(argument) ?? (await chooseModel(analyses));
      if (reference) await act(reference);
    };
  return vscode.Disposable.from(
    vscode.commands.registerCommand(
      'convlens.runModel',
      withModel((reference) => runModel(reference, analyses, showRunPanel)),
    ),
    vscode.commands.registerCommand(
      'convlens.showSummary',
      withModel((reference) => summaries.show(reference)),
    ),
    vscode.commands.registerCommand('convlens.openNetwork', (id?: unknown) =>
      networks.open(typeof id === 'string' ? id : undefined),
    ),
    vscode.commands.registerCommand('convlens.copyNetwork', (uri?: unknown) =>
      networks.copyToWorkspace(uri instanceof vscode.Uri ? uri : undefined),
    ),
    vscode.commands.registerCommand('convlens.showLog', () => log.show()),
  );
}

/** The model at the cursor; asks when there are several, tells when there is none. */
async function chooseModel(analyses: Analyses): Promise<ModelReference | undefined> {
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
  const items = models.map((model) => ({
    label: model.model.name,
    description: vscode.l10n.t('line {0}', source.lines.positionAt(model.model.call.start).line + 1),
    detail: figuresText(model),
    model,
  }));
  const chosen =
    items.length === 1
      ? items[0]
      : await vscode.window.showQuickPick(items, { placeHolder: vscode.l10n.t('Which model?') });
  return chosen && modelReference(editor.document.uri, chosen.model, source.lines);
}
