// The commands of ConvLens. Without an argument a command means the model at the cursor.

import * as vscode from 'vscode';
import type { NativeBackend } from '../protocol/library';
import { parseModelReference, type ModelReference } from '../protocol/modelReference';
import { chooseModelAtCursor } from './chooseModel';
import type { ClassicNetworks } from './classicNetworks';
import { runModel, type RunServices, type ShowRunPanel } from './run/runModel';
import type { SummaryDocuments } from './summaryDocument';

export interface CommandServices extends RunServices {
  readonly summaries: SummaryDocuments;
  readonly networks: ClassicNetworks;
  readonly showRunPanel: ShowRunPanel;
  readonly showComparison: (reference: ModelReference) => void;
  readonly showGraph: (reference: ModelReference) => void;
  readonly showRule: (rule: unknown) => Promise<void>;
  readonly installLibrary: (backend: NativeBackend) => Promise<void>;
  readonly log: vscode.LogOutputChannel;
}

export function registerCommands(services: CommandServices): vscode.Disposable {
  const { analyses, summaries, networks, showRunPanel, showComparison, showGraph, showRule, installLibrary, log } =
    services;
  const withModel =
    (act: (reference: ModelReference) => Promise<void> | void) =>
    async (argument?: unknown): Promise<void> => {
      const reference = parseModelReference(argument) ?? (await chooseModelAtCursor(analyses));
      if (reference) await act(reference);
    };
  return vscode.Disposable.from(
    vscode.commands.registerCommand(
      'convlens.runModel',
      withModel((reference) => runModel(reference, services, showRunPanel)),
    ),
    vscode.commands.registerCommand(
      'convlens.showSummary',
      withModel((reference) => summaries.show(reference)),
    ),
    vscode.commands.registerCommand('convlens.compare', withModel(showComparison)),
    vscode.commands.registerCommand('convlens.showGraph', withModel(showGraph)),
    vscode.commands.registerCommand('convlens.openNetwork', (id?: unknown) =>
      networks.open(typeof id === 'string' ? id : undefined),
    ),
    vscode.commands.registerCommand('convlens.copyNetwork', (uri?: unknown) =>
      networks.copyToWorkspace(uri instanceof vscode.Uri ? uri : undefined),
    ),
    vscode.commands.registerCommand('convlens.showRule', showRule),
    vscode.commands.registerCommand('convlens.installTensorFlow', () => installLibrary('tensorflow')),
    vscode.commands.registerCommand('convlens.installWebGpu', () => installLibrary('webgpu')),
    vscode.commands.registerCommand('convlens.showLog', () => log.show()),
  );
}
