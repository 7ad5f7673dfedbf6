// VS Code's own git extension, where it is installed and switched on.

import * as vscode from 'vscode';
import type { GitApi } from './committedTexts';

interface GitExtension {
  getAPI(version: 1): GitApi;
}

export async function findGit(): Promise<GitApi | undefined> {
  const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
  try {
    return (await extension?.activate())?.getAPI(1);
  } catch {
    // It is switched off in the settings, or there is no git on this machine.
    return undefined;
  }
}
