// Regular expressions: they run, when their running time is sure to be short.

import type ts from 'typescript';
import type { Unknown } from '../../formulas/quantity';
import { isCallable } from '../functions';
import type { Machine } from '../machine';
import { toText } from '../operators';
import {
  ArrayValue,
  HostValue,
  NativeFunction,
  ObjectValue,
  type Mutable,
  type NativeCall,
  type Value,
} from '../values';
import { natives, newArray, openArgument } from './native';

/** What a match may cost in steps of the engine, at worst. */
const MOST_STEPS = 10_000_000;

class RegularExpression extends HostValue implements Mutable {
  readonly description = 'a regular expression';
  birth = 0;
  constructor(private readonly compiled: RegExp) {
    super();
  }

  get isGlobal(): boolean {
    return this.compiled.global;
  }

  get(name: string): Value {
    switch (name) {
      case 'source':
      case 'flags':
      case 'global':
      case 'ignoreCase':
      case 'lastIndex':
        return this.compiled[name];
      default:
        return METHODS.get(name);
    }
  }

  override set(name: string, value: Value, machine: Machine): void {
    if (name !== 'lastIndex' || typeof value !== 'number') return;
    machine.touch(this);
    this.compiled.lastIndex = value;
  }

  /** Runs something with the expression, unless that could take long. */
  run(text: string, machine: Machine, site: ts.Node, body: (compiled: RegExp) => Value): Value {
    if (worstSteps(this.compiled, text.length) > MOST_STEPS) {
      return machine.unknown('this regular expression may take too long on so long a text', site);
    }
    machine.touch(this);
    machine.spend(text.length);
    return body(this.compiled);
  }

  capture(): unknown {
    return this.compiled.lastIndex;
  }
  restore(state: unknown): void {
    this.compiled.lastIndex = state as number;
  }
  join(): void {
    // A search that goes on from where another one ended is not followed through branches.
  }
}

/** An array with `index`, `input` and `groups`. */
export class MatchValue extends ArrayValue {
  constructor(
    elements: Value[],
    readonly details: ReadonlyMap<string, Value>,
  ) {
    super(elements);
  }
}

function matchValue(match: RegExpExecArray, machine: Machine): Value {
  const groups = match.groups && machine.track(new ObjectValue(new Map(Object.entries(match.groups))));
  const details = new Map<string, Value>([
    ['index', match.index],
    ['input', match.input],
    ['groups', groups],
  ]);
  return machine.track(new MatchValue([...match], details));
}

export function compile(source: string, flags: string, machine: Machine, site: ts.Node): Value {
  try {
    return machine.track(new RegularExpression(new RegExp(source, flags)));
  } catch {
    return machine.unknown('this is not a valid regular expression', site);
  }
}

export const REG_EXP = new NativeFunction('RegExp', (machine, args, _this, site) => {
  const blocked = openArgument(args, machine, site);
  if (blocked) return blocked;
  const [pattern, flags] = args;
  const source = pattern instanceof RegularExpression ? pattern.get('source') : pattern;
  const text = source === undefined ? '(?:)' : toText(source);
  const givenFlags = flags ?? (pattern instanceof RegularExpression ? pattern.get('flags') : '');
  return typeof text === 'string' && typeof givenFlags === 'string'
    ? compile(text, givenFlags, machine, site)
    : machine.unknown('this is not a valid regular expression', site);
});

function searching(body: (expression: RegExp, text: string, machine: Machine) => Value): NativeCall {
  return (machine, args, expression, site) => {
    const text = toText(args[0]);
    const blocked = openArgument(args, machine, site);
    if (blocked) return blocked;
    if (!(expression instanceof RegularExpression) || text === undefined) {
      return machine.unknown('the text that is searched is not known', site);
    }
    return expression.run(text, machine, site, (compiled) => body(compiled, text, machine));
  };
}

const METHODS: ReadonlyMap<string, Value> = natives({
  test: searching((expression, text) => expression.test(text)),
  exec: searching((expression, text, machine) => {
    const match = expression.exec(text);
    return match && matchValue(match, machine);
  }),
});

/** A method of strings whose first argument may be a regular expression. */
function withExpression(
  byExpression: (text: string, compiled: RegExp, args: readonly Value[], machine: Machine, site: ts.Node) => Value,
  byText?: Value,
): NativeCall {
  return (machine, args, thisValue, site) => {
    let [expression] = args;
    if (byText === undefined && !(expression instanceof RegularExpression)) {
      expression = REG_EXP.call(machine, [expression], undefined, site);
    }
    if (!(expression instanceof RegularExpression)) return machine.callFunction(byText, args, thisValue, site);
    if (typeof thisValue !== 'string') return machine.unknown('this text is not known', site);
    return expression.run(thisValue, machine, site, (compiled) =>
      byExpression(thisValue, compiled, args, machine, site),
    );
  };
}

/** `replace` and `replaceAll`: by a text, or by what a function of the program gives. */
function replace(text: string, compiled: RegExp, args: readonly Value[], machine: Machine, site: ts.Node): Value {
  const [, by] = args;
  if (!isCallable(by)) {
    const blocked = openArgument([by], machine, site);
    return blocked ?? text.replace(compiled, toText(by) ?? '');
  }
  let blocked: Unknown | undefined;
  const result = text.replace(compiled, (...parts: Value[]) => {
    const part = toText(machine.callFunction(by, parts, undefined, site));
    if (part === undefined) blocked ??= machine.unknown('the text put in here is not known', site);
    return part ?? '';
  });
  return blocked ?? result;
}

/** The methods of strings that search, on top of those that look for a text. */
export function searchMethods(byText: ReadonlyMap<string, Value>): Map<string, Value> {
  return natives({
    match: withExpression((text, compiled, _args, machine) => {
      const match = text.match(compiled);
      return match && (compiled.global ? newArray([...match], machine) : matchValue(match as RegExpExecArray, machine));
    }),
    matchAll: withExpression((text, compiled, _args, machine, site) =>
      compiled.global
        ? newArray(
            [...text.matchAll(compiled)].map((match) => matchValue(match, machine)),
            machine,
          )
        : machine.unknown('matchAll needs a regular expression with the flag g', site),
    ),
    search: withExpression((text, compiled) => text.search(compiled)),
    replace: withExpression(replace, byText.get('replace')),
    replaceAll: withExpression(replace, byText.get('replaceAll')),
    split: withExpression((text, compiled, [, limit], machine) => {
      return newArray(text.split(compiled, typeof limit === 'number' ? limit : undefined), machine);
    }, byText.get('split')),
  });
}

/**
 * What a backtracking engine does at worst: each repetition without a bound multiplies by the length of the text, each choice
 * doubles. Infinity for a repetition of something that holds one itself, and for references back.
 */
function worstSteps({ source }: RegExp, length: number): number {
  let steps = length + 1;
  /** Of the groups that are open, and of the one that just ended: whether they hold a repetition or a choice. */
  const open: boolean[] = [];
  let ended = false;
  const note = (): void => {
    if (open.length > 0) open[open.length - 1] = true;
  };
  for (let i = 0; i < source.length; i++) {
    const char = source[i];
    const endedBefore = ended;
    ended = false;
    if (char === '\\') {
      i++;
      if (/[1-9k]/.test(source[i] ?? '')) return Infinity;
    } else if (char === '[') {
      while (i < source.length && source[i] !== ']') i += source[i] === '\\' ? 2 : 1;
    } else if (char === '(') {
      open.push(false);
      if (source[i + 1] === '?') i++;
    } else if (char === ')') {
      ended = open.pop() ?? false;
      if (ended) note();
    } else if (char === '|') {
      steps *= 2;
      note();
    } else if (char === '*' || char === '+' || char === '{' || char === '?') {
      if (endedBefore && char !== '?') return Infinity;
      steps *= char === '?' ? 2 : length + 1;
      note();
      if (char === '{') while (i < source.length && source[i] !== '}') i++;
      // The sign of a lazy repetition.
      if (source[i + 1] === '?') i++;
    }
  }
  return steps;
}
