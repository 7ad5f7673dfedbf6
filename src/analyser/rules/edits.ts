// Edits of layer calls that keep what is written around them as it is.

import type { TextEdit } from '../analysis';
import type { Layer } from '../graph/graph';
import type { WrittenCall, WrittenEntry } from '../graph/writtenCall';
import type { InspectedModel } from './inspectedModel';

export function writtenEntry(written: WrittenCall | undefined, name: string): WrittenEntry | undefined {
  return written?.entries?.find((entry) => entry.name === name);
}

/** Gives an entry of the configuration a value; undefined where the configuration is not written in the call. */
export function setEntry(model: InspectedModel, layer: Layer, name: string, value: string): TextEdit | undefined {
  const { written } = layer;
  if (!written) return undefined;
  const present = writtenEntry(written, name);
  const { entries } = written;
  if (present) {
    // What is spread behind an entry has the last word.
    const later = entries?.slice(entries.indexOf(present) + 1) ?? [];
    if (later.some((entry) => entry.name === undefined)) return undefined;
    return { range: present.range, newText: `${name}: ${value}` };
  }
  const text = `${name}: ${value}`;
  const last = entries?.at(-1);
  if (last) {
    const { file, end } = last.range;
    const line = lineStart(model, last.range.file, last.range.start);
    const before = model.textAt({ file, start: line, end: last.range.start });
    const separator = before.trim() === '' ? `,\n${before}` : ', ';
    return { range: { file, start: end, end }, newText: `${separator}${text}` };
  }
  const isEmpty = model.textAt(written.arguments).trim() === '' || entries?.length === 0;
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
  model: Pick<InspectedModel, 'textAt'>,
  { written, factory }: Layer,
  other: string,
): string | undefined {
  const callee = written && model.textAt(written.callee);
  return factory !== undefined && callee?.endsWith(`.${factory}`)
    ? `${callee.slice(0, -factory.length)}${other}`
    : undefined;
}

/** Whether a text is one number, or a list of them, so that an edit of it changes nothing else. */
export function isLiteralSize(text: string): boolean {
  return /^(\d+|\[\s*\d+(\s*,\s*\d+)*\s*\])$/.test(text);
}

/** Puts a line in front of what holds a layer: another layer of the list, another `model.add(…)`. */
export function insertBefore(model: InspectedModel, { written }: Layer, call: string): TextEdit | undefined {
  const holder = written?.holder;
  if (!written || !holder) return undefined;
  const { file, start } = holder.range;
  const line = lineStart(model, file, start);
  const indent = model.textAt({ file, start: line, end: start });
  const isOwnLine = indent.trim() === '';
  if (holder.kind === 'element') {
    return { range: { file, start, end: start }, newText: isOwnLine ? `${call},\n${indent}` : `${call}, ` };
  }
  const statement = model.textAt(holder.range);
  const inner = written.callee.start - start;
  const length = written.arguments.end + 1 - written.callee.start;
  const added = statement.slice(0, inner) + call + statement.slice(inner + length);
  return { range: { file, start, end: start }, newText: isOwnLine ? `${added}\n${indent}` : `${added} ` };
}

/** Puts a layer behind one: another element of the list, another `model.add(…)`, another `.apply(…)` around. */
export function insertBehind(model: InspectedModel, { written }: Layer, call: string): readonly TextEdit[] | undefined {
  if (!written) return undefined;
  const { file, start } = written.callee;
  const insert = (at: number, newText: string): TextEdit => ({ range: { file, start: at, end: at }, newText });
  if (written.appliedTo) {
    const { end } = written.appliedTo;
    const closed = /^[\s,]*\)/.exec(model.textAt({ file, start: end, end: end + 100 }));
    return closed ? [insert(start, `${call}.apply(`), insert(end + closed[0].length, ')')] : undefined;
  }
  const { holder } = written;
  if (!holder) return undefined;
  const { range } = holder;
  const indent = model.textAt({ file, start: lineStart(model, file, range.start), end: range.start });
  const gap = indent.trim() === '' ? `\n${indent}` : ' ';
  if (holder.kind === 'element') return [insert(range.end, `,${gap}${call}`)];
  const added =
    model.textAt({ ...range, end: start }) + call + model.textAt({ ...range, start: written.arguments.end + 1 });
  return [insert(range.end, gap + added)];
}

function lineStart(model: InspectedModel, file: string, offset: number): number {
  return model.textOf(file).lastIndexOf('\n', offset - 1) + 1;
}
