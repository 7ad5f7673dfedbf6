// What `for…of`, spread and Array.from get from a value.

import type ts from 'typescript';
import { Unknown } from '../formulas/quantity';
import { readInstanceMember } from './objectMembers';
import type { Machine } from './machine';
import { MapValue, SetValue } from './builtins/collections';
import { ITERATOR } from './builtins/native';
import { ArrayValue, GeneratorValue, HostValue, isOpen, ObjectValue, reasonOf, truthOf, type Value } from './values';

const LONGEST_ITERATION = 10_000;

/** The elements of an iterable, or Unknown when they are not known. */
export function iterate(value: Value, machine: Machine, site: ts.Node): readonly Value[] | Unknown {
  if (value instanceof GeneratorValue && value.beyond) return value.beyond;
  if (value instanceof ArrayValue) return value.open ?? value.elements;
  if (typeof value === 'string') return [...value];
  if (value instanceof MapValue) return value.entryPairs();
  if (value instanceof SetValue) return value.items();
  if (value instanceof HostValue && value.elements) return value.elements;
  if (value instanceof ObjectValue) {
    const iterator = readInstanceMember(value, ITERATOR, machine, site);
    if (iterator !== undefined) {
      const items = machine.callFunction(iterator, [], value, site);
      if (items instanceof ArrayValue) return iterate(items, machine, site);
      if (items instanceof ObjectValue) return drain(items, machine, site);
    }
  }
  if (isOpen(value)) return reasonOf(value, machine.rangeOf(site));
  return machine.unknown('the elements of this value are not known', site);
}

/** The elements from the first one on, for code that may not want them all; why nothing is known of those behind them. */
export function iterateFromStart(
  value: Value,
  machine: Machine,
  site: ts.Node,
): { readonly items: readonly Value[]; readonly beyond: Unknown | undefined } {
  if (value instanceof GeneratorValue && !value.open) return { items: value.elements, beyond: value.beyond };
  const items = iterate(value, machine, site);
  return items instanceof Unknown ? { items: [], beyond: items } : { items, beyond: undefined };
}

/** What an iterator written by hand gives: `next()` until it is done. */
function drain(iterator: ObjectValue, machine: Machine, site: ts.Node): readonly Value[] | Unknown {
  const items: Value[] = [];
  while (items.length < LONGEST_ITERATION) {
    const next = readInstanceMember(iterator, 'next', machine, site);
    const step = machine.callFunction(next, [], iterator, site);
    if (step instanceof Unknown) return step;
    if (!(step instanceof ObjectValue)) break;
    const isDone = truthOf(step.properties.get('done'));
    if (isDone === undefined) break;
    if (isDone) return items;
    items.push(step.properties.get('value'));
  }
  return machine.unknown('the elements of this value are not known', site);
}
