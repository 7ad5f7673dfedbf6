// Writes layers one after the other where one was written: as its neighbours in a list, in statements, or one applied to the other.

import type { SourceRange } from '../formulas/quantity';
import type { TextEdit } from '../analysis';
import type { WrittenCall, WrittenHolder, WrittenStatement } from '../graph/writtenCall';
import type { Sources } from './sources';

/** @returns undefined where the layer stands where no other can stand beside it */
export function writeLayers(
  sources: Sources,
  written: WrittenCall,
  texts: readonly [string, ...string[]],
): readonly TextEdit[] | undefined {
  const { holder, statement, appliedTo } = written;
  const [first, ...others] = texts;
  const last = others.at(-1);
  const call = rangeOfCall(written);
  if (last === undefined) return [{ range: call, newText: first }];
  if (appliedTo) {
    const input = sources.textAt(appliedTo);
    if (statement?.variable === input && !statement.isDeclaration) {
      return [repeat(sources, { ...statement, kind: 'statement' }, call, texts)];
    }
    const before = [first, ...others.slice(0, -1)];
    if (statement?.variable !== undefined) {
      const { text, output } = writeConstants(sources, statement, before, input, numbered(statement.variable));
      return [
        { range: { ...statement.range, end: statement.range.start }, newText: text },
        { range: call, newText: last },
        { range: appliedTo, newText: output },
      ];
    }
    const inner = before.reduce((innermost, text) => `${text}.apply(${innermost})`, input);
    return [
      { range: call, newText: last },
      { range: appliedTo, newText: inner },
    ];
  }
  return holder && [repeat(sources, holder, call, texts)];
}

/**
 * Constants before a statement, one for the output of each layer.
 * @param wanted the name of the first
 * @returns their text, which ends where the statement begins, and the name of the last
 */
export function writeConstants(
  sources: Sources,
  { range }: WrittenStatement,
  calls: readonly string[],
  input: string,
  wanted: string,
): { readonly text: string; readonly output: string } {
  const before = textBefore(sources, range);
  const indent = /^\s*/.exec(before)?.[0] ?? '';
  const end = sources.textAt(range).endsWith(';') ? ';' : '';
  const taken = sources.textOf(range.file);
  const names: string[] = [];
  let text = '';
  for (const call of calls) {
    const name = freeName(taken, wanted, names);
    text += `const ${name} = ${call}.apply(${names.at(-1) ?? input})${end}\n${indent}`;
    names.push(name);
  }
  return { text, output: names.at(-1) ?? input };
}

/** `x` → `x1`, `conv1` → `conv1_1` */
function numbered(name: string): string {
  return /\d$/.test(name) ? `${name}_1` : `${name}1`;
}

/** `reduced`, `reduced2`: a name that is neither in a text nor among others. */
export function freeName(text: string, wanted: string, others: readonly string[]): string {
  const [, stem = wanted, digits] = /^(.*?)(\d*)$/.exec(wanted) ?? [];
  let name = wanted;
  for (
    let count = Number(digits) || 1;
    others.includes(name) || new RegExp(`(?<![\\w$])${escaped(name)}(?![\\w$])`).test(text);
  ) {
    name = `${stem}${++count}`;
  }
  return name;
}

function escaped(name: string): string {
  return name.replaceAll('$', '\\$');
}

/** From the name of what is called to the closing parenthesis. */
export function rangeOfCall({ callee, arguments: args }: WrittenCall): SourceRange {
  return { ...callee, end: args.end + 1 };
}

/** What stands before a place in its line. */
export function textBefore({ textOf }: Pick<Sources, 'textOf'>, { file, start }: SourceRange): string {
  const text = textOf(file);
  return text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
}

/** What holds a layer once for each of several. */
function repeat(
  sources: Sources,
  { kind, range, isAlone = false }: Pick<WrittenHolder, 'kind' | 'range'> & { readonly isAlone?: boolean },
  call: SourceRange,
  texts: readonly string[],
): TextEdit {
  const before = textBefore(sources, range);
  const isOnOwnLine = before.trim() === '' && !isAlone;
  const gap = isOnOwnLine ? `\n${before}` : ' ';
  const held = texts.map(
    (text) => sources.textAt({ ...range, end: call.start }) + text + sources.textAt({ ...range, start: call.end }),
  );
  const hasEnd = held.every((one) => one.endsWith(';')) || isOnOwnLine;
  const separator = kind === 'element' ? ',' : hasEnd ? '' : ';';
  const all = held.join(separator + gap);
  return { range, newText: isAlone ? `{ ${all} }` : all };
}
