// How a command is told which model is meant: plain data, so that lenses, key bindings and tests can give it.

import type * as vscode from 'vscode';
import type { ModelReading } from '../analyser/index';
import type { LineMap } from '../features/lineMap';

export interface ModelReference {
  /** The document's URI as text. */
  readonly uri: string;
  readonly modelName: string;
  /** 1-based line of the model's call. */
  readonly line: number;
  /** The function to call for the model; absent when loading the file makes it. */
  readonly factory?: string;
}

export function modelReference(uri: vscode.Uri, reading: ModelReading, lines: LineMap): ModelReference {
  const { name, call } = reading.model;
  const line = lines.positionAt(call.start).line + 1;
  return { uri: uri.toString(), modelName: name, line, ...(reading.factory ? { factory: reading.factory } : {}) };
}

export function isModelReference(value: unknown): value is ModelReference {
  return (
    typeof value === 'object' &&
    value !== null &&
    'uri' in value &&
    typeof value.uri === 'string' &&
    'modelName' in value &&
    typeof value.modelName === 'string' &&
    'line' in value &&
    typeof value.line === 'number' &&
    (!('factory' in value) || typeof value.factory === 'string')
  );
}
