// Files of the workspace whose text looks as if it makes a model: found one by one, without analysing any of them.

import * as vscode from 'vscode';
import { EXCLUDED, MAXIMUM_BYTES, SOURCES } from './importIndex';

const MOST_FILES = 1000;
/** It uses TensorFlow.js, and makes a model. */
const MAKES_MODEL = /tensorflow[\s\S]*?\b(?:(?:sequential|model)\s*\(|Sequential\b|LayersModel\b)/;

/**
 * In the order of their paths.
 * @param isWanted whether a file is to be looked into at all
 */
export async function* findModelFiles(
  isWanted: (uri: vscode.Uri) => boolean,
  token: vscode.CancellationToken,
): AsyncGenerator<vscode.Uri> {
  const files = await vscode.workspace.findFiles(SOURCES, EXCLUDED, MOST_FILES, token);
  for (const uri of files.sort((a, b) => a.path.localeCompare(b.path))) {
    if (token.isCancellationRequested) return;
    if (isWanted(uri) && (await makesModel(uri))) yield uri;
  }
}

async function makesModel(uri: vscode.Uri): Promise<boolean> {
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > MAXIMUM_BYTES) return false;
    return MAKES_MODEL.test(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)));
  } catch {
    // A file that is gone or cannot be read is no choice.
    return false;
  }
}
