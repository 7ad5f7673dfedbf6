// The global names of JavaScript that programs use to define models.

import { Unknown } from '../../formulas/quantity';
import { iterate } from '../iteration';
import { toNumber } from '../operators';
import {
  ArrayValue,
  isOpen,
  NativeFunction,
  ObjectValue,
  reasonOf,
  truthOf,
  type NativeCall,
  type Value,
} from '../values';
import { MAP, SET } from './collections';
import { ERRORS } from './error';
import { natives, openArgument } from './native';
import { ARRAY, MATH, NUMBER, parseFloatNative, parseIntNative } from './number';
import { cloneDeeply, JSON_OBJECT, OBJECT } from './object';
import { STRING, SYMBOL } from './string';

const CONSOLE_METHODS = [
  ...['log', 'info', 'warn', 'error', 'debug', 'table', 'dir', 'trace', 'assert', 'clear', 'count'],
  ...['time', 'timeLog', 'timeEnd', 'group', 'groupCollapsed', 'groupEnd'],
];

/** console.log and its like: nothing to the model. */
const CONSOLE = new ObjectValue(
  new Map(
    natives(
      Object.fromEntries(
        CONSOLE_METHODS.map(
          (name) => [name, () => undefined],
        ),
      ),
    ),
  ),
);

/** A promise is its value. */
const PROMISE = new NativeFunction(
  'Promise',
  (machine, args, _this, site) => {
    let value: Value = machine.unknown('what the promise gives is not known', site);
    const resolve = new NativeFunction('resolve', (_machine, [result]) => {
      value = result;
      return undefined;
    });
    machine.callFunction(args[0], [resolve, new NativeFunction('reject', () => undefined)], undefined, site);
    return value;
  },
  natives({
    resolve: (_machine, args) => args[0],
    all: (machine, args, _this, site) => {
      const items = iterate(args[0], machine, site);
      return items instanceof Unknown ? items : new ArrayValue([...items]);
    },
  }),
);

/** isNaN and isFinite convert what they are given. */
function ofConverted(check: (x: number) => boolean): NativeCall {
  return (machine, args, _this, site) => {
    const x = toNumber(args[0], machine, site);
    return typeof x === 'number' ? check(x) : (openArgument(args, machine, site) ?? false);
  };
}

export const BUILT_INS: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['Math', MATH],
  ['Number', NUMBER],
  ['Array', ARRAY],
  ['Object', OBJECT],
  ['JSON', JSON_OBJECT],
  ['Map', MAP],
  ['Set', SET],
  ['Promise', PROMISE],
  ...ERRORS,
  ['WeakMap', MAP],
  ['WeakSet', SET],
  ['String', STRING],
  ['Symbol', SYMBOL],
  ['console', CONSOLE],
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
