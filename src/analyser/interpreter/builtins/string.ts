// Methods of strings.

import type ts from 'typescript';
import type { Machine } from '../machine';
import { toText } from '../operators';
import type { NativeCall, Value } from '../values';
import { natives, newArray, openArgument } from './native';

/** A method whose arguments are texts and numbers. */
function onText(
  body: (text: string, args: readonly (string | number | undefined)[], machine: Machine) => Value,
): NativeCall {
  return (machine, args, thisValue, site: ts.Node) => {
    const blocked = openArgument(args, machine, site);
    if (blocked) return blocked;
    if (typeof thisValue !== 'string') return machine.unknown('this is no text that the analysis knows', site);
    const plain = args.map((a) => (typeof a === 'number' || a === undefined ? a : toText(a)));
    if (plain.some((a, i) => a === undefined && args[i] !== undefined))
      return machine.unknown('the argument is not known', site);
    return body(thisValue, plain, machine);
  };
}

const number = (value: string | number | undefined): number | undefined =>
  value === undefined ? undefined : Number(value);

const LONGEST_TEXT = 100_000;

export const stringMethods: ReadonlyMap<string, Value> = natives({
  toUpperCase: onText((text) => text.toUpperCase()),
  toLowerCase: onText((text) => text.toLowerCase()),
  trim: onText((text) => text.trim()),
  trimStart: onText((text) => text.trimStart()),
  trimEnd: onText((text) => text.trimEnd()),
  toString: onText((text) => text),
  charAt: onText((text, [i]) => text.charAt(number(i) ?? 0)),
  charCodeAt: onText((text, [i]) => text.charCodeAt(number(i) ?? 0)),
  at: onText((text, [i]) => text.at(number(i) ?? 0)),
  slice: onText((text, [a, b]) => text.slice(number(a), number(b))),
  substring: onText((text, [a, b]) => text.substring(number(a) ?? 0, number(b))),
  substr: onText((text, [a, b]) => {
    const start = number(a) ?? 0;
    const length = number(b);
    return text.slice(start, length === undefined ? undefined : start + length);
  }),
  startsWith: onText((text, [s]) => text.startsWith(String(s))),
  endsWith: onText((text, [s]) => text.endsWith(String(s))),
  includes: onText((text, [s]) => text.includes(String(s))),
  indexOf: onText((text, [s]) => text.indexOf(String(s))),
  lastIndexOf: onText((text, [s]) => text.lastIndexOf(String(s))),
  concat: onText((text, parts) => text + parts.join('')),
  repeat: onText((text, [n]) =>
    text.repeat(Math.max(0, Math.min(number(n) ?? 0, LONGEST_TEXT / Math.max(1, text.length)))),
  ),
  padStart: onText((text, [n, s]) =>
    text.padStart(Math.min(number(n) ?? 0, LONGEST_TEXT), s === undefined ? ' ' : String(s)),
  ),
  padEnd: onText((text, [n, s]) =>
    text.padEnd(Math.min(number(n) ?? 0, LONGEST_TEXT), s === undefined ? ' ' : String(s)),
  ),
  replace: onText((text, [from, to]) => text.replace(String(from), () => String(to))),
  replaceAll: onText((text, [from, to]) => text.replaceAll(String(from), () => String(to))),
  localeCompare: onText((text, [other]) => text.localeCompare(String(other))),
  split: onText((text, [separator, limit], machine) =>
    newArray(separator === undefined ? [text] : text.split(String(separator), number(limit)), machine),
  ),
});
