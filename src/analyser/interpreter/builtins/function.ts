// Methods of functions: call, apply, bind; and of promises, which the analysis takes for their values.

import { callValue, isCallable } from '../functions';
import { iterate } from '../iteration';
import { Unknown } from '../../formulas/quantity';
import { NativeFunction, type Value } from '../values';
import { natives } from './native';

export const functionMethods: ReadonlyMap<string, Value> = natives({
  call: (machine, args, callee, site) => callValue(callee, args.slice(1), args[0], machine, site),
  apply: (machine, args, callee, site) => {
    const list = args[1] === undefined ? [] : iterate(args[1], machine, site);
    return list instanceof Unknown ? list : callValue(callee, list, args[0], machine, site);
  },
  bind: (machine, args, callee, site) => {
    if (!isCallable(callee)) return machine.unknown('what is bound here is not known', site);
    const [thisValue, ...first] = args;
    return new NativeFunction(callee.name, (m, rest, _this, at) =>
      callValue(callee, [...first, ...rest], thisValue, m, at),
    );
  },
});
