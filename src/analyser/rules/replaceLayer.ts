// Writes other layers in place of one. What is written in its call is kept: names, formatting, what is spread into it.

import type { LayerReading, TextEdit } from '../analysis';
import type { Layer } from '../graph/graph';
import { calleeWith, writtenEntry } from './edits';
import type { InspectedModel } from './inspectedModel';
import { entryOf, flagOf } from './layerKinds';

/** What a copy of a layer call says otherwise. */
export interface Copy {
  /** Another factory of the same namespace. */
  readonly factory?: string;
  /** Values in other words; undefined for the default, which is left out where nothing else would come in. */
  readonly entries: Readonly<Record<string, string | undefined>>;
  /** Put behind the layer's name, where it has one. */
  readonly suffix?: string;
}

/** Values to write where a default must be said. */
const DEFAULTS: Readonly<Record<string, string>> = { strides: '1', dilationRate: '1' };

/** They belong to the first layer of a sequential model. */
const FOR_FIRST = ['inputShape', 'batchInputShape', 'batchSize', 'inputDType', 'dtype'];

/**
 * Copies of a layer call, one behind the other, in its place.
 * @param readings all that the call makes
 * @returns undefined where the call is not written in a way that allows it
 */
export function replaceLayer(
  model: InspectedModel,
  readings: readonly [LayerReading, ...LayerReading[]],
  copies: readonly Copy[],
): readonly TextEdit[] | undefined {
  const [{ layer }] = readings;
  const mayBeCopied = readings.every(
    (reading) => flagOf(reading.layer, 'trainable', true) === true && entryOf(reading.layer, 'weights') === undefined,
  );
  const hasNames = readings.every((reading) => typeof entryOf(reading.layer, 'name') === 'string');
  const texts: string[] = [];
  for (const [index, copy] of copies.entries()) {
    const text = mayBeCopied ? copyText(model, layer, copy, index === 0, hasNames) : undefined;
    if (text === undefined) return undefined;
    texts.push(text);
  }
  return placeTexts(model, layer, texts);
}

function copyText(
  model: InspectedModel,
  layer: Layer,
  { factory, entries: changes, suffix = '' }: Copy,
  isFirst: boolean,
  hasName: boolean,
): string | undefined {
  const { written } = layer;
  const callee = factory === undefined ? written && model.textAt(written.callee) : calleeWith(model, layer, factory);
  const [first, ...others] = written?.entries ?? [];
  if (!written || !first || callee === undefined) return undefined;
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

/** `'a'` → `'a_1'`, `` `${a}/b` `` → `` `${a}/b_1` ``, `a` → `` `${a}_1` ``. */
function withSuffix(text: string, suffix: string): string | undefined {
  const quoted = /^(['"`])(?:(?!\1)[^\\])*\1$/.test(text);
  if (quoted) return text.slice(0, -1) + suffix + text.slice(-1);
  return /^[\w$]+(\.[\w$]+)*$/.test(text) ? `\`\${${text}}${suffix}\`` : undefined;
}

/** Writes layers one after the other, as the one layer was written. */
function placeTexts(
  model: InspectedModel,
  { written }: Layer,
  texts: readonly string[],
): readonly TextEdit[] | undefined {
  const [first, ...others] = texts;
  if (!written || first === undefined) return undefined;
  const { holder, appliedTo, callee } = written;
  const { file, start } = callee;
  const call = { file, start, end: written.arguments.end + 1 };
  const last = others.at(-1);
  if (last === undefined) return [{ range: call, newText: first }];
  if (appliedTo) {
    const inner = others
      .slice(0, -1)
      .reduce((before, text) => `${text}.apply(${before})`, `${first}.apply(${model.textAt(appliedTo)})`);
    return [
      { range: call, newText: last },
      { range: appliedTo, newText: inner },
    ];
  }
  if (!holder) return undefined;
  const text = model.textOf(file);
  const indent = /[ \t]*$/.exec(text.slice(0, holder.range.start))?.[0] ?? '';
  const whole = texts.map(
    (one) => text.slice(holder.range.start, call.start) + one + text.slice(call.end, holder.range.end),
  );
  const separator = holder.kind === 'element' ? `,\n${indent}` : `\n${indent}`;
  return [{ range: holder.range, newText: whole.join(separator) }];
}
