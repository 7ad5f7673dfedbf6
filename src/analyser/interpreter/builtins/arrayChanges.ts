// Methods that change an array in place.

import type ts from 'typescript';
import { Unknown } from '../../formulas/quantity';
import type { Machine } from '../machine';
import { toText } from '../operators';
import { ArrayValue, GeneratorValue, ObjectValue, type NativeCall, type Value } from '../values';
import { integerArgument, newArray } from './native';

export type OnArray = (array: ArrayValue, args: readonly Value[], machine: Machine, site: ts.Node) => Value;

/** A method that changes the array. */
function changing(body: OnArray): NativeCall {
  return (machine, args, thisValue, site) => {
    if (!(thisValue instanceof ArrayValue))
      return machine.unknown('this is not an array that the analysis can follow', site);
    machine.touch(thisValue);
    return body(thisValue, args, machine, site);
  };
}

/** Start and end as slice and splice read them. */
export function bounds(
  args: readonly Value[],
  length: number,
  machine: Machine,
  site: ts.Node,
): [number, number] | Unknown {
  const start = integerArgument(args[0], 0, machine, site);
  const end = integerArgument(args[1], length, machine, site);
  if (start instanceof Unknown) return start;
  if (end instanceof Unknown) return end;
  return [start, end];
}

const insert = (array: ArrayValue, args: readonly Value[], atEnd: boolean): Value => {
  if (atEnd) array.elements.push(...args);
  else array.elements.unshift(...args);
  return array.open ?? array.elements.length;
};

export const splice: OnArray = (array, args, machine, site) => {
  const start = integerArgument(args[0], 0, machine, site);
  const count = args.length > 1 ? integerArgument(args[1], 0, machine, site) : array.elements.length;
  const blocked = array.open ?? (start instanceof Unknown ? start : count instanceof Unknown ? count : undefined);
  if (blocked) {
    array.open = blocked;
    return blocked;
  }
  if (args.length === 0) return newArray([], machine);
  return newArray(array.elements.splice(start as number, count as number, ...args.slice(2)), machine);
};

/** Sorts in place, with the program's own comparison or by text; `undefined` goes last either way. */
export function sort(array: ArrayValue, args: readonly Value[], machine: Machine, site: ts.Node): void {
  if (array.open) return;
  let blocked: Unknown | undefined;
  const compare = (a: Value, b: Value): number => {
    const order = args[0] === undefined ? byText(a, b) : machine.callFunction(args[0], [a, b], undefined, site);
    if (typeof order === 'number') return order;
    blocked ??= machine.unknown('the order of the elements is not known', site);
    return 0;
  };
  array.elements.sort(compare);
  array.open = blocked;
}

function byText(a: Value, b: Value): number | undefined {
  const x = toText(a);
  const y = toText(b);
  return x === undefined || y === undefined ? undefined : x < y ? -1 : x > y ? 1 : 0;
}

export const CHANGES: Readonly<Record<string, NativeCall>> = {
  push: changing((array, args) => insert(array, args, true)),
  unshift: changing((array, args) => insert(array, args, false)),
  pop: changing((array) => array.open ?? array.elements.pop()),
  shift: changing((array) => array.open ?? array.elements.shift()),
  reverse: changing((array) => {
    array.elements.reverse();
    return array;
  }),
  fill: changing((array, args, machine, site) => {
    const range = bounds(args.slice(1), array.elements.length, machine, site);
    if (range instanceof Unknown) array.open ??= range;
    else array.elements.fill(args[0], ...range);
    return array;
  }),
  splice: changing(splice),
  sort: changing((array, args, machine, site) => {
    sort(array, args, machine, site);
    return array;
  }),
  copyWithin: changing((array, args, machine, site) => {
    const target = integerArgument(args[0], 0, machine, site);
    const range = bounds(args.slice(1), array.elements.length, machine, site);
    if (target instanceof Unknown) array.open ??= target;
    else if (range instanceof Unknown) array.open ??= range;
    else array.elements.copyWithin(target, ...range);
    return array;
  }),
  // Iterators and generators are arrays of what is left of them.
  next: changing((array, _args, machine) => {
    const done = array.elements.length === 0;
    const unknown = array.open ?? (done && array instanceof GeneratorValue ? array.beyond : undefined);
    if (unknown) return unknown;
    return machine.track(
      new ObjectValue(
        new Map<string, Value>([
          ['value', done && array instanceof GeneratorValue ? array.returned : array.elements.shift()],
          ['done', done],
        ]),
      ),
    );
  }),
};
