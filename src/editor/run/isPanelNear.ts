// Whether panels are shown on the machine on which models run.

import * as vscode from 'vscode';

/** Remotes that are on the same machine as the window. */
const NEAR_REMOTES: readonly string[] = ['wsl', 'dev-container'];

export function isPanelNear(): boolean {
  const { remoteName, uiKind } = vscode.env;
  return uiKind === vscode.UIKind.Desktop && (remoteName === undefined || NEAR_REMOTES.includes(remoteName));
}
