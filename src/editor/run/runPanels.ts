// The open Run Model panels: one per model, beside the code, restored after a reload of the window.

import path from 'node:path';
import * as vscode from 'vscode';
import { parsePanelRestore } from '../../protocol/panelRestore';
import type { PanelModel, PictureChoice } from '../../protocol/panel';
import { RunPanel } from './runPanel';
import { FIRST_PICTURE } from './runPanelServices';
import type { RunPanelServices } from './runPanelServices';

/** Also the `onWebviewPanel:` activation event. */
const RUN_PANEL_TYPE = 'convlens.runPanel';

/** The open panels. Restores those that a reload of the window left behind. */
export class RunPanels implements vscode.Disposable {
  private readonly panels = new Map<string, RunPanel>();
  private readonly serializer: vscode.Disposable;

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly services: RunPanelServices,
  ) {
    this.serializer = vscode.window.registerWebviewPanelSerializer(RUN_PANEL_TYPE, {
      deserializeWebviewPanel: (webviewPanel, state) => {
        const restore = parsePanelRestore(state);
        if (!restore) {
          webviewPanel.dispose();
          return Promise.resolve();
        }
        webviewPanel.webview.options = webviewOptions(this.context.extensionUri);
        const { model, picture = FIRST_PICTURE, comparedWith } = restore;
        this.open(webviewPanel, model, picture).compareWith(comparedWith);
        return Promise.resolve();
      },
    });
  }

  /** Runs a model in its panel, which is brought to view, or opened beside the code; the code keeps the focus. */
  run(model: PanelModel): void {
    const column = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    let panel = this.panels.get(keyOf(model));
    if (panel) {
      panel.reveal();
    } else {
      // what the page's graphics card has computed outlives another tab in front of it
      const options = { ...webviewOptions(this.context.extensionUri), retainContextWhenHidden: true };
      const webviewPanel = vscode.window.createWebviewPanel(RUN_PANEL_TYPE, tabTitle(model), column, options);
      panel = this.open(webviewPanel, model, FIRST_PICTURE);
    }
    void panel.run(model);
  }

  dispose(): void {
    this.serializer.dispose();
    for (const panel of [...this.panels.values()]) {
      panel.dispose();
    }
  }

  private open(webviewPanel: vscode.WebviewPanel, model: PanelModel, picture: PictureChoice): RunPanel {
    const key = keyOf(model);
    const panel = new RunPanel(webviewPanel, model, this.context.extensionUri, this.services);
    this.panels.set(key, panel);
    webviewPanel.onDidDispose(() => this.panels.delete(key));
    void panel.usePicture(picture);
    return panel;
  }
}

function keyOf(model: PanelModel): string {
  return `${model.file}\n${model.name}`;
}

/** Many models are named `model`: the file tells them apart. */
function tabTitle({ title, name, file }: PanelModel): string {
  return title === name ? `${name} · ${path.basename(file)}` : title;
}

function webviewOptions(extensionUri: vscode.Uri): vscode.WebviewOptions {
  return {
    enableScripts: true,
    localResourceRoots: [
      vscode.Uri.joinPath(extensionUri, 'dist'),
      vscode.Uri.joinPath(extensionUri, 'media', 'samples'),
    ],
  };
}
