// The keys of a value, in the order in which JavaScript lists them.

import { isSymbol } from './builtins/native';
import { ArrayValue, isOpen, ObjectValue, type Value } from './values';

/** The own keys of an object or array in order; undefined when they are not known. */
export function keysOf(value: Value): string[] | undefined {
  if (value instanceof ObjectValue)
    return value.open ? undefined : inOrder([...value.properties.keys()].filter((key) => !isSymbol(key)));
  if (value instanceof ArrayValue) return value.open ? undefined : Object.keys(value.elements);
  if (typeof value === 'string') return [...value].map((_, index) => String(index));
  return isOpen(value) ? undefined : [];
}

const INDEX = /^(0|[1-9]\d{0,9})$/;

/** JavaScript's order: keys that are whole numbers first, by size. */
function inOrder(keys: readonly string[]): string[] {
  const indices = keys.filter((key) => INDEX.test(key));
  if (indices.length === 0) return [...keys];
  return [...indices.sort((a, b) => Number(a) - Number(b)), ...keys.filter((key) => !INDEX.test(key))];
}
