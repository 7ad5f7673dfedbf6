// The global names of JavaScript that programs use to define models.

import type ts from 'typescript';
import type { Machine } from '../machine';
import { holdsNothing } from '../defaults';
import { toNumber } from '../operators';
import type { Scope } from '../scope';
import { HostValue, isOpen, ObjectValue, reasonOf, truthOf, type NativeCall, type Value } from '../values';
import { MAP, SET } from './collections';
import { ERRORS } from './error';
import { natives, openArgument } from './native';
import { ARRAY, MATH, NUMBER, parseFloatNative, parseIntNative, TYPED_ARRAYS } from './number';
import { cloneDeeply, JSON_OBJECT, OBJECT } from './object';
import { PROMISE } from './promise';
import { REG_EXP } from './regularExpression';
import { STRING, SYMBOL } from './string';
import { isExternalModule } from '../../source/syntax';

const CONSOLE_METHODS = [
  ...['log', 'info', 'warn', 'error', 'debug', 'table', 'dir', 'trace', 'assert', 'clear', 'count'],
  ...['time', 'timeLog', 'timeEnd', 'group', 'groupCollapsed', 'groupEnd'],
];

/** console.log and its like: nothing to the model. */
const CONSOLE = new ObjectValue(
  new Map(natives(Object.fromEntries(CONSOLE_METHODS.map((name) => [name, () => undefined])))),
);

/** isNaN and isFinite convert what they are given. */
function ofConverted(check: (x: number) => boolean): NativeCall {
  return (machine, args, _this, site) => {
    const x = toNumber(args[0], machine, site);
    return typeof x === 'number' ? check(x) : (openArgument(args, machine, site) ?? false);
  };
}

/** `globalThis`, and the names that only some places to run have for it. */
export class GlobalObject extends HostValue {
  readonly description = 'the global object';
  constructor(readonly isEverywhere: boolean) {
    super();
  }
  get(name: string, machine: Machine, site: ts.Node): Value {
    const owner = scopeOf(name, machine);
    const value = owner.get(name);
    // What holds nothing may be filled by anybody.
    if (owner.has(name) && !holdsNothing(value)) return value;
    return (
      BUILT_INS.get(name) ??
      machine.environment.global(name) ??
      machine.unknown(`the global \`${name}\` is known at run time only`, site)
    );
  }
  override set(name: string, value: Value, machine: Machine): void {
    const owner = scopeOf(name, machine);
    machine.touch(owner);
    owner.declare(name, value);
    if (value instanceof HostValue) value.nameFromVariable(name);
  }
}

/** The variables of a script are properties of the global object, those of a module are not. */
function scopeOf(name: string, { module: { scope, globals, source } }: Machine): Scope {
  return scope.has(name) && !isExternalModule(source) ? scope : globals;
}

export const BUILT_INS: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['Math', MATH],
  ['Number', NUMBER],
  ['Array', ARRAY],
  ['Object', OBJECT],
  ['JSON', JSON_OBJECT],
  ...TYPED_ARRAYS,
  ['Map', MAP],
  ['Set', SET],
  ['Promise', PROMISE],
  ...ERRORS,
  ['WeakMap', MAP],
  ['WeakSet', SET],
  ['String', STRING],
  ['RegExp', REG_EXP],
  ['Symbol', SYMBOL],
  ['console', CONSOLE],
  ['globalThis', new GlobalObject(true)],
  ['window', new GlobalObject(false)],
  ['self', new GlobalObject(false)],
  ['global', new GlobalObject(false)],
  ['NaN', NaN],
  ['Infinity', Infinity],
  ...natives({
    parseInt: parseIntNative,
    parseFloat: parseFloatNative,
    isNaN: ofConverted(Number.isNaN),
    isFinite: ofConverted(Number.isFinite),
    Boolean: (machine, args, _this, site) =>
      truthOf(args[0]) ?? (isOpen(args[0]) ? reasonOf(args[0], machine.rangeOf(site)) : false),
    structuredClone: (machine, args) => cloneDeeply(args[0], machine),
  }),
]);
