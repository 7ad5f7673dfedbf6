// Edits of fixes as VS Code applies them: in one step, or after a look at each.

import * as vscode from 'vscode';
import type { TextEdit } from '../analyser/index';
import type { Analyses } from './analyses';
import { rangeIn } from './places';

/** @param confirmation what the user is to confirm first; nothing when absent */
export function makeWorkspaceEdit(
  edits: readonly TextEdit[],
  analyses: Analyses,
  confirmation?: vscode.WorkspaceEditEntryMetadata,
): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  for (const { range, newText } of edits) {
    edit.replace(analyses.uriOf(range.file), rangeIn(analyses.sources, range), newText, confirmation);
  }
  return edit;
}

/** A fix with what it is called; its edits may take time. */
export interface ChosenFix {
  readonly title: string;
  readonly edits: () => Promise<readonly TextEdit[]>;
}

/** Shows what a fix would change, in VS Code's Refactor Preview; where there are several, after a choice. */
export async function previewFix(fixes: readonly ChosenFix[], analyses: Analyses): Promise<void> {
  const [only] = fixes;
  const items = fixes.map((fix) => ({ label: fix.title, fix }));
  const placeHolder = vscode.l10n.t('Preview a fix');
  const chosen = fixes.length === 1 ? only : (await vscode.window.showQuickPick(items, { placeHolder }))?.fix;
  if (!chosen) return;
  const edit = makeWorkspaceEdit(await chosen.edits(), analyses, { needsConfirmation: true, label: chosen.title });
  await vscode.workspace.applyEdit(edit, { isRefactoring: true });
}
