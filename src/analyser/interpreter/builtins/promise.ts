// Promises: the analysis does not wait, a promise is its value.

import { Unknown } from '../../formulas/quantity';
import { isCallable } from '../functions';
import { iterate } from '../iteration';
import { ArrayValue, NativeFunction, type NativeCall, type Value } from '../values';
import { natives } from './native';

const all: NativeCall = (machine, args, _this, site) => {
  const items = iterate(args[0], machine, site);
  return items instanceof Unknown ? items : machine.track(new ArrayValue([...items]));
};

export const PROMISE = new NativeFunction(
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
  natives({ resolve: (_machine, args) => args[0], all }),
);

/** Methods of any value that stands for a promise of itself. */
export const promiseMethods: ReadonlyMap<string, Value> = natives({
  then: (machine, [onValue], value, site) =>
    isCallable(onValue) ? machine.callFunction(onValue, [value], undefined, site) : value,
  catch: (_machine, _args, value) => value,
  finally: (machine, [after], value, site) => {
    if (isCallable(after)) machine.callFunction(after, [], undefined, site);
    return value;
  },
});
