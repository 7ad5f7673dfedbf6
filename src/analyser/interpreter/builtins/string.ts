// Methods of strings.

import type ts from 'typescript';
import type { Machine } from '../machine';
import type { Unknown } from '../../formulas/quantity';
import { isCallable } from '../functions';
import { toText } from '../operators';
import { ArrayValue, isOpen, NativeFunction, ObjectValue, reasonOf, type NativeCall, type Value } from '../values';
import { ITERATOR, natives, newArray, openArgument, symbolNamed, TO_PRIMITIVE } from './native';
import { searchMethods } from './regularExpression';

/** A method whose arguments are texts and numbers. */
function onText(
  body: (text: string, args: readonly (string | number | undefined)[], machine: Machine) => Value,
): NativeCall {
  return (machine, args, thisValue, site: ts.Node) => {
    const blocked = openArgument(args, machine, site);
    if (blocked) return blocked;
    if (typeof thisValue !== 'string') return machine.unknown('this text is not known', site);
    const plain = args.map((a) => (typeof a === 'number' || a === undefined ? a : toText(a)));
    if (plain.some((a, i) => a === undefined && args[i] !== undefined))
      return machine.unknown('the argument is not known', site);
    return body(thisValue, plain, machine);
  };
}

/** `replace`, whose second argument may be a function of the program. */
function replacing(body: (text: string, from: string, to: string | ((match: string) => string)) => string): NativeCall {
  const byText = onText((text, [from, to]) => body(text, String(from), String(to)));
  return (machine, args, thisValue, site) => {
    const [from, to] = args;
    if (typeof thisValue !== 'string' || typeof from !== 'string' || !isCallable(to)) {
      return byText(machine, args, thisValue, site);
    }
    let blocked: Unknown | undefined;
    const result = body(thisValue, from, (match) => {
      const part = machine.callFunction(to, [match], undefined, site);
      const known = toText(part);
      blocked ??= known === undefined ? machine.unknown('the text put in here is not known', site) : undefined;
      return known ?? '';
    });
    return blocked ?? result;
  };
}

const number = (value: string | number | undefined): number | undefined =>
  value === undefined ? undefined : Number(value);

const LONGEST_TEXT = 100_000;

const textMethods = natives({
  toUpperCase: onText((text) => text.toUpperCase()),
  toLowerCase: onText((text) => text.toLowerCase()),
  trim: onText((text) => text.trim()),
  trimStart: onText((text) => text.trimStart()),
  trimEnd: onText((text) => text.trimEnd()),
  toString: onText((text) => text),
  charAt: onText((text, [i]) => text.charAt(number(i) ?? 0)),
  charCodeAt: onText((text, [i]) => text.charCodeAt(number(i) ?? 0)),
  codePointAt: onText((text, [i]) => text.codePointAt(number(i) ?? 0)),
  at: onText((text, [i]) => text.at(number(i) ?? 0)),
  slice: onText((text, [a, b]) => text.slice(number(a), number(b))),
  substring: onText((text, [a, b]) => text.substring(number(a) ?? 0, number(b))),
  substr: onText((text, [a, b]) => {
    const start = number(a) ?? 0;
    const length = number(b);
    return text.slice(start, length === undefined ? undefined : start + length);
  }),
  startsWith: onText((text, [s, from]) => text.startsWith(String(s), number(from))),
  endsWith: onText((text, [s, to]) => text.endsWith(String(s), number(to))),
  includes: onText((text, [s, from]) => text.includes(String(s), number(from))),
  indexOf: onText((text, [s, from]) => text.indexOf(String(s), number(from))),
  lastIndexOf: onText((text, [s, from]) => text.lastIndexOf(String(s), number(from))),
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
  replace: replacing((text, from, to) => (typeof to === 'string' ? text.replace(from, to) : text.replace(from, to))),
  replaceAll: replacing((text, from, to) =>
    typeof to === 'string' ? text.replaceAll(from, to) : text.replaceAll(from, to),
  ),
  localeCompare: onText((text, [other]) => text.localeCompare(String(other))),
  split: onText((text, [separator, limit], machine) =>
    newArray(separator === undefined ? [text] : text.split(String(separator), number(limit)), machine),
  ),
});

export const stringMethods: ReadonlyMap<string, Value> = new Map([...textMethods, ...searchMethods(textMethods)]);

export const STRING = new NativeFunction(
  'String',
  (machine, args, _this, site) => {
    const [value] = args;
    if (isOpen(value)) return reasonOf(value, machine.rangeOf(site));
    return args.length === 0 ? '' : (toText(value) ?? machine.unknown('the text of this value is not known', site));
  },
  natives({
    raw: (machine, [parts, ...values], _this, site) => {
      const blocked = openArgument(values, machine, site);
      if (blocked) return blocked;
      const raw = parts instanceof ArrayValue ? parts.elements.map(toText) : [];
      return raw.map((part, i) => (part ?? '') + (i < raw.length - 1 ? (toText(values[i]) ?? '') : '')).join('');
    },
    fromCharCode: (machine, args, _this, site) =>
      openArgument(args, machine, site) ?? String.fromCharCode(...args.map((code) => Number(toText(code)))),
  }).set('prototype', new ObjectValue(new Map(stringMethods))),
);

export const SYMBOL = new NativeFunction(
  'Symbol',
  (machine, [description], _this, site) =>
    // Each call gives another one.
    symbolNamed(`${site.pos}.${machine.stepCount}(${toText(description) ?? ''})`),
  new Map<string, Value>([
    ['iterator', ITERATOR],
    ['toPrimitive', TO_PRIMITIVE],
    ...natives({ for: (_machine, [name]) => symbolNamed(`for(${toText(name) ?? ''})`) }),
  ]),
);
