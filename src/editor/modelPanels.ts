// Pages about models: one panel per model, beside the code, restored after a reload of the window.

import * as vscode from 'vscode';
import type { ModelReference } from '../protocol/modelReference';
import { showPage } from './showPage';

export interface ModelPage {
  dispose(): void;
}

export interface PageKind<Restore> {
  /** Also the `onWebviewPanel:` activation event. */
  readonly viewType: string;
  /** The page's bundle: dist/<name>.js and dist/<name>.css. */
  readonly bundle: string;
  tabTitle(model: ModelReference): string;
  /** What the page kept over a reload; undefined when it is nothing to go on with. */
  parseRestore(state: unknown): Restore | undefined;
  modelOf(restore: Restore): ModelReference;
  /** Fills a panel whose page is being loaded. */
  open(panel: vscode.WebviewPanel, restore: Restore): ModelPage;
}

export class ModelPanels<Restore> implements vscode.Disposable {
  private readonly panels = new Map<string, vscode.WebviewPanel>();
  private readonly serializer: vscode.Disposable;

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly kind: PageKind<Restore>,
  ) {
    this.serializer = vscode.window.registerWebviewPanelSerializer(kind.viewType, {
      deserializeWebviewPanel: (panel, state) => {
        const restore = kind.parseRestore(state);
        if (restore) this.fill(panel, restore);
        else panel.dispose();
        return Promise.resolve();
      },
    });
  }

  /** Brings the model's panel to view, or opens it beside the code; the code keeps the focus. */
  show(restore: Restore): void {
    const model = this.kind.modelOf(restore);
    const known = this.panels.get(keyOf(model));
    if (known) {
      known.reveal(undefined, true);
      return;
    }
    const column = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    this.fill(
      vscode.window.createWebviewPanel(this.kind.viewType, this.kind.tabTitle(model), column, { enableScripts: true }),
      restore,
    );
  }

  dispose(): void {
    this.serializer.dispose();
    for (const panel of [...this.panels.values()]) panel.dispose();
  }

  private fill(panel: vscode.WebviewPanel, restore: Restore): void {
    const key = keyOf(this.kind.modelOf(restore));
    const dist = vscode.Uri.joinPath(this.extensionUri, 'dist');
    panel.webview.options = { enableScripts: true, localResourceRoots: [dist] };
    const page = this.kind.open(panel, restore);
    this.panels.set(key, panel);
    panel.onDidDispose(() => {
      if (this.panels.get(key) === panel) this.panels.delete(key);
      page.dispose();
    });
    showPage(panel, this.extensionUri, this.kind.bundle);
  }
}

function keyOf({ uri, modelName }: ModelReference): string {
  return `${uri}\n${modelName}`;
}

export function fileNameOf({ uri }: ModelReference): string {
  const { path } = vscode.Uri.parse(uri);
  return path.slice(path.lastIndexOf('/') + 1);
}
