// The settings that providers read each time they are asked, so that a change needs no reload.

import * as vscode from 'vscode';
import type { HintParts } from '../features/inlayHints';
import type { BackendChoice } from '../protocol/runner';

type Switch =
  | 'hints.shape'
  | 'hints.parameters'
  | 'hints.macs'
  | 'hints.receptiveField'
  | 'hints.measuredTime'
  | 'hover'
  | 'codeLens'
  | 'diagnostics';

/** Whether a part of ConvLens is on for a document. Defaults stand in package.json. */
export function isOn(part: Switch, document: vscode.TextDocument): boolean {
  return vscode.workspace.getConfiguration('convlens', document).get<boolean>(part, false);
}

export function hintParts(document: vscode.TextDocument): HintParts {
  return {
    shape: isOn('hints.shape', document),
    parameters: isOn('hints.parameters', document),
    macs: isOn('hints.macs', document),
    receptiveField: isOn('hints.receptiveField', document),
  };
}

/** Severities by the ids of rules, as the user wrote them. */
export function ruleSettings(scope: vscode.ConfigurationScope): Readonly<Record<string, unknown>> {
  return vscode.workspace.getConfiguration('convlens', scope).get<Record<string, unknown>>('rules', {});
}

const BACKENDS: readonly BackendChoice[] = ['auto', 'tensorflow', 'webgpu', 'wasm', 'cpu'];

/** How models of a file run; what is not a choice gets its default. */
export function runSettings(scope: vscode.Uri): { readonly backend: BackendChoice; readonly seed: number } {
  const settings = vscode.workspace.getConfiguration('convlens.run', scope);
  const backend = settings.get<unknown>('backend');
  const seed = settings.get<unknown>('seed');
  return {
    backend: BACKENDS.find((known) => known === backend) ?? 'auto',
    seed: typeof seed === 'number' && Number.isInteger(seed) ? seed : 1,
  };
}

/** Calls back when one of ConvLens's settings has changed. */
export function onSettingsChange(listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration('convlens')) listener();
  });
}
