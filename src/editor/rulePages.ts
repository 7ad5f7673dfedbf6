// The rules as users know them: their ids, the link from a finding to the page of its rule, and the page it opens.

import * as vscode from 'vscode';

/** Without loading the analyser: the settings name each rule. */
export function ruleIds({ extension }: vscode.ExtensionContext): readonly string[] {
  const { contributes } = extension.packageJSON as Manifest;
  return Object.keys(contributes.configuration.properties['convlens.rules'].properties);
}

interface Manifest {
  readonly contributes: {
    readonly configuration: { readonly properties: { readonly 'convlens.rules': { readonly properties: object } } };
  };
}

/** For `Diagnostic.code`: a link to the page of a rule. */
export function linkToRule(rule: string): vscode.Uri {
  const args = encodeURIComponent(JSON.stringify([rule]));
  return vscode.Uri.parse(`command:convlens.showRule?${args}`);
}

/** Opens the page as rendered text. */
export async function showRulePage(extensionUri: vscode.Uri, rule: unknown): Promise<void> {
  const name = typeof rule === 'string' && /^[a-z0-9-]+$/.test(rule) ? rule : 'README';
  const page = vscode.Uri.joinPath(extensionUri, 'docs', 'rules', `${name}.md`);
  try {
    await vscode.commands.executeCommand('markdown.showPreview', page);
  } catch {
    // The user has switched VS Code's own Markdown extension off.
    await vscode.window.showTextDocument(page);
  }
}
