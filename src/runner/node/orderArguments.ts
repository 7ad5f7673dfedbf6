// Turns arguments by name into the list a function is called with.

import { RunError } from '../core/failure';

type AnyFunction = (...values: unknown[]) => unknown;

const openers = '([{';
const closers = ')]}';

/** The text between a function's parentheses, cut at the commas that separate parameters; strings and nesting are stepped over. */
export function splitParameters(functionText: string): string[] {
  const text = functionText.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, '');
  const bare = /^\s*(?:async\s+)?([\p{ID_Start}$_][\p{ID_Continue}$]*)\s*=>/u.exec(text);
  if (bare?.[1] !== undefined) return [bare[1]];
  const parameters: string[] = [];
  let [depth, start, quote] = [0, text.indexOf('(') + 1, ''];
  for (let i = start; i < text.length; i++) {
    const character = text.charAt(i);
    if (quote !== '') {
      if (character === '\\') i++;
      else if (character === quote) quote = '';
    } else if (`'"\``.includes(character)) {
      quote = character;
    } else if (openers.includes(character)) {
      depth++;
    } else if (closers.includes(character) && depth-- === 0) {
      parameters.push(text.slice(start, i));
      break;
    } else if (character === ',' && depth === 0) {
      parameters.push(text.slice(start, i));
      start = i + 1;
    }
  }
  return parameters.map((parameter) => parameter.trim()).filter((parameter) => parameter !== '');
}

/** Names that `{ a, b: c = 1 }` takes from its object, paired with nothing: a, b. */
function findTakenNames(pattern: string, names: readonly string[]): string[] {
  return names.filter((name) => new RegExp(`[{,]\\s*${name.replace(/\$/g, '\\$')}\\s*[,:=}]`).test(pattern));
}

/**
 * @throws RunError when a parameter without a default has no value, or a name is no parameter
 */
export function orderArguments(
  functionName: string,
  call: AnyFunction,
  values: Readonly<Record<string, unknown>>,
): unknown[] {
  const parameters = splitParameters(Function.prototype.toString.call(call));
  const unused = new Set(Object.keys(values));
  const take = (name: string): unknown => {
    unused.delete(name);
    return values[name];
  };
  const ordered = parameters.map((parameter, index) => {
    if (parameter.startsWith('{')) {
      const taken = findTakenNames(parameter, Object.keys(values));
      const isOptional = index >= call.length && taken.length === 0;
      return isOptional ? undefined : Object.fromEntries(taken.map((name) => [name, take(name)]));
    }
    const name = /^[\p{ID_Continue}$]+/u.exec(parameter)?.[0] ?? parameter;
    if (index < call.length && !(name in values)) {
      throw new RunError(
        `${functionName}() needs a value for its parameter "${name}": give it a default, or set it for the run.`,
      );
    }
    return take(name);
  });
  const [stranger] = unused;
  if (stranger !== undefined) {
    throw new RunError(`${functionName}() has no parameter "${stranger}".`);
  }
  return ordered;
}
