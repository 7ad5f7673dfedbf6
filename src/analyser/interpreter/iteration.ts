// What `for…of`, spread and Array.from get from a value.

import type ts from 'typescript';
import { type Unknown } from '../formulas/quantity';
import type { Machine } from './machine';
import { MapValue, SetValue } from './builtins/collections';
import { ITERATOR } from './builtins/string';
import { ArrayValue, isOpen, ObjectValue, reasonOf, type Value } from './values';

/** The elements of an iterable, or Unknown when they are not known. */
export function iterate(value: Value, machine: Machine, site: ts.Node): readonly Value[] | Unknown {
  if (value instanceof ArrayValue) return value.open ?? value.elements;
  if (typeof value === 'string') return [...value];
  if (value instanceof MapValue) return value.entryPairs();
  if (value instanceof SetValue) return value.items();
  if (value instanceof ObjectValue) {
    const iterator = value.classOf?.findMethod(ITERATOR) ?? value.properties.get(ITERATOR);
    if (iterator !== undefined) {
      const items = machine.callFunction(iterator, [], value, site);
      if (items instanceof ArrayValue) return items.open ?? items.elements;
    }
  }
  if (isOpen(value)) return reasonOf(value, machine.rangeOf(site));
  return machine.unknown('the elements of this value are not known', site);
}
