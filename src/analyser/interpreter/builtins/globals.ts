// The global names of JavaScript that programs use to define models.

import { Unknown } from '../../formulas/quantity';
import { iterate } from '../iteration';
import { toText } from '../operators';
import { ArrayValue, isOpen, NativeFunction, ObjectValue, reasonOf, truthOf, type Value } from '../values';
import { MAP, SET } from './collections';
import { natives } from './native';
import { ARRAY, MATH, NUMBER, parseFloatNative, parseIntNative } from './number';
import { JSON_OBJECT, OBJECT } from './object';

/** console.log and its like: nothing to the model. */
const CONSOLE = new ObjectValue(
  new Map(
    natives(
      Object.fromEntries(
        ['log', 'info', 'warn', 'error', 'debug', 'table', 'time', 'timeEnd', 'assert', 'group', 'groupEnd'].map(
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

const ERROR = new NativeFunction('Error', (machine, args) =>
  machine.track(new ObjectValue(new Map([['message', args[0]]]))),
);

export const BUILT_INS: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['Math', MATH],
  ['Number', NUMBER],
  ['Array', ARRAY],
  ['Object', OBJECT],
  ['JSON', JSON_OBJECT],
  ['Map', MAP],
  ['Set', SET],
  ['Promise', PROMISE],
  ['Error', ERROR],
  ['TypeError', ERROR],
  ['RangeError', ERROR],
  ['console', CONSOLE],
  ['NaN', NaN],
  ['Infinity', Infinity],
  ...natives({
    parseInt: parseIntNative,
    parseFloat: parseFloatNative,
    isNaN: (machine, args, _this, site) =>
      isOpen(args[0]) ? reasonOf(args[0], machine.rangeOf(site)) : Number.isNaN(Number(args[0])),
    String: (machine, args, _this, site) => {
      const [value] = args;
      if (isOpen(value)) return reasonOf(value, machine.rangeOf(site));
      return args.length === 0 ? '' : (toText(value) ?? machine.unknown('the text of this value is not known', site));
    },
    Boolean: (machine, args, _this, site) =>
      truthOf(args[0]) ?? (isOpen(args[0]) ? reasonOf(args[0], machine.rangeOf(site)) : false),
    structuredClone: (_machine, args) => args[0],
  }),
]);
