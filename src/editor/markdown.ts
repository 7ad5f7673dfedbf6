// Markdown for hovers and tooltips. Not trusted: links may lead to files, never run commands.

import * as vscode from 'vscode';

export function toMarkdown(text: string): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString(text, true);
  markdown.supportHtml = false;
  return markdown;
}
