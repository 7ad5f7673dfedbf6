// Edits of layer calls that keep what is written around them as it is.

import type { TextEdit } from '../analysis';
import type { Layer } from '../graph/graph';
import type { WrittenCall, WrittenEntry } from '../graph/writtenCall';
import type { Sources } from './sources';
import { rangeOfCall, textBefore, writeLayers } from './writeLayers';

export function writtenEntry(written: WrittenCall | undefined, name: string): WrittenEntry | undefined {
  return written?.entries?.find((entry) => entry.name === name);
}

/** Gives an entry of the configuration a value; undefined where the configuration is not written in the call. */
export function setEntry(sources: Sources, layer: Layer, name: string, value: string): TextEdit | undefined {
  const { written } = layer;
  if (!written) return undefined;
  const present = writtenEntry(written, name);
  const { entries } = written;
  if (present) {
    // What is spread after an entry has the last word.
    const later = entries?.slice(entries.indexOf(present) + 1) ?? [];
    if (later.some((entry) => entry.name === undefined)) return undefined;
    return { range: present.range, newText: `${name}: ${value}` };
  }
  const text = `${name}: ${value}`;
  const last = entries?.at(-1);
  if (last) {
    const { file, end } = last.range;
    const before = textBefore(sources, last.range);
    const separator = before.trim() === '' ? `,\n${before}` : ', ';
    return { range: { file, start: end, end }, newText: `${separator}${text}` };
  }
  const isEmpty = sources.textAt(written.arguments).trim() === '' || entries?.length === 0;
  return isEmpty ? { range: written.arguments, newText: `{ ${text} }` } : undefined;
}

/** Takes an entry of the configuration away, with the comma beside it. */
export function removeEntry(layer: Layer, name: string): TextEdit | undefined {
  const entries = layer.written?.entries ?? [];
  const index = entries.findIndex((entry) => entry.name === name);
  const entry = entries[index];
  if (!entry) return undefined;
  const { file, start, end } = entry.range;
  const before = entries[index - 1];
  const after = entries[index + 1];
  if (before) return { range: { file, start: before.range.end, end }, newText: '' };
  return { range: { file, start, end: after?.range.start ?? end }, newText: '' };
}

/** The same call with another factory of the same namespace: `tf.layers.flatten` → `tf.layers.globalAveragePooling2d`. */
export function calleeWith(
  { textAt }: Pick<Sources, 'textAt'>,
  { written, factory }: Layer,
  other: string,
): string | undefined {
  const callee = written && textAt(written.callee);
  return factory !== undefined && callee?.endsWith(`.${factory}`)
    ? `${callee.slice(0, -factory.length)}${other}`
    : undefined;
}

/** Whether a text is one number, or a list of them, so that an edit of it changes nothing else. */
export function isLiteralSize(text: string): boolean {
  return /^(\d+|\[\s*\d+(\s*,\s*\d+)*\s*\])$/.test(text);
}

/** Puts a layer before one: another element of the list, another `model.add(…)`, another `.apply(…)`. */
export function insertBefore(sources: Sources, { written }: Layer, call: string): readonly TextEdit[] | undefined {
  return written && writeLayers(sources, written, [call, sources.textAt(rangeOfCall(written))]);
}

/** Puts a layer after one: another element of the list, another `model.add(…)`, another `.apply(…)`. */
export function insertAfter(sources: Sources, { written }: Layer, call: string): readonly TextEdit[] | undefined {
  return written && writeLayers(sources, written, [sources.textAt(rangeOfCall(written)), call]);
}

/** A string in the quotes that the file has most of. */
export function quoted({ textOf }: Pick<Sources, 'textOf'>, { call }: Layer, text: string): string {
  const count = (quote: string): number => textOf(call.file).split(quote).length;
  const quote = count('"') > count("'") ? '"' : "'";
  return quote + text + quote;
}

/** How the file says that tensors are symbolic: `tf.SymbolicTensor`; undefined where it has no types, or no name for it. */
export function typeOfTensors(callee: string, file: string, textOf: Sources['textOf']): string | undefined {
  if (!isTypeScript(file)) return undefined;
  const namespace = namespaceOf(callee);
  if (namespace !== undefined) return `${namespace}.SymbolicTensor`;
  return /import[^;]*\bSymbolicTensor\b/.test(textOf(file)) ? 'SymbolicTensor' : undefined;
}

export function isTypeScript(file: string): boolean {
  return /\.[cm]?tsx?$/.test(file);
}

/** `tf` of `tf.layers.conv2d`. */
export function namespaceOf(callee: string): string | undefined {
  return /^([\w$]+)\s*\.\s*layers\s*\.\s*\w+$/.exec(callee)?.[1];
}
