// A model found again in its document's present text.

import * as vscode from 'vscode';
import type { ModelReading } from '../analyser/index';
import { findModel } from '../features/modelAt';
import type { ModelReference } from '../protocol/modelReference';
import type { Analyses, DocumentAnalysis } from './analyses';
import { modelReference } from './modelReference';

export interface FoundModel extends DocumentAnalysis {
  readonly document: vscode.TextDocument;
  readonly reading: ModelReading;
  /** As it is now: lines move while the user types. */
  readonly reference: ModelReference;
}

/** @returns undefined when the document, or the model in it, is there no more */
export async function findModelReading(reference: ModelReference, analyses: Analyses): Promise<FoundModel | undefined> {
  const document = await openDocument(reference.uri);
  const source = document && (await analyses.of(document));
  if (!source) return undefined;
  const lineOf = (offset: number): number => source.lines.positionAt(offset).line + 1;
  const reading = findModel(source.analysis, reference.modelName, reference.line, lineOf);
  return reading && { ...source, document, reading, reference: modelReference(document.uri, reading, source.lines) };
}

async function openDocument(uri: string): Promise<vscode.TextDocument | undefined> {
  try {
    return await vscode.workspace.openTextDocument(vscode.Uri.parse(uri, true));
  } catch {
    // A file that was deleted or an untitled document that was closed: to the page the model is gone.
    return undefined;
  }
}
