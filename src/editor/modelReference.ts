// How a command is told which model of a document is meant.

import type * as vscode from 'vscode';
import type { ModelReading } from '../analyser/index';
import type { LineMap } from '../features/lineMap';
import type { ModelReference } from '../protocol/modelReference';

export function modelReference(uri: vscode.Uri, reading: ModelReading, lines: LineMap): ModelReference {
  const { name, call } = reading.model;
  const line = lines.positionAt(call.start).line + 1;
  return { uri: uri.toString(), modelName: name, line, ...(reading.factory ? { factory: reading.factory } : {}) };
}
