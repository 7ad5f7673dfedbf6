// Which model of which document is meant: plain data, so that lenses, key bindings, pages and tests can give it.

import { isFields, isIndex, isShortText } from './checks';

export interface ModelReference {
  /** The document's URI as text. */
  readonly uri: string;
  readonly modelName: string;
  /** 1-based line of the model's call. */
  readonly line: number;
  /** The function to call for the model; absent when loading the file makes it. */
  readonly factory?: string;
}

/** The reference, with its known fields only; undefined when it is none. */
export function parseModelReference(value: unknown): ModelReference | undefined {
  if (!isFields(value)) return undefined;
  const { uri, modelName, line, factory } = value;
  if (!isShortText(uri) || !isShortText(modelName) || !isIndex(line)) return undefined;
  if (factory !== undefined && !isShortText(factory)) return undefined;
  return { uri, modelName, line, ...(factory === undefined ? {} : { factory }) };
}
