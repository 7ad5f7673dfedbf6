// Writes layers one after the other where one was written: as its neighbours in a list, in statements, or one applied to the other.

import type { SourceRange } from '../formulas/quantity';
import type { TextEdit } from '../analysis';
import type { WrittenCall, WrittenHolder } from '../graph/writtenCall';
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
    if (statement?.assigns === input) return [repeat(sources, { ...statement, kind: 'statement' }, call, texts)];
    const inner = others.slice(0, -1).reduce((before, text) => `${text}.apply(${before})`, `${first}.apply(${input})`);
    return [
      { range: call, newText: last },
      { range: appliedTo, newText: inner },
    ];
  }
  return holder && [repeat(sources, holder, call, texts)];
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
