// Turns arguments by name into the list a function, or the constructor of a class, is called with.

import type { ModelChoice } from '../../protocol/runner';
import { RunError } from '../core/failure';

type AnyFunction = (...values: never[]) => unknown;
type AnyClass = new (...values: never[]) => unknown;

/** The values of a call, those of its parameters that no value is needed for, and the names that nothing has taken yet. */
export interface GivenArguments {
  readonly values: ModelChoice['arguments'];
  readonly optional: readonly string[];
  readonly unused: Set<string>;
}

const openers = '([{';
const closers = ')]}';

interface Character {
  readonly character: string;
  readonly index: number;
  /** Of the brackets around it. */
  readonly depth: number;
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, '');
}

/** Steps over strings, and tells how deep in brackets the rest is. */
function* scan(text: string, start: number): Generator<Character> {
  let [depth, quote] = [0, ''];
  for (let index = start; index < text.length; index++) {
    const character = text.charAt(index);
    if (quote !== '') {
      if (character === '\\') index++;
      else if (character === quote) quote = '';
    } else if (`'"\``.includes(character)) {
      quote = character;
    } else if (openers.includes(character)) {
      yield { character, index, depth: depth++ };
    } else {
      if (closers.includes(character)) depth--;
      yield { character, index, depth };
    }
  }
}

/** The text between a function's parentheses, cut at the commas that separate parameters; strings and nesting are stepped over. */
export function splitParameters(functionText: string): string[] {
  const text = withoutComments(functionText);
  const bare = /^\s*(?:async\s+)?([\p{ID_Start}$_][\p{ID_Continue}$]*)\s*=>/u.exec(text);
  if (bare?.[1] !== undefined) return [bare[1]];
  const parameters: string[] = [];
  let start = text.indexOf('(') + 1;
  for (const { character, index, depth } of scan(text, start)) {
    const isEnd = depth < 0;
    if (isEnd || (character === ',' && depth === 0)) {
      parameters.push(text.slice(start, index));
      start = index + 1;
    }
    if (isEnd) break;
  }
  return parameters.map((parameter) => parameter.trim()).filter((parameter) => parameter !== '');
}

/** The text of a class from its constructor on; undefined when it has none of its own. */
function findConstructor(classText: string): string | undefined {
  const text = withoutComments(classText);
  for (const { index, depth } of scan(text, 0)) {
    if (depth !== 1 || /[\p{ID_Continue}$#.]/u.test(text.charAt(index - 1))) continue;
    const rest = text.slice(index);
    if (/^constructor\s*\(/.test(rest)) return rest;
  }
  return undefined;
}

export function isClass(value: unknown): value is AnyClass {
  return typeof value === 'function' && /^class\b/.test(Function.prototype.toString.call(value));
}

/** The parameters with the number of those that a call cannot do without; a class without a constructor has that of its parent. */
function readParameters(called: AnyFunction | AnyClass): {
  readonly parameters: readonly string[];
  readonly required: number;
} {
  const text = Function.prototype.toString.call(called);
  if (!isClass(called)) return { parameters: splitParameters(text), required: called.length };
  const own = findConstructor(text);
  if (own !== undefined) return { parameters: splitParameters(own), required: called.length };
  const parent: unknown = Object.getPrototypeOf(called);
  return isClass(parent) ? readParameters(parent) : { parameters: [], required: 0 };
}

/** Names that `{ a, b: c = 1 }` takes from its object, paired with nothing: a, b. */
function findTakenNames(pattern: string, names: readonly string[]): string[] {
  return names.filter((name) => new RegExp(`[{,]\\s*${name.replace(/\$/g, '\\$')}\\s*[,:=}]`).test(pattern));
}

/**
 * @param given its `unused` lose the names that the parameters take
 * @throws RunError when a parameter without a default has no value
 */
export function orderArguments(
  functionName: string,
  called: AnyFunction | AnyClass,
  { values, optional, unused }: GivenArguments,
): unknown[] {
  const { parameters, required } = readParameters(called);
  const missing: string[] = [];
  const take = (name: string): unknown => {
    unused.delete(name);
    return values[name];
  };
  const ordered = parameters.map((parameter, index) => {
    if (parameter.startsWith('{')) {
      const taken = findTakenNames(parameter, Object.keys(values));
      const isOptional = index >= required && taken.length === 0;
      return isOptional ? undefined : Object.fromEntries(taken.map((name) => [name, take(name)]));
    }
    const name = /^[\p{ID_Continue}$]+/u.exec(parameter)?.[0] ?? parameter;
    if (index < required && !Object.hasOwn(values, name) && !optional.includes(name)) missing.push(name);
    return take(name);
  });
  if (missing.length > 0) {
    const what =
      missing.length === 1
        ? `a value for its parameter ${quoteAll(missing)}`
        : `values for its parameters ${quoteAll(missing)}`;
    throw new RunError(`${functionName}() needs ${what}.`, '', false, { missing, unknown: [] });
  }
  return ordered;
}

/** @throws RunError when a name is no parameter of anything that was called */
export function refuseUnused(functionName: string, { unused }: GivenArguments): void {
  if (unused.size === 0) return;
  const unknown = [...unused];
  throw new RunError(`${functionName}() has no parameter ${quoteAll(unknown)}.`, '', false, { missing: [], unknown });
}

function quoteAll(names: readonly string[]): string {
  const quoted = names.map((name) => `"${name}"`);
  return [quoted.slice(0, -1).join(', '), quoted.at(-1)].filter((part) => part !== '').join(' and ');
}
