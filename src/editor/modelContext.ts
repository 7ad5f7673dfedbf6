// Tells VS Code whether the active editor holds a model, so that commands show only where they apply.

import * as vscode from 'vscode';
import { modelsOfFile } from '../features/modelAt';
import type { Analyses } from './analyses';

export class ModelContext implements vscode.Disposable {
  private readonly subscriptions: vscode.Disposable;
  private told: boolean | undefined;

  constructor(private readonly analyses: Analyses) {
    this.subscriptions = vscode.Disposable.from(
      vscode.window.onDidChangeActiveTextEditor(() => void this.update()),
      analyses.onDidChange(() => void this.update()),
    );
    void this.update();
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  private async update(): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    const source = editor && (await this.analyses.of(editor.document));
    if (editor !== vscode.window.activeTextEditor) return;
    const hasModel = source !== undefined && modelsOfFile(source.analysis).length > 0;
    if (hasModel === this.told) return;
    this.told = hasModel;
    await vscode.commands.executeCommand('setContext', 'convlens.hasModel', hasModel);
  }
}
