// Puts one of the bundled pages into a panel.

import * as vscode from 'vscode';
import { createNonce, renderPage } from './pageHtml';

/** @param bundle dist/<bundle>.js and dist/<bundle>.css */
export function showPage(panel: vscode.WebviewPanel, extensionUri: vscode.Uri, bundle: string): void {
  const { webview } = panel;
  const addressOf = (ending: string): string =>
    webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'dist', `${bundle}.${ending}`)).toString();
  panel.iconPath = vscode.Uri.joinPath(extensionUri, 'media', 'icon.png');
  webview.html = renderPage(
    { script: addressOf('js'), style: addressOf('css'), source: webview.cspSource },
    createNonce(),
  );
}
