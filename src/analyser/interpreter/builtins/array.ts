// Methods of arrays. An array of unknown length gives Unknown where the length matters.

import type ts from 'typescript';
import { Unknown } from '../../formulas/quantity';
import { iterate } from '../iteration';
import type { Machine } from '../machine';
import { applyOperator, toText } from '../operators';
import {
  ArrayValue,
  FunctionValue,
  isOpen,
  reasonOf,
  SymbolicValue,
  truthOf,
  type NativeCall,
  type Value,
} from '../values';
import { bounds, CHANGES, sort, splice, type OnArray } from './arrayChanges';
import { integerArgument, ITERATOR, native, natives, newArray } from './native';
import { SyntaxKind } from '../../source/syntax';

/** A method that reads the elements: of an array of unknown length it gives Unknown. */
function reading(body: OnArray): NativeCall {
  return (machine, args, thisValue, site) => {
    if (!(thisValue instanceof ArrayValue))
      return machine.unknown('this is not an array that the analysis can follow', site);
    if (thisValue.open) return thisValue.open;
    machine.spend(thisValue.elements.length >> 3);
    return body(thisValue, args, machine, site);
  };
}

/** The callback for the elements of a list that is empty is no function of which nobody knows who calls it. */
function passOver(callback: Value, machine: Machine, site: ts.Node): void {
  if (!(callback instanceof FunctionValue) || machine.branches.isRehearsal) return;
  machine.environment.functionCalled(callback, [], machine.module, site);
}

function callback(
  args: readonly Value[],
  machine: Machine,
  site: ts.Node,
  array: ArrayValue,
): (value: Value, index: number) => Value {
  if (array.elements.length === 0) passOver(args[0], machine, site);
  return (value, index) => machine.callFunction(args[0], [value, index, array], args[1], site);
}

/** For find, some, filter …: the truth of the callback, or the reason why it is not known. */
function test(
  args: readonly Value[],
  machine: Machine,
  site: ts.Node,
  array: ArrayValue,
): (value: Value, index: number) => boolean | Unknown {
  const call = callback(args, machine, site, array);
  return (value, index) => {
    const result = call(value, index);
    return truthOf(result) ?? (isOpen(result) ? reasonOf(result, machine.rangeOf(site)) : false);
  };
}

function search(
  array: ArrayValue,
  order: readonly number[],
  matches: (value: Value, index: number) => boolean | Unknown,
): number | Unknown {
  for (const index of order) {
    const found = matches(array.elements[index], index);
    if (found instanceof Unknown) return found;
    if (found) return index;
  }
  return -1;
}

const forwards = (array: ArrayValue): number[] => [...array.elements.keys()];
const backwards = (array: ArrayValue): number[] => forwards(array).reverse();

/** The places that have an element, in some order of all. */
const withoutHoles =
  (order: (array: ArrayValue) => number[]): ((array: ArrayValue) => number[]) =>
  (array) =>
    order(array).filter((index) => index in array.elements);

const found = (order: (array: ArrayValue) => number[], what: 'element' | 'index'): NativeCall =>
  reading((array, args, machine, site) => {
    const index = search(array, order(array), test(args, machine, site, array));
    if (index instanceof Unknown || what === 'index') return index;
    return array.elements[index];
  });

/** Adds the elements of lists in place of the lists; what is not known may be a list of any length. */
function flattenInto(result: ArrayValue, elements: readonly Value[], depth: number): ArrayValue {
  // Places without an element are left out.
  elements.forEach((element) => {
    const isList = element instanceof ArrayValue && depth > 0;
    if (depth > 0) result.open ??= isList ? element.open : reasonUnlessNumber(element);
    if (isList) flattenInto(result, element.elements, depth - 1);
    else result.elements.push(element);
  });
  return result;
}

/** Why it is not known whether the value is a list. */
function reasonUnlessNumber(value: Value): Unknown | undefined {
  if (value instanceof Unknown) return value;
  return value instanceof SymbolicValue ? value.toUnknown() : undefined;
}

function fold(array: ArrayValue, order: number[], args: readonly Value[], machine: Machine, site: ts.Node): Value {
  if (order.length === 0) passOver(args[0], machine, site);
  const indices = [...order];
  let result = args.length > 1 ? args[1] : array.elements[indices.shift() ?? 0];
  for (const index of indices) {
    result = machine.callFunction(args[0], [result, array.elements[index], index, array], undefined, site);
  }
  return result;
}

const isSame = (a: Value, b: Value, machine: Machine, site: ts.Node): boolean | Unknown => {
  const equal = applyOperator(SyntaxKind.EqualsEqualsEqualsToken, a, b, machine, site);
  return typeof equal === 'boolean' ? equal : equal instanceof Unknown ? equal : false;
};

const indexOf = (order: (array: ArrayValue) => number[]): NativeCall =>
  reading((array, args, machine, site) =>
    search(array, order(array), (value) => isSame(value, args[0], machine, site)),
  );

/** A method that changes a copy and gives that. */
function copying(body: (...parameters: Parameters<OnArray>) => void): NativeCall {
  return reading((array, args, machine, site) => {
    const copy = newArray([...array.elements], machine);
    body(copy, args, machine, site);
    return copy;
  });
}

/** Calls a callback for elements of which not even the number is known. */
function callAnyTimes(
  because: Unknown,
  callback: Value,
  passed: readonly Value[],
  machine: Machine,
  site: ts.Node,
): void {
  machine.branches.repeatUnknownTimes(because, () => {
    machine.callFunction(callback, passed, undefined, site);
    return undefined;
  });
}

export const arrayMethods: ReadonlyMap<string, Value> = natives({
  ...CHANGES,
  toReversed: copying((array) => void array.elements.reverse()),
  toSorted: copying(sort),
  toSpliced: copying((array, args, machine, site) => void splice(array, args, machine, site)),
  with: copying((array, args, machine, site) => {
    const index = integerArgument(args[0], 0, machine, site);
    if (index instanceof Unknown) array.open ??= index;
    else array.elements[index < 0 ? array.elements.length + index : index] = args[1];
  }),
  at: reading((array, args, machine, site) => {
    const index = integerArgument(args[0], 0, machine, site);
    return index instanceof Unknown ? index : array.elements.at(index);
  }),
  slice: reading((array, args, machine, site) => {
    const range = bounds(args, array.elements.length, machine, site);
    return range instanceof Unknown ? range : newArray(array.elements.slice(...range), machine);
  }),
  concat: reading((array, args, machine) => {
    const result = newArray([...array.elements], machine);
    for (const part of args) {
      if (part instanceof ArrayValue) result.elements.push(...part.elements);
      else result.elements.push(part);
      result.open ??= part instanceof ArrayValue ? part.open : reasonUnlessNumber(part);
    }
    return result;
  }),
  map: reading((array, args, machine, site) =>
    newArray(array.elements.map(callback(args, machine, site, array)), machine),
  ),
  forEach: (machine, args, thisValue, site) => {
    const items = iterate(thisValue, machine, site);
    if (items instanceof Unknown) {
      callAnyTimes(items, args[0], [items, items, thisValue], machine, site);
    } else {
      if (items.length === 0) passOver(args[0], machine, site);
      items.forEach((item, index) => machine.callFunction(args[0], [item, index, thisValue], args[1], site));
    }
    return undefined;
  },
  flatMap: reading((array, args, machine, site) =>
    flattenInto(newArray([], machine), array.elements.map(callback(args, machine, site, array)), 1),
  ),
  flat: reading((array, args, machine, site) => {
    const depth = integerArgument(args[0], 1, machine, site);
    return depth instanceof Unknown ? depth : flattenInto(newArray([], machine), array.elements, depth);
  }),
  filter: reading((array, args, machine, site) => {
    const matches = test(args, machine, site, array);
    const result = newArray([], machine);
    array.elements.forEach((value, index) => {
      const keep = matches(value, index);
      if (keep instanceof Unknown) result.open ??= keep;
      if (keep !== false) result.elements.push(value);
    });
    return result;
  }),
  reduce: reading((array, args, machine, site) => fold(array, withoutHoles(forwards)(array), args, machine, site)),
  reduceRight: reading((array, args, machine, site) =>
    fold(array, withoutHoles(backwards)(array), args, machine, site),
  ),
  find: found(forwards, 'element'),
  findIndex: found(forwards, 'index'),
  findLast: found(backwards, 'element'),
  findLastIndex: found(backwards, 'index'),
  some: reading((array, args, machine, site) => {
    const index = search(array, withoutHoles(forwards)(array), test(args, machine, site, array));
    return index instanceof Unknown ? index : index >= 0;
  }),
  every: reading((array, args, machine, site) => {
    const matches = test(args, machine, site, array);
    for (const index of withoutHoles(forwards)(array)) {
      const match = matches(array.elements[index], index);
      if (match !== true) return match;
    }
    return true;
  }),
  includes: reading((array, args, machine, site) => {
    const index = search(
      array,
      forwards(array),
      (value) => Object.is(value, args[0]) || isSame(value, args[0], machine, site),
    );
    return index instanceof Unknown ? index : index >= 0;
  }),
  indexOf: indexOf(withoutHoles(forwards)),
  lastIndexOf: indexOf(withoutHoles(backwards)),
  join: reading((array, args, machine, site) => {
    const separator = args[0] === undefined ? ',' : toText(args[0]);
    const parts = Array.from(array.elements, (e) => (e === undefined || e === null ? '' : toText(e)));
    if (separator === undefined || parts.includes(undefined)) return machine.unknown('the text is not known', site);
    return parts.join(separator);
  }),
  toString: reading((array, _args, machine, site) => toText(array) ?? machine.unknown('the text is not known', site)),
  keys: reading((array, _args, machine) => newArray(forwards(array), machine)),
  values: reading((array, _args, machine) => newArray([...array.elements], machine)),
  [ITERATOR]: reading((array, _args, machine) => newArray([...array.elements], machine)),
  entries: reading((array, _args, machine) =>
    newArray(
      Array.from(array.elements, (element, index) => newArray([index, element], machine)),
      machine,
    ),
  ),
});

/** Methods of a list of which nothing is known: what its elements would do happens any number of times. */
export const methodsOfUnknownList: ReadonlyMap<string, Value> = natives(
  Object.fromEntries(
    ['forEach', 'map', 'flatMap', 'filter', 'some', 'every', 'find', 'reduce'].map((name) => [
      name,
      native((machine, args, thisValue, site) => {
        const items = iterate(thisValue, machine, site);
        const because = items instanceof Unknown ? items : machine.unknown('the elements are not known', site);
        const [callback, initial] = args;
        const passed = name === 'reduce' ? [initial ?? because, because, because] : [because, because];
        callAnyTimes(because, callback, passed, machine, site);
        return because;
      }),
    ]),
  ),
);
