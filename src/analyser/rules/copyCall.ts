// A layer's call once more, in other words. What is written in it is kept: names, formatting, what is spread into it.

import type { Layer } from '../graph/graph';
import { writtenEntry } from './edits';
import type { InspectedModel } from './inspectedModel';
import { entryOf, flagOf } from './layerKinds';

/** What a copy of a layer call says otherwise. */
export interface Copy {
  /** What is called instead. */
  readonly callee?: string;
  /** Values in other words; undefined for the default, which is left out where nothing else would come in. */
  readonly entries: Readonly<Record<string, string | undefined>>;
  /** Put after the layer's name, where it has one. */
  readonly suffix?: string;
  /** Whether it takes the input that the layer took, with what a first layer says of it. */
  readonly isFirst?: boolean;
}

/** Values to write where a default must be said. */
const DEFAULTS: Readonly<Record<string, string>> = { strides: '1', dilationRate: '1' };

/** They belong to the first layer of a sequential model. */
const FOR_FIRST = ['inputShape', 'batchInputShape', 'batchSize', 'inputDType', 'dtype'];

/** @returns the call in other words; undefined where it is not written in a way that allows it */
export function copyCall(model: InspectedModel, layer: Layer, copy: Copy): string | undefined {
  const { entries: changes, suffix = '', isFirst = false } = copy;
  const { written } = layer;
  const callee = copy.callee ?? (written && model.textAt(written.callee));
  if (!written || callee === undefined) return undefined;
  const hasName = typeof entryOf(layer, 'name') === 'string';
  const [first, ...others] = written.entries ?? [];
  if (!first) {
    const isPlain = Object.keys(changes).length === 0 && !hasName;
    return isPlain ? `${callee}(${model.textAt(written.arguments)})` : undefined;
  }
  const entries = [first, ...others];
  const hasSpread = entries.some(({ name }) => name === undefined);
  const isWritten = (name: string): boolean => writtenEntry(written, name) !== undefined;
  if (!isFirst && FOR_FIRST.some((name) => entryOf(layer, name) !== undefined && !isWritten(name))) return undefined;
  if (suffix !== '' && isWritten('name') !== hasName) return undefined;
  const { file } = written.callee;
  const head = model.textAt({ file, start: written.callee.end, end: first.range.start });
  const gap = /\s*$/.exec(head)?.[0] ?? '';
  const separator = gap.includes('\n') ? `,${gap}` : ', ';
  // What is spread into the configuration may say otherwise than the default.
  const values = new Map(
    Object.entries(changes).map(([name, value]) => {
      const isSaid = hasSpread && entryOf(layer, name) !== undefined;
      return [name, value ?? (isSaid ? DEFAULTS[name] : undefined)];
    }),
  );
  const texts: string[] = [];
  const add = (text: string, index: number): void => {
    const before = entries[index - 1]?.range.end;
    const start = entries[index]?.range.start ?? 0;
    const between = before === undefined ? '' : model.textAt({ file, start: before, end: start });
    texts.push(texts.length === 0 ? text : between + text);
  };
  for (const [index, { name = '', range, value }] of entries.entries()) {
    if (!isFirst && FOR_FIRST.includes(name)) continue;
    if (name === 'name' && suffix !== '') {
      const suffixed = withSuffix(value ? model.textAt(value) : 'name', suffix);
      if (suffixed === undefined) return undefined;
      add(`name: ${suffixed}`, index);
    } else if (!(name in changes)) {
      add(model.textAt(range), index);
    } else if (values.get(name) !== undefined && entries.slice(index + 1).every((later) => later.name !== undefined)) {
      add(`${name}: ${values.get(name) ?? ''}`, index);
      values.delete(name);
    }
  }
  const appended = [...values].flatMap(([name, value]) => (value === undefined ? [] : `${separator}${name}: ${value}`));
  const tail = model.textAt({ file, start: entries.at(-1)?.range.end ?? 0, end: written.arguments.end + 1 });
  return callee + head + texts.join('') + appended.join('') + tail;
}

/** `'a'` → `'a_1'`, `` `${a}/b` `` → `` `${a}/b_1` ``, `a + '/b'` → `a + '/b_1'`, `a` → `` `${a}_1` ``. */
function withSuffix(text: string, suffix: string): string | undefined {
  const endsInQuotes = /^(?:[\w$.]+ *\+ *)*(['"`])(?:(?!\1)[^\\])*\1$/.test(text);
  if (endsInQuotes) return text.slice(0, -1) + suffix + text.slice(-1);
  return /^[\w$]+(\.[\w$]+)*$/.test(text) ? `\`\${${text}}${suffix}\`` : undefined;
}

/** What a layer's call says of the input of a sequential model. */
export function entriesForFirst(model: InspectedModel, { written }: Layer): readonly string[] {
  return (written?.entries ?? []).flatMap(({ name = '', range }) =>
    FOR_FIRST.includes(name) ? [model.textAt(range)] : [],
  );
}

/** Not one that brings weights along, or is not trained: it is there for what it has learnt. */
export function mayBeCopied(layer: Layer): boolean {
  return flagOf(layer, 'trainable', true) === true && (entryOf(layer, 'weights') ?? undefined) === undefined;
}
